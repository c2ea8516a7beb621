/** This file defines the verifier's second pass: all ways through the code, on abstract frames. */
import { isStr } from '../../values/str.js';
import type { PyCode } from '../code.js';
import type { ExceptionTableEntry } from '../exception-table.js';
import * as op from '../opcodes.js';
import { reject, rejectAt } from './failure.js';
import type { Instructions } from './instructions.js';
import { K_EXCEPTION, K_LASTI, K_NULL, K_VALUE } from './kinds.js';
import { AbstractFrame, MergePoint } from './state.js';
import { step } from './step.js';

// Work is counted in slots merged and instructions carried out; compiled code needs a fraction of this.
const WORK_BASE = 2_000_000;
const WORK_PER_INSTRUCTION = 512;

/** Follows the code from its start. Rejects it where a way goes wrong. */
export function checkFlow(code: PyCode, list: Instructions, handlers: readonly ExceptionTableEntry[]): void {
  new Flow(code, list, handlers).run();
}

class Flow {
  private readonly frame: AbstractFrame;
  private readonly points: (MergePoint | undefined)[] = [];
  /** Is this the target of a jump or a handler? */
  private readonly leader: Uint8Array;
  /** The exception table entry that covers an instruction; -1 where none does. */
  private readonly handlerOf: Int32Array;
  private readonly queued: Uint8Array;
  private readonly work: number[] = [];
  private budget: number;

  constructor(
    private readonly code: PyCode,
    private readonly list: Instructions,
    private readonly handlers: readonly ExceptionTableEntry[],
  ) {
    this.frame = new AbstractFrame(code);
    this.leader = new Uint8Array(list.count);
    this.queued = new Uint8Array(list.count);
    this.handlerOf = new Int32Array(list.count).fill(-1);
    this.budget = WORK_BASE + WORK_PER_INSTRUCTION * list.count;
    for (let i = 0; i < list.count; i++) {
      const target = list.target[i] as number;
      if (target >= 0) this.leader[target] = 1;
    }
    handlers.forEach((entry, number) => {
      const first = list.at[entry.start] as number;
      for (let i = first; i < list.count && (list.start[i] as number) < entry.end; i++) this.handlerOf[i] = number;
      this.leader[list.at[entry.target] as number] = 1;
    });
  }

  run(): void {
    const { frame, code } = this;
    frame.locals.fill(K_NULL);
    frame.locals.fill(K_VALUE, 0, code.totalArgs);
    this.straight(0);
    for (let index = this.work.pop(); index !== undefined; index = this.work.pop()) {
      this.queued[index] = 0;
      const point = this.points[index] as MergePoint;
      frame.locals.set(point.locals);
      frame.stack.set(point.stack);
      frame.depth = point.stack.length;
      this.spend(point.locals.length + point.stack.length);
      this.straight(index);
    }
  }

  // Goes on from an instruction until control surely leaves, or comes to a place where ways meet.
  private straight(index: number): void {
    const { frame, list, code } = this;
    let handler = -1;
    for (let first = true; ; first = false, index++) {
      if (index === list.count) reject('control falls off the end of the code');
      if (!first && this.leader[index]) {
        this.meet(index);
        return;
      }
      const opcode = list.opcode[index] as number;
      frame.opcode = opcode;
      frame.unit = list.start[index] as number;
      this.spend(1);
      const covering = this.handlerOf[index] as number;
      if (covering >= 0) this.enterHandler(covering, covering !== handler);
      handler = covering;
      const oparg = list.oparg[index] as number;
      if (opcode === op.CALL_KW) this.checkKeywords(index, first);
      if (opcode === op.RETURN_GENERATOR && frame.depth > 0) frame.fail('the stack is not empty');
      const before = frame.depth;
      step(code, frame, opcode, oparg);
      this.spend(Math.abs(before - frame.depth));
      const target = list.target[index] as number;
      if (target >= 0) this.meet(target);
      if (leaves(opcode)) return;
    }
  }

