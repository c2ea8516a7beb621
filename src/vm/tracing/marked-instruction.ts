/** This file tells of what a marked instruction does; the loop calls it before the instruction itself. */
import * as op from '../../bytecode/opcodes.js';
import { typeOf } from '../../objects/core-types.js';
import { stopIteration, typeError } from '../../objects/errors.js';
import type { PyStopIteration } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { PyMethodDescriptor, PyNativeFunction } from '../../objects/native/native-function.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { stepIterator, takeStopIteration } from '../../objects/operations/stop-iteration.js';
import { slotIterNext } from '../../objects/type/slot-dispatch.js';
import { PyMethod } from '../../objects/types/descriptors.js';
import { PyFunction } from '../../objects/types/function.js';
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { callObject } from '../call.js';
import type { PyFrame } from '../frame.js';
import { PyAsyncGenerator, PyGenerator } from '../generator.js';
import { callFunctionEx, keywordNames } from '../instructions/calls.js';
import type { Machine } from '../machine.js';
import { type CodeMonitors, instrument } from './code-monitors.js';
import * as event from './events.js';
import { fire, fireAt, fireException, fireJump, fireSwallowed, offsetOf, wantsBranch } from './fire.js';
import type { Callback, Monitoring } from './monitoring.js';

/** Answered when the loop is to go on at `monitoring.next` with a fresh instruction. */
const GO_ON = -1;

/**
 * Tell of the events of the marked instruction at `at`. `frame.pc` is still that of the instruction before. Answers the
 * instruction to execute, or -1 when it was executed here or a callback jumped to another line.
 */
export function markedInstruction(vm: Machine, frame: PyFrame, at: number): number {
  const monitoring = vm.monitoring as Monitoring;
  const previous = frame.pc - 1;
  const { exec } = frame;
  const plain = exec.plain[at] as number;
  if (exec.monitorVersion !== monitoring.version && (plain & 0xff) === op.RESUME) {
    // The marks are of another time: look again.
    instrument(monitoring, exec);
    monitoring.next = at;
    return GO_ON;
  }
  frame.pc = at + 1;
  monitoring.next = at + 1;
  if (monitoring.current(vm).depth > 0) return plain;
  const monitors = exec.monitors as CodeMonitors;
  if (monitors.lineTools[at] !== 0) {
    tellLine(vm, frame, monitors, at, previous);
    if (frame.pc !== at + 1) return jumped(monitoring, frame);
  }
  if (monitors.instructionTools[at] !== 0) fireAt(vm, frame, at, event.INSTRUCTION);
  const told = tell(vm, frame, at, previous, plain);
  if (frame.pc !== at + 1) return jumped(monitoring, frame);
  // Callbacks have gone through here in between.
  if (told !== GO_ON) monitoring.next = at + 1;
  return told;
}

/** A callback set `f_lineno`: the frame stands at another instruction. */
function jumped(monitoring: Monitoring, frame: PyFrame): number {
  monitoring.next = frame.pc - 1;
  return GO_ON;
}

function tellLine(vm: Machine, frame: PyFrame, monitors: CodeMonitors, at: number, previous: number): void {
  const line = monitors.lineOf(at);
  if (previous >= 0 && monitors.lineOf(previous) === line) {
    if (((frame.exec.plain[previous] as number) & 0xff) !== op.RESUME) return;
  }
  fire(vm, frame, at, event.LINE, [frame.code, line]);
}

