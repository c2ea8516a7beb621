/** This file hands results to the work that waits for them, and in the end to the instruction. */
import * as op from '../../bytecode/opcodes.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { takeReturnValue } from '../../objects/operations/stop-iteration.js';
import type { Value } from '../../values/object.js';
import type { PyFrame } from '../frame.js';
import { raise } from '../instructions/exceptions.js';
import { executeInstruction } from '../instructions/execute.js';
import type { Machine } from '../machine.js';
import { type Answer, PENDING, type Steps } from './steps.js';

/** A result or an error on its way to the steps that wait for it; carried into the loop. */
export class Delivery {
  constructor(
    readonly steps: Steps | null,
    readonly value: Answer,
    readonly raised: Raised | null,
  ) {}

  /** Afterwards the machine's innermost frame is to be run: a call's, or the one whose instruction is now complete. */
  run(vm: Machine): void {
    if (this.raised !== null) fail(vm, this.steps, this.raised);
    else deliver(vm, this.steps, this.value);
  }
}

/** Give a value to what waits for it. */
export function deliver(vm: Machine, waiting: Value | null, value: Answer): void {
  let steps = waiting as Steps | null;
  let answer = value;
  while (steps !== null) {
    try {
      answer = steps.step(vm, answer);
    } catch (reason) {
      if (!(reason instanceof Raised)) throw reason;
      fail(vm, steps, reason);
      return;
    }
    if (answer === PENDING) return;
    steps = steps.parent;
  }
  complete(vm, vm.frame as PyFrame, answer);
}

/** Give an exception to what waits. */
export function fail(vm: Machine, waiting: Value | null, reason: Raised): void {
  let raised = reason;
  for (let steps = waiting as Steps | null; steps !== null; steps = steps.parent) {
    let answer: Answer;
    try {
      answer = steps.failed(vm, raised);
    } catch (next) {
      if (!(next instanceof Raised)) throw next;
      raised = next;
      continue;
    }
    if (answer !== PENDING) deliver(vm, steps.parent, answer);
    return;
  }
  throw raised;
}

/** Begin work for `parent` (null: for the instruction being executed). */
export function start(vm: Machine, parent: Steps | null, steps: Steps): Answer {
  steps.parent = parent;
  try {
    return steps.begin(vm);
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
    return steps.failed(vm, reason);
  }
}

function replaceTop(frame: PyFrame, dropped: number, value: Value): void {
  const s = frame.slots;
  for (let i = 0; i < dropped; i++) s[--frame.sp] = undefined;
  s[frame.sp - 1] = value;
}

function drop(frame: PyFrame, count: number): void {
  for (let i = 0; i < count; i++) frame.slots[--frame.sp] = undefined;
}

/** Finish the instruction that waited for `value`: its operands are still on the stack. */
export function complete(vm: Machine, frame: PyFrame, answer: Answer): void {
  const instruction = frame.exec.plain[frame.pc - 1] as number;
  const opcode = instruction & 0xff;
  const oparg = instruction >>> 8;
  const s = frame.slots;
  const value = answer as Value;
  switch (opcode) {
    case op.CALL:
    case op.CALL_KW:
      drop(frame, oparg + 2);
      s[frame.sp++] = value;
      return;
    case op.CALL_FUNCTION_EX:
      drop(frame, 4);
      s[frame.sp++] = value;
      return;
    case op.CONTAINS_OP:
      s[frame.sp - 1] = value !== (oparg === 1);
      return;
    case op.FOR_ITER:
      if (answer === undefined) frame.pc = oparg + 1;
      else s[frame.sp++] = answer;
      vm.fuel -= frame.exec.costs[frame.pc] as number;
      return;
    case op.SEND:
      if (answer === undefined) {
        s[frame.sp - 1] = takeReturnValue(vm, s[frame.sp - 2] as Value);
        frame.pc = oparg;
      } else s[frame.sp - 1] = answer;
      vm.fuel -= frame.exec.costs[frame.pc] as number;
      return;
    case op.LOAD_ATTR:
      s[frame.sp - 1] = value;
      if (oparg & 1) s[frame.sp++] = undefined;
      return;
    case op.LOAD_SUPER_ATTR:
      replaceTop(frame, 2, value);
      if (oparg & 1) s[frame.sp++] = undefined;
      return;
    case op.STORE_ATTR:
    case op.DELETE_SUBSCR:
      drop(frame, 2);
      return;
    case op.DELETE_ATTR:
      drop(frame, 1);
      return;
    case op.STORE_SUBSCR:
      drop(frame, 3);
      return;
    case op.STORE_SLICE:
      drop(frame, 4);
      return;
    case op.BINARY_SLICE:
      replaceTop(frame, 2, value);
      return;
    case op.FORMAT_WITH_SPEC:
    case op.IMPORT_NAME:
      replaceTop(frame, 1, value);
      return;
    case op.WITH_EXCEPT_START:
    case op.GET_ANEXT:
    case op.GET_LEN:
    case op.IMPORT_FROM:
      s[frame.sp++] = value;
      return;
    case op.LIST_EXTEND:
    case op.SET_UPDATE:
    case op.DICT_UPDATE:
    case op.DICT_MERGE:
    case op.UNPACK_SEQUENCE:
    case op.UNPACK_EX:
      // The items are collected: the instruction itself does the rest with them.
      s[frame.sp - 1] = value;
      executeInstruction(vm, frame, opcode, oparg);
      return;
    case op.RAISE_VARARGS:
      throw raise(vm, value, oparg === 2 ? (s[frame.sp - 1] as Value) : undefined);
    default:
      // Unary and binary operators, GET_ITER, TO_BOOL, FORMAT_SIMPLE …: the value takes the place of the operand on top.
      s[frame.sp - 1] = value;
  }
}
