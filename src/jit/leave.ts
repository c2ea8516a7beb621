/** This file leaves compiled code: for an exception, or with a frame that the interpreter goes on with. */
import * as op from '../bytecode/opcodes.js';
import { runtimeError } from '../objects/errors.js';
import type { PyBaseException } from '../objects/exceptions/base-exception.js';
import { Raised } from '../objects/exceptions/raised.js';
import { StopAsyncIteration, StopIteration } from '../objects/exceptions/types.js';
import type { PyRangeIterator } from '../objects/types/iterators/range-iterator.js';
import { PyFloat } from '../values/float.js';
import type { Value } from '../values/object.js';
import { frameOfActivation } from '../vm/activations.js';
import { NeedsFrame } from '../vm/compiler.js';
import { setContext } from '../vm/exception-state.js';
import { type PyFrame, RETURN_FOR_ITER, RETURN_INIT, RETURN_PUSH, RETURN_SEND, type Slot } from '../vm/frame.js';
import { GEN_CLOSED, GEN_SUSPENDED, type PyGenerator } from '../vm/generator.js';
import { Reraise } from '../vm/instructions/exceptions.js';
import { popExceptionState, UNWIND_COST } from '../vm/interpreter.js';
import type { Machine } from '../vm/machine.js';
import { cannotSuspend, Suspend } from '../vm/suspension.js';
import { addTraceback } from '../vm/traceback.js';
import { isGeneratorsEnd } from './graph.js';
import { profileOf, type Site, type Unit } from './unit.js';

/** How compiled code is left: a call did not return, an assumption failed, something was thrown. */
export const LEAVE_CALL = 0;
export const LEAVE_BEFORE = 1;
export const LEAVE_THROWN = 2;

/** How often an assumption may fail before the code is compiled without it. */
const FAILURES = 3;
/** How often code may be left for other reasons before it stays in the interpreter. */
const LEAVES = 40;

/** The variables of a compiled function, in the order of their numbers. */
export interface Variables {
  readonly locals: Slot[];
  readonly stack: Slot[];
  /** Unboxed twins of both. */
  readonly floats: readonly number[];
  readonly stackFloats: readonly number[];
  /** Next item, items left: two for each stack entry. */
  readonly ranges: readonly number[];
}

/** Write the local variables into the frame of the innermost activation. */
function spillLocals(vm: Machine, d: number, site: Site, v: Variables): PyFrame {
  const frame = frameOfActivation(vm, d);
  const { slots } = frame;
  const { locals } = site;
  for (let i = 0; i < locals.length; i++) {
    const kind = locals[i];
    if (kind === 'float') slots[i] = new PyFloat(v.floats[i] as number);
    else if (kind === 'ufloat') slots[i] = v.locals[i] === undefined ? undefined : new PyFloat(v.floats[i] as number);
    else slots[i] = v.locals[i];
  }
  return frame;
}

function spillStack(frame: PyFrame, site: Site, depth: number, v: Variables): void {
  const { slots } = frame;
  const base = frame.exec.nlocalsplus;
  for (let i = 0; i < depth; i++) {
    const kind = site.stack[i];
    if (kind === 'float') slots[base + i] = new PyFloat(v.stackFloats[i] as number);
    else slots[base + i] = v.stack[i];
    if (kind === 'range') putBack(v, i);
  }
  for (let i = base + depth; i < slots.length; i++) slots[i] = undefined;
  frame.sp = base + depth;
}

/** The iterator of a range gets back what stood in variables. */
function putBack(v: Variables, i: number): void {
  const iterator = v.stack[i] as PyRangeIterator;
  iterator.next = v.ranges[2 * i] as number;
  iterator.left = v.ranges[2 * i + 1] as number;
}

/** The frame becomes one of the interpreter's. */
function release(vm: Machine, d: number, frame: PyFrame): void {
  frame.liveAt = 0;
  vm.activations.frames[d] = null;
  vm.active = d - 1;
}

/** Leave the innermost activation, or pass on that its callee was left or raised. */
export function leave(
  unit: Unit,
  vm: Machine,
  mode: number,
  d: number,
  x: number,
  thrown: unknown,
  instance: Value | undefined,
  v: Variables,
): undefined {
  const site = unit.sites[x] as Site;
  if (mode === LEAVE_THROWN) return leaveThrown(unit, vm, d, site, thrown, v);
  if (mode === LEAVE_CALL && vm.leaving === null) return raiseOn(vm, d, site, takePassing(vm), v, true);
  toHeap(unit, vm, mode, d, site, instance, v);
  return undefined;
}