/** The event of the instruction itself. */
function tell(vm: Machine, frame: PyFrame, at: number, previous: number, plain: number): number {
  const { exec, slots } = frame;
  const oparg = plain >>> 8;
  const opcode = plain & 0xff;
  if (opcode === op.FOR_ITER) return forIter(vm, frame, at, oparg, plain);
  if (opcode === op.SEND) return send(vm, frame, at, oparg, plain);
  if ((exec.monitors as CodeMonitors).tools[at] === 0) return plain;
  const top = slots[frame.sp - 1];
  switch (opcode) {
    case op.RESUME:
      fireAt(vm, frame, at, oparg > 0 ? event.PY_RESUME : event.PY_START);
      break;
    case op.RETURN_VALUE:
      fireAt(vm, frame, at, event.PY_RETURN, top as Value);
      break;
    case op.YIELD_VALUE:
      fireAt(vm, frame, at, event.PY_YIELD, top as Value);
      break;
    case op.JUMP_FORWARD:
    case op.JUMP_BACKWARD:
      fireJump(vm, frame, at, event.JUMP, at, oparg);
      break;
    case op.POP_JUMP_IF_FALSE:
      if (top === false) fireJump(vm, frame, at, event.BRANCH_RIGHT, at, oparg);
      break;
    case op.POP_JUMP_IF_TRUE:
      if (top === true) fireJump(vm, frame, at, event.BRANCH_RIGHT, at, oparg);
      break;
    case op.POP_JUMP_IF_NONE:
      if (top === None) fireJump(vm, frame, at, event.BRANCH_RIGHT, at, oparg);
      break;
    case op.POP_JUMP_IF_NOT_NONE:
      if (top !== None) fireJump(vm, frame, at, event.BRANCH_RIGHT, at, oparg);
      break;
    case op.NOT_TAKEN:
      fireJump(vm, frame, at, event.BRANCH_LEFT, previous, at + 1);
      break;
    case op.POP_ITER:
      fireJump(vm, frame, at, event.BRANCH_RIGHT, previous, at + 1);
      break;
    case op.END_ASYNC_FOR:
      fireJump(vm, frame, at, event.BRANCH_RIGHT, endSendBefore(frame, at), at + 1);
      break;
    case op.END_FOR:
    case op.END_SEND: {
      const receiver = slots[frame.sp - 2];
      if (receiver instanceof PyGenerator && !(receiver instanceof PyAsyncGenerator)) {
        const end = top === None ? stopIteration() : stopIteration(top as Value);
        fireAt(vm, frame, at, event.STOP_ITERATION, end.exception);
      }
      break;
    }
    case op.LOAD_SUPER_ATTR:
      return loadSuperAttr(vm, frame, at, oparg);
    case op.CALL:
    case op.CALL_KW:
      return call(vm, frame, at, plain);
    case op.CALL_FUNCTION_EX:
      return callEx(vm, frame, at, plain);
  }
  return plain;
}

/** The END_SEND that an END_ASYNC_FOR belongs to: the operand counts back to it. */
function endSendBefore(frame: PyFrame, at: number): number {
  const bytes = frame.code.co_code;
  const offset = offsetOf(frame, at);
  let oparg = bytes[offset + 1] as number;
  if (offset >= 2 && bytes[offset - 2] === op.EXTENDED_ARG) oparg |= (bytes[offset - 1] as number) << 8;
  return frame.exec.indexOfOffset((offset >> 1) + 1 - oparg);
}

function missing(vm: Machine): Value {
  return (vm.monitoring as Monitoring).missing ?? None;
}

/**
 * FOR_ITER is executed here: its branch is told of once the item is there, and a StopIteration raised by a `__next__`
 * written in Python counts as raised here too.
 */
function forIter(vm: Machine, frame: PyFrame, at: number, exit: number, plain: number): number {
  const { slots, exec } = frame;
  const iterator = slots[frame.sp - 1] as Value;
  const isBranch = wantsBranch(frame, at);
  const isPython = typeOf(iterator).tp_iternext === slotIterNext;
  if (!isBranch && !isPython) return plain;
  const monitoring = vm.monitoring as Monitoring;
  if (typeOf(iterator).tp_iternext === null) {
    throw typeError(`'${typeOf(iterator).name}' object is not an iterator`);
  }
  const item = stepIterator(vm, iterator);
  if (item === undefined) {
    const { exception } = takeStopIteration(vm, iterator);
    if (isPython || ((exception as PyStopIteration).value ?? None) !== None) fireSwallowed(vm, frame, at, exception);
    monitoring.next = exit + 1;
  } else {
    slots[frame.sp++] = item;
    if (isBranch) fireJump(vm, frame, at, event.BRANCH_LEFT, at, at + 1);
    monitoring.next = at + 1;
  }
  vm.fuel -= exec.costs[monitoring.next] as number;
  return GO_ON;
}

/** The awaitable of `asend()` and `__anext__()`, which always raises StopIteration; its file cannot be imported from here. */
const ASEND = 'async_generator_asend';

/** SEND to anything but a plain generator is executed here, because the StopIteration that ends it counts as raised. */
function send(vm: Machine, frame: PyFrame, at: number, exit: number, plain: number): number {
  const { slots, exec } = frame;
  const receiver = slots[frame.sp - 2] as Value;
  if (receiver instanceof PyGenerator && !(receiver instanceof PyAsyncGenerator)) return plain;
  const monitoring = vm.monitoring as Monitoring;
  const { value, finished } = vm.sendTo(receiver, slots[frame.sp - 1] as Value);
  slots[frame.sp - 1] = value;
  // Built-in iterators that have no value to hand over raise nothing when they end.
  const isRaised = value !== None || typeOf(receiver).tp_iternext === slotIterNext || typeOf(receiver).name === ASEND;
  if (finished && isRaised) {
    fireSwallowed(vm, frame, at, (value === None ? stopIteration() : stopIteration(value)).exception);
  }
  monitoring.next = finished ? exit : at + 1;
  vm.fuel -= exec.costs[monitoring.next] as number;
  return GO_ON;
}