  // Merges the frame into the one at a place where ways meet, and sees to it that the place is visited again if it is news.
  private meet(index: number): void {
    const { frame } = this;
    const point = this.points[index];
    this.spend(frame.locals.length + frame.depth);
    if (point === undefined) {
      this.points[index] = new MergePoint(frame, frame.stack.slice(0, frame.depth));
      this.enqueue(index);
      return;
    }
    if (point.stack.length !== frame.depth) {
      frame.fail(
        `the stack at offset ${(this.list.start[index] as number) * 2} is ${point.stack.length} and ${frame.depth} deep`,
      );
    }
    const localsChanged = point.mergeLocals(frame);
    if (point.mergeStack(frame, 0, frame.depth) || localsChanged) this.enqueue(index);
  }

  // The instruction may raise before it has changed anything: what lies below the handler's depth goes there. Within one
  // straight run, only what changed since the last instruction is merged.
  private enterHandler(number: number, whole: boolean): void {
    const { frame } = this;
    const entry = this.handlers[number] as ExceptionTableEntry;
    const index = this.list.at[entry.target] as number;
    if (frame.depth < entry.depth) frame.fail(`its handler needs ${entry.depth} stack slots of ${frame.depth}`);
    let point = this.points[index];
    let changed = false;
    if (point === undefined) {
      const stack = new Uint16Array(entry.depth + (entry.lasti ? 2 : 1));
      stack.set(frame.stack.subarray(0, entry.depth));
      stack[stack.length - 1] = K_EXCEPTION;
      if (entry.lasti) stack[stack.length - 2] = K_LASTI;
      this.spend(frame.locals.length + stack.length);
      point = new MergePoint(frame, stack);
      this.points[index] = point;
      changed = true;
    } else {
      const depth = entry.depth + (entry.lasti ? 2 : 1);
      if (point.stack.length !== depth) {
        frame.fail(`its handler's stack is ${point.stack.length} and ${depth} deep`);
      }
      if (whole || frame.allLocalsChanged) {
        this.spend(frame.locals.length);
        changed = point.mergeLocals(frame);
      } else {
        changed = point.mergeSomeLocals(frame, frame.changedLocals);
      }
      const from = whole ? 0 : frame.lowestChange;
      if (from < entry.depth) {
        this.spend(entry.depth - from);
        if (point.mergeStack(frame, from, entry.depth)) changed = true;
      }
      if (whole && mergeTop(point, entry)) changed = true;
    }
    if (changed) this.enqueue(index);
    frame.resetChanges();
  }

  // The names of keyword arguments are a constant that is loaded just before the call.
  private checkKeywords(index: number, isFirst: boolean): void {
    const { code, frame, list } = this;
    if (isFirst || list.opcode[index - 1] !== op.LOAD_CONST) frame.fail('does not follow the names of its keywords');
    const names = code.co_consts.items[list.oparg[index - 1] as number];
    const items: unknown = typeof names === 'object' && 'items' in names ? names.items : undefined;
    const good = Array.isArray(items) && items.every(isStr) && items.length <= (list.oparg[index] as number);
    if (!good) frame.fail('its keywords are not names of arguments');
  }

  private enqueue(index: number): void {
    if (this.queued[index]) return;
    this.queued[index] = 1;
    this.work.push(index);
  }

  private spend(amount: number): void {
    this.budget -= amount;
    if (this.budget < 0) rejectAt(this.frame.unit, this.frame.opcode, 'the code is too complex to verify');
  }
}

// A jump may have come to the handler's target before: the slots that the unwinding fills are merged like any others.
function mergeTop(point: MergePoint, entry: ExceptionTableEntry): boolean {
  const { stack } = point;
  const top = stack.length - 1;
  let changed = false;
  if (((stack[top] as number) & K_EXCEPTION) === 0) {
    stack[top] = (stack[top] as number) | K_EXCEPTION;
    changed = true;
  }
  if (entry.lasti && ((stack[top - 1] as number) & K_LASTI) === 0) {
    stack[top - 1] = (stack[top - 1] as number) | K_LASTI;
    changed = true;
  }
  return changed;
}

function leaves(opcode: number): boolean {
  switch (opcode) {
    case op.RETURN_VALUE:
    case op.RAISE_VARARGS:
    case op.RERAISE:
    case op.JUMP_FORWARD:
    case op.JUMP_BACKWARD:
    case op.JUMP_BACKWARD_NO_INTERRUPT:
      return true;
    default:
      return false;
  }
}