function toHeap(
  unit: Unit,
  vm: Machine,
  mode: number,
  d: number,
  site: Site,
  instance: Value | undefined,
  v: Variables,
): void {
  const frame = spillLocals(vm, d, site, v);
  const inner = vm.leaving;
  if (mode === LEAVE_CALL && inner !== null) {
    frame.pc = site.at + 1;
    spillStack(frame, site, site.stack.length - site.popped, v);
    const opcode = (unit.exec.plain[site.at] as number) & 0xff;
    const made = instance ?? vm.constructing;
    if (made !== undefined) {
      inner.returnKind = RETURN_INIT;
      inner.instance = made;
      vm.constructing = undefined;
    } else if (opcode === op.FOR_ITER) inner.returnKind = RETURN_FOR_ITER;
    else if (opcode === op.SEND) inner.returnKind = RETURN_SEND;
    else inner.returnKind = RETURN_PUSH;
    inner.back = frame;
  } else {
    frame.pc = site.at;
    spillStack(frame, site, site.stack.length, v);
    vm.heapFrame = frame;
    noteLeft(unit, site);
  }
  vm.leaving = frame;
  vm.depth++;
  release(vm, d, frame);
}

/** Count why code is left, so that the next version does not assume what was wrong. */
function noteLeft(unit: Unit, site: Site): void {
  const profile = profileOf(unit.exec);
  const { exec } = unit;
  if (site.assumption === 'chance') return;
  if (site.assumption === '') {
    if (!unit.sliceSites.has(site) && ++profile.left > LEAVES) {
      profile.refused = 'it needs the interpreter again and again';
      forget(unit);
    }
    return;
  }
  const failures = (profile.failures.get(site.assumption) ?? 0) + 1;
  profile.failures.set(site.assumption, failures);
  if (failures < FAILURES) return;
  profile.refuted.add(site.assumption);
  forget(unit);
  exec.heat = 0;
}

/** Compiled code of this function is not entered any more. */
function forget(unit: Unit): void {
  const { exec } = unit;
  exec.direct = null;
  exec.entry = unit.standIn;
  exec.entries = null;
  exec.resume = null;
}

function takePassing(vm: Machine): Raised {
  const raised = vm.raised as Raised;
  vm.raised = null;
  return raised;
}

/** Give the frame that the exception passed last its caller. */
function linkRaised(vm: Machine, frame: PyFrame): void {
  const last = vm.raisedFrame;
  if (last !== null && last.generator === null && last.back === null && last !== frame) last.back = frame;
  vm.raisedFrame = null;
}

/** An exception leaves the function: its frame is finished. */
function raiseOn(
  vm: Machine,
  d: number,
  site: Site,
  raised: Raised,
  v: Variables,
  addEntry: boolean,
  at = -1,
): undefined {
  const frame = spillLocals(vm, d, site, v);
  frame.pc = at >= 0 ? at : site.at + 1;
  linkRaised(vm, frame);
  if (!raised.hasContext) {
    raised.hasContext = true;
    setContext(vm, raised.exception);
  }
  if (addEntry) {
    addTraceback(raised.exception, frame);
    vm.fuel -= UNWIND_COST;
  }
  const handler = frame.exec.handlerAt(site.at);
  if (handler !== null && isGeneratorsEnd(frame.exec, handler) && !endsIteration(raised.exception)) {
    // What this handler does for other exceptions: raise them again.
    vm.fuel -= frame.exec.costs[handler.target] as number;
  } else if (handler !== null) {
    // Handled by code that is not compiled.
    const lasti = frame.pc - 1;
    spillStack(frame, site, handler.depth, v);
    if (handler.lasti) frame.slots[frame.sp++] = lasti;
    frame.slots[frame.sp++] = raised.exception;
    frame.pc = handler.target;
    vm.fuel -= frame.exec.costs[handler.target] as number;
    vm.heapFrame = frame;
    vm.leaving = frame;
    vm.depth++;
    release(vm, d, frame);
    return undefined;
  }
  frame.finished = true;
  const { generator } = frame;
  if (generator !== null) {
    generator.state = GEN_CLOSED;
    popExceptionState(vm, generator);
    frame.back = null;
  }
  release(vm, d, frame);
  vm.raised = raised;
  vm.raisedFrame = frame;
  return undefined;
}

function endsIteration(exception: PyBaseException): boolean {
  return exception.type.isSubtypeOf(StopIteration) || exception.type.isSubtypeOf(StopAsyncIteration);
}