/** Is anybody told of the end of this call? */
function isEndTold(vm: Machine, frame: PyFrame, at: number, callable: Value): boolean {
  const { callbacks } = vm.monitoring as Monitoring;
  const tools = (frame.exec.monitors as CodeMonitors).tools[at] as number;
  if ((tools >> event.PROFILE_TOOL) & 1) {
    if (callable instanceof PyNativeFunction || callable instanceof PyMethodDescriptor) return true;
  }
  for (let tool = 0; tool < event.PROFILE_TOOL; tool++) {
    const own = callbacks[tool] as Callback[];
    if ((tools >> tool) & 1 && (own[event.C_RETURN] !== null || own[event.C_RAISE] !== null)) return true;
  }
  return false;
}

function call(vm: Machine, frame: PyFrame, at: number, plain: number): number {
  const { slots } = frame;
  const oparg = plain >>> 8;
  const isKeyword = (plain & 0xff) === op.CALL_KW;
  const end = isKeyword ? frame.sp - 1 : frame.sp;
  const base = end - oparg;
  let callable = slots[base - 2] as Value;
  const args = slots.slice(base, end) as Value[];
  const self = slots[base - 1];
  if (self !== undefined) args.unshift(self);
  else if (callable instanceof PyMethod) {
    args.unshift(callable.self);
    callable = callable.func;
  }
  const first = args.length > 0 ? (args[0] as Value) : missing(vm);
  fireAt(vm, frame, at, event.CALL, callable, first);
  if (callable instanceof PyFunction || !isEndTold(vm, frame, at, callable)) return plain;
  const names = isKeyword ? keywordNames(slots[end] as PyTuple) : null;
  const result = finishCall(vm, frame, at, callable, first, () => callObject(vm, callable, args, names));
  while (frame.sp > base - 2) slots[--frame.sp] = undefined;
  slots[frame.sp++] = result;
  return op.NOP;
}

/** LOAD_SUPER_ATTR as what it stands for: a call of `super`, and an attribute of what that answers. */
function loadSuperAttr(vm: Machine, frame: PyFrame, at: number, oparg: number): number {
  const { slots, exec } = frame;
  const base = frame.sp - 3;
  const superType = slots[base] as Value;
  const args = (oparg & 2) !== 0 ? [slots[base + 1] as Value, slots[base + 2] as Value] : [];
  const first = args[0] ?? missing(vm);
  fireAt(vm, frame, at, event.CALL, superType, first);
  const made = finishCall(vm, frame, at, superType, first, () => callObject(vm, superType, args, null));
  const attribute = getAttr(vm, made, exec.names[oparg >> 2] as string);
  while (frame.sp > base) slots[--frame.sp] = undefined;
  slots[frame.sp++] = attribute;
  if (oparg & 1) slots[frame.sp++] = undefined;
  return op.NOP;
}

function callEx(vm: Machine, frame: PyFrame, at: number, plain: number): number {
  const { slots } = frame;
  const base = frame.sp - 4;
  const callable = slots[base] as Value;
  const args = slots[base + 2] as Value;
  const first = args instanceof PyTuple && args.items.length > 0 ? (args.items[0] as Value) : missing(vm);
  fireAt(vm, frame, at, event.CALL, callable, first);
  if (callable instanceof PyFunction || callable instanceof PyMethod || !isEndTold(vm, frame, at, callable))
    return plain;
  const result = finishCall(vm, frame, at, callable, first, () =>
    callFunctionEx(vm, callable, slots[base + 1], args, slots[base + 3]),
  );
  while (frame.sp > base) slots[--frame.sp] = undefined;
  slots[frame.sp++] = result;
  return op.NOP;
}

/** Make a call and tell of its end. */
function finishCall(vm: Machine, frame: PyFrame, at: number, callable: Value, first: Value, make: () => Value): Value {
  let result: Value;
  try {
    result = make();
  } catch (reason) {
    if (reason instanceof Raised) fireAt(vm, frame, at, event.C_RAISE, callable, first);
    throw reason;
  }
  fireAt(vm, frame, at, event.C_RETURN, callable, first);
  return result;
}

/** An exception is thrown into a generator: answers what is to be raised there. */
export function tellThrown(vm: Machine, frame: PyFrame, raised: Raised): Raised {
  return fireException(vm, frame, frame.pc, event.PY_THROW, raised);
}
