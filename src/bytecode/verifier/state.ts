/** This file defines the verifier's abstract frame: the kinds of all fast locals and stack slots at one point of the code. */
import type { PyCode } from '../code.js';
import { rejectAt } from './failure.js';
import { describeKind, K_CELL, K_NULL, K_VALUE } from './kinds.js';

const MAX_TRACKED = 16;

/** An abstract frame that instructions change. */
export class AbstractFrame {
  readonly locals: Uint16Array;
  readonly stack: Uint16Array;
  depth = 0;
  /** Where the current instruction stands, for reasons. */
  unit = 0;
  opcode = 0;
  /** The lowest stack slot written since `resetChanges`. */
  lowestChange = 0;
  /** The locals whose kind changed since then; too many count as all. */
  readonly changedLocals: number[] = [];
  allLocalsChanged = false;

  constructor(code: PyCode) {
    this.locals = new Uint16Array(code.nlocalsplus);
    this.stack = new Uint16Array(code.co_stacksize);
  }

  resetChanges(): void {
    this.lowestChange = this.depth;
    this.changedLocals.length = 0;
    this.allLocalsChanged = false;
  }

  push(kind: number): void {
    if (this.depth === this.stack.length) this.fail(`needs more than the ${this.stack.length} stack slots of the code`);
    this.stack[this.depth++] = kind;
  }

  /** Takes the top slot, NULL or not. */
  popAny(): number {
    if (this.depth === 0) this.fail('the stack is empty');
    this.depth--;
    if (this.depth < this.lowestChange) this.lowestChange = this.depth;
    return this.stack[this.depth] as number;
  }

  /** Takes the top slot, which must hold a value. */
  pop(): number {
    const kind = this.popAny();
    if (kind & K_NULL) this.fail(`takes ${describeKind(kind)}`);
    return kind;
  }

  /** Takes the top slot, which must hold one of `allowed`. */
  popKind(allowed: number): number {
    const kind = this.popAny();
    if (kind & ~allowed) this.fail(`takes ${describeKind(kind)} for ${describeKind(allowed)}`);
    return kind;
  }

  /** Takes several values. */
  popMany(count: number): void {
    if (count > this.depth) this.fail('the stack is too short');
    for (let i = 0; i < count; i++) this.pop();
  }

  /** The kind of a slot counted from the top, which is 1. */
  peek(position: number): number {
    if (position > this.depth) this.fail('the stack is too short');
    return this.stack[this.depth - position] as number;
  }

  /** Checks a slot counted from the top. */
  expect(position: number, allowed: number): void {
    const kind = this.peek(position);
    if (kind & ~allowed) this.fail(`finds ${describeKind(kind)} for ${describeKind(allowed)}`);
  }

  swap(position: number): void {
    const other = this.peek(position);
    const index = this.depth - position;
    this.stack[index] = this.stack[this.depth - 1] as number;
    this.stack[this.depth - 1] = other;
    if (index < this.lowestChange) this.lowestChange = index;
  }

  setLocal(index: number, kind: number): void {
    if (this.locals[index] === kind) return;
    this.locals[index] = kind;
    if (this.changedLocals.length < MAX_TRACKED) this.changedLocals.push(index);
    else this.allLocalsChanged = true;
  }

  /** Reads a local without a check at run time. */
  getLocal(index: number): number {
    const kind = this.locals[index] as number;
    if (kind & K_NULL) this.fail(`local ${index} may be unbound`);
    return kind;
  }

  /** Reads a local with a check at run time, after which it is bound. */
  checkLocal(index: number): number {
    const kind = (this.locals[index] as number) & ~K_NULL || K_VALUE;
    this.setLocal(index, kind);
    return kind;
  }

  expectCell(index: number): void {
    if (this.locals[index] !== K_CELL) this.fail(`local ${index} may hold no cell`);
  }

  fail(reason: string): never {
    rejectAt(this.unit, this.opcode, reason);
  }
}

/** The kinds at an instruction that is reached from more than one place: the union of all that reach it. */
export class MergePoint {
  readonly locals: Uint16Array;
  readonly stack: Uint16Array;

  constructor(frame: AbstractFrame, stack: Uint16Array) {
    this.locals = frame.locals.slice();
    this.stack = stack;
  }

  /** Adds the frame's locals; says whether anything is new. */
  mergeLocals(frame: AbstractFrame): boolean {
    const { locals } = this;
    let changed = false;
    for (let i = 0; i < locals.length; i++) {
      const old = locals[i] as number;
      const merged = old | (frame.locals[i] as number);
      if (merged !== old) {
        locals[i] = merged;
        changed = true;
      }
    }
    return changed;
  }

  /** Adds some of the frame's locals. */
  mergeSomeLocals(frame: AbstractFrame, indices: readonly number[]): boolean {
    let changed = false;
    for (const i of indices) {
      const old = this.locals[i] as number;
      const merged = old | (frame.locals[i] as number);
      if (merged !== old) {
        this.locals[i] = merged;
        changed = true;
      }
    }
    return changed;
  }

  /** Adds the frame's stack slots from one index to another. */
  mergeStack(frame: AbstractFrame, from: number, to: number): boolean {
    let changed = false;
    for (let i = from; i < to; i++) {
      const old = this.stack[i] as number;
      const merged = old | (frame.stack[i] as number);
      if (merged !== old) {
        this.stack[i] = merged;
        changed = true;
      }
    }
    return changed;
  }
}
