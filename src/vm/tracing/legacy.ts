/** This file serves sys.settrace and sys.setprofile, which are two tools among others. */

import { END_FOR } from '../../bytecode/opcodes.js';
import { typeOf } from '../../objects/core-types.js';
import type { PyBaseException, PyStopIteration } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { PyMethodDescriptor, PyNativeFunction } from '../../objects/native/native-function.js';
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { PyFrame } from '../frame.js';
import type { Machine } from '../machine.js';
import type { CodeMonitors } from './code-monitors.js';
import * as event from './events.js';
import {
  localEvents,
  type Monitoring,
  monitoringOf,
  setEvents,
  setLocalEvents,
  type ThreadTracing,
} from './monitoring.js';

const bits = (...events: readonly number[]): number => events.reduce((all, each) => all | (1 << each), 0);

const TRACED = bits(
  event.PY_START,
  event.PY_RESUME,
  event.PY_RETURN,
  event.PY_YIELD,
  event.RAISE,
  event.LINE,
  event.JUMP,
  event.PY_UNWIND,
  event.PY_THROW,
  event.STOP_ITERATION,
);
const PROFILED = bits(
  event.PY_START,
  event.PY_RESUME,
  event.PY_RETURN,
  event.PY_YIELD,
  event.CALL,
  event.PY_UNWIND,
  event.PY_THROW,
);

/** `sys.settrace(func)` for the running thread, or for every thread. */
export function setTrace(vm: Machine, func: Value | null, allThreads = false): void {
  if (func === null && vm.monitoring === null) return;
  const monitoring = monitoringOf(vm);
  for (const thread of threadsOf(vm, monitoring, allThreads)) thread.trace = func;
  traceAsAsked(vm, monitoring);
  const { frame } = vm;
  if (frame?.traceOpcodes === true && toolIsUsed(monitoring, 'trace')) traceOpcodes(vm, frame, true);
}

/** `sys.setprofile(func)` for the running thread, or for every thread. */
export function setProfile(vm: Machine, func: Value | null, allThreads = false): void {
  if (func === null && vm.monitoring === null) return;
  const monitoring = monitoringOf(vm);
  for (const thread of threadsOf(vm, monitoring, allThreads)) thread.profile = func;
  traceAsAsked(vm, monitoring);
}

function threadsOf(vm: Machine, monitoring: Monitoring, all: boolean): ThreadTracing[] {
  if (!all) return [monitoring.current(vm)];
  return vm.threadIds().map((id) => monitoring.ofThread(id));
}

function toolIsUsed(monitoring: Monitoring, field: 'trace' | 'profile'): boolean {
  for (const thread of monitoring.threads.values()) if (thread[field] !== null) return true;
  return false;
}

/** Ask for the events of both functions if any thread has one. */
function traceAsAsked(vm: Machine, monitoring: Monitoring): void {
  setEvents(vm, event.TRACE_TOOL, toolIsUsed(monitoring, 'trace') ? TRACED : 0);
  setEvents(vm, event.PROFILE_TOOL, toolIsUsed(monitoring, 'profile') ? PROFILED : 0);
}

/** A thread ended, and with it its functions. */
export function forgetThread(vm: Machine, id: number): void {
  const { monitoring } = vm;
  if (monitoring?.threads.delete(id) === true) traceAsAsked(vm, monitoring);
}

/** Tell the trace function of each instruction of this frame's code, or no longer (`frame.f_trace_opcodes`). */
export function traceOpcodes(vm: Machine, frame: PyFrame, on: boolean): void {
  const events = localEvents(frame.exec, event.TRACE_TOOL);
  const wanted = on ? events | (1 << event.INSTRUCTION) : events & ~(1 << event.INSTRUCTION);
  if (wanted !== events) setLocalEvents(vm, frame.exec, event.TRACE_TOOL, wanted);
}