function leaveThrown(unit: Unit, vm: Machine, d: number, site: Site, thrown: unknown, v: Variables): undefined {
  let reason = thrown;
  if (reason instanceof RangeError) reason = vm.hostStackExhausted(reason);
  if (reason instanceof Suspend || reason instanceof NeedsFrame) {
    const left = leaveForReason(unit, vm, d, site, reason, v);
    if (left === null) return undefined;
    reason = left;
  }
  if (reason instanceof Reraise) return raiseOn(vm, d, site, reason.raised, v, false, reason.pc);
  if (!(reason instanceof Raised)) throw reason;
  return raiseOn(vm, d, site, reason, v, true);
}

/** Leave for a suspension or for a frame that is asked for; answers what is raised where that is impossible. */
function leaveForReason(
  unit: Unit,
  vm: Machine,
  d: number,
  site: Site,
  reason: Suspend | NeedsFrame,
  v: Variables,
): Raised | null {
  if (reason instanceof Suspend && vm.runDepth !== vm.suspendDepth)
    return runtimeError(cannotSuspend('a call from native code'));
  const frame = spillLocals(vm, d, site, v);
  spillStack(frame, site, site.stack.length, v);
  frame.pc = site.at;
  if (reason instanceof Suspend) {
    frame.pc = site.at + 1;
    vm.leaveReason = reason;
    // The names of a keyword call are taken off before the call is made.
    if (((unit.exec.plain[site.at] as number) & 0xff) === op.CALL_KW) frame.slots[--frame.sp] = undefined;
  } else noteLeft(unit, site);
  vm.heapFrame = frame;
  vm.leaving = frame;
  vm.depth++;
  release(vm, d, frame);
  return null;
}

/**
 * Begin to handle what was thrown, or what a callee raised when `thrown` is undefined: answers the exception, or
 * undefined when the function has to be left.
 */
export function catchThrown(
  unit: Unit,
  vm: Machine,
  d: number,
  x: number,
  thrown: unknown,
  instance: Value | undefined,
  v: Variables,
  cost: number,
): PyBaseException | undefined {
  const site = unit.sites[x] as Site;
  let reason = thrown;
  if (reason === undefined) {
    if (vm.leaving !== null) {
      toHeap(unit, vm, LEAVE_CALL, d, site, instance, v);
      return undefined;
    }
    reason = takePassing(vm);
  }
  if (reason instanceof RangeError) reason = vm.hostStackExhausted(reason);
  if (reason instanceof Suspend || reason instanceof NeedsFrame) {
    const left = leaveForReason(unit, vm, d, site, reason, v);
    if (left === null) return undefined;
    reason = left;
  }
  const frame = spillLocals(vm, d, site, v);
  frame.pc = site.at + 1;
  linkRaised(vm, frame);
  let raised: Raised;
  if (reason instanceof Reraise) {
    raised = reason.raised;
    if (reason.pc >= 0) frame.pc = reason.pc;
  } else if (reason instanceof Raised) {
    raised = reason;
    if (!raised.hasContext) {
      raised.hasContext = true;
      setContext(vm, raised.exception);
    }
    addTraceback(raised.exception, frame);
    vm.fuel -= UNWIND_COST;
  } else throw reason;
  vm.fuel -= cost;
  // The handler finds every iterator in its own object.
  for (let i = 0; i < site.stack.length; i++) if (site.stack[i] === 'range') putBack(v, i);
  return raised.exception;
}

/** The function returns, and something holds its frame: it keeps the variables' last values. */
export function finishFrame(unit: Unit, vm: Machine, d: number, x: number, v: Variables): void {
  const site = unit.sites[x] as Site;
  const frame = spillLocals(vm, d, site, v);
  frame.pc = site.at + 1;
  frame.finished = true;
  const { generator } = frame;
  if (generator !== null) {
    generator.state = GEN_CLOSED;
    popExceptionState(vm, generator);
    frame.back = null;
  } else if (frame.back === null) {
    vm.active = d - 1;
    frame.back = vm.frame;
  }
  release(vm, d, frame);
}

/** A generator yields: its frame, which holds the variables already, is resumed at `pc`. */
export function yieldFrom(vm: Machine, d: number, frame: PyFrame, pc: number, sp: number): void {
  const generator = frame.generator as PyGenerator;
  frame.pc = pc;
  frame.sp = sp;
  for (let i = sp; i < frame.slots.length; i++) frame.slots[i] = undefined;
  generator.state = GEN_SUSPENDED;
  popExceptionState(vm, generator);
  frame.back = null;
  release(vm, d, frame);
}