/** An event for the trace function; answers whether it needs no more of this event at this instruction. */
export function traceEvent(
  vm: Machine,
  thread: ThreadTracing,
  frame: PyFrame,
  which: number,
  args: readonly Value[],
): boolean {
  switch (which) {
    case event.LINE:
      if (thread.trace !== null && frame.traceLines) callTrace(vm, thread, frame, 'line', None);
      return false;
    case event.JUMP:
      return thread.trace !== null && traceJump(vm, thread, frame, args);
    case event.INSTRUCTION:
      if (thread.trace === null || !frame.traceOpcodes) traceOpcodes(vm, frame, false);
      else callTrace(vm, thread, frame, 'opcode', None);
      return false;
  }
  if (thread.trace === null) return false;
  if (frame.traceOpcodes) traceOpcodes(vm, frame, true);
  switch (which) {
    case event.PY_START:
    case event.PY_RESUME:
    case event.PY_THROW:
      callTrace(vm, thread, frame, 'call', None);
      break;
    case event.PY_RETURN:
    case event.PY_YIELD:
      callTrace(vm, thread, frame, 'return', args[2] as Value);
      break;
    case event.PY_UNWIND:
      callTrace(vm, thread, frame, 'return', None);
      break;
    default: {
      const exception = args[2] as PyBaseException;
      // Of a generator that ends without a value in a `for` loop nothing is told.
      if (
        which === event.STOP_ITERATION &&
        frame.code.co_code[args[1] as number] === END_FOR &&
        ((exception as PyStopIteration).value ?? None) === None
      ) {
        break;
      }
      const described = [typeOf(exception), exception, (exception.traceback as Value | null) ?? None];
      callTrace(vm, thread, frame, 'exception', new PyTuple(described));
    }
  }
  return false;
}

/** Lines are told of for each jump back, also within one line. */
function traceJump(vm: Machine, thread: ThreadTracing, frame: PyFrame, args: readonly Value[]): boolean {
  const { exec } = frame;
  const from = args[1] as number;
  const to = args[2] as number;
  if (to > from) return true;
  const monitors = exec.monitors as CodeMonitors;
  // A jump to another line is told of where it leads.
  if (monitors.lineOf(exec.indexOfOffset(to >> 1)) !== monitors.lineOf(exec.indexOfOffset(from >> 1))) return true;
  if (frame.traceLines && monitors.lineOf(exec.indexOfOffset(to >> 1)) >= 0) {
    callTrace(vm, thread, frame, 'line', None);
  }
  return false;
}

/** Call the global function for a new frame, the frame's own otherwise; what it answers is the frame's from now on. */
function callTrace(vm: Machine, thread: ThreadTracing, frame: PyFrame, what: string, arg: Value): void {
  const callback = what === 'call' ? thread.trace : frame.trace;
  if (callback === null) return;
  try {
    const result = vm.call(callback, [frame, what, arg]);
    if (result !== None) frame.trace = result;
  } catch (reason) {
    if (reason instanceof Raised) {
      setTrace(vm, null);
      frame.trace = null;
    }
    throw reason;
  }
}

/** An event for the profile function. */
export function profileEvent(
  vm: Machine,
  thread: ThreadTracing,
  frame: PyFrame,
  which: number,
  args: readonly Value[],
): boolean {
  if (thread.profile === null) return false;
  switch (which) {
    case event.PY_START:
    case event.PY_RESUME:
    case event.PY_THROW:
      callProfile(vm, thread.profile, frame, 'call', None);
      break;
    case event.PY_RETURN:
    case event.PY_YIELD:
      callProfile(vm, thread.profile, frame, 'return', args[2] as Value);
      break;
    case event.PY_UNWIND:
      callProfile(vm, thread.profile, frame, 'return', None);
      break;
    default: {
      const callable = profiledCallable(vm, args[2] as Value, args[3] as Value);
      const what = which === event.CALL ? 'c_call' : which === event.C_RETURN ? 'c_return' : 'c_exception';
      if (callable !== null) callProfile(vm, thread.profile, frame, what, callable);
    }
  }
  return false;
}

/** The profile function hears of built-in functions and methods only; a method is shown bound. */
function profiledCallable(vm: Machine, callable: Value, first: Value): Value | null {
  if (callable instanceof PyNativeFunction) return callable;
  if (!(callable instanceof PyMethodDescriptor) || first === (vm.monitoring as Monitoring).missing) return null;
  const bind = typeOf(callable).tp_descr_get;
  return bind === null ? null : bind(vm, callable, first, typeOf(first));
}

function callProfile(vm: Machine, callback: Value, frame: PyFrame, what: string, arg: Value): void {
  try {
    vm.call(callback, [frame, what, arg]);
  } catch (reason) {
    if (reason instanceof Raised) {
      setProfile(vm, null);
    }
    throw reason;
  }
}
