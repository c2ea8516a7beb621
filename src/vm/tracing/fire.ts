/** This file calls the callbacks of tools for an event. */

import * as op from '../../bytecode/opcodes.js';
import { CACHES } from '../../bytecode/opcodes.js';
import { valueError } from '../../objects/errors.js';
import { PyBaseException } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import type { Value } from '../../values/object.js';
import type { PyFrame } from '../frame.js';
import type { Machine } from '../machine.js';
import type { CodeMonitors } from './code-monitors.js';
import {
  BRANCH_LEFT,
  BRANCH_RIGHT,
  C_RAISE,
  C_RETURN,
  EVENT_NAMES,
  INSTRUCTION,
  LINE,
  LOCAL_EVENTS,
  PROFILE_TOOL,
  RAISE,
  TRACE_TOOL,
} from './events.js';
import { profileEvent, traceEvent } from './legacy.js';
import { BranchCallbacks, type Callback, disableAt, type Monitoring, type ThreadTracing } from './monitoring.js';

/** Call one tool; answers whether it wants no more of this event here. */
function callTool(
  vm: Machine,
  thread: ThreadTracing,
  frame: PyFrame,
  tool: number,
  event: number,
  args: readonly Value[],
): boolean {
  const monitoring = vm.monitoring as Monitoring;
  const callback = (monitoring.callbacks[tool] as Callback[])[event] as Callback;
  if (callback === null && tool < PROFILE_TOOL) return false;
  const before = thread.event;
  thread.event = event;
  thread.depth++;
  try {
    if (tool === TRACE_TOOL) return traceEvent(vm, thread, frame, event, args);
    if (tool === PROFILE_TOOL) return profileEvent(vm, thread, frame, event, args);
    if (callback instanceof BranchCallbacks) return callBranch(vm, callback, frame, tool, args);
    return vm.call(callback as Value, args) === monitoring.disable;
  } finally {
    thread.depth--;
    thread.event = before;
  }
}

/** The callback of BRANCH: when it wants no more of one way, neither does it of the other. */
function callBranch(
  vm: Machine,
  { handler, isRight }: BranchCallbacks,
  frame: PyFrame,
  tool: number,
  args: readonly Value[],
): boolean {
  const disable = (vm.monitoring as Monitoring).disable;
  const { exec } = frame;
  const monitors = exec.monitors as CodeMonitors;
  const source = exec.indexOfOffset((args[1] as number) >> 1);
  if ((exec.instructions[source] as number) >= 0) return true;
  if (vm.call(handler, args) !== disable) return false;
  const opcode = (exec.plain[source] as number) & 0xff;
  if (opcode === op.FOR_ITER) {
    // Where its POP_ITER stands is not known here.
    if (isRight) disableAt(vm, exec, source, monitors.tools, tool);
  } else if (opcode >= op.POP_JUMP_IF_FALSE && opcode <= op.POP_JUMP_IF_TRUE) {
    disableAt(vm, exec, isRight ? source + 1 : source, monitors.tools, tool);
  }
  return true;
}

/** The tools that hear of an event at an instruction. */
function toolsFor(monitoring: Monitoring, monitors: CodeMonitors | null, at: number, event: number): number {
  if (event === LINE) return monitors?.lineTools[at] ?? 0;
  if (event === INSTRUCTION) return monitors?.instructionTools[at] ?? 0;
  if (event < LOCAL_EVENTS || event === C_RETURN || event === C_RAISE) return monitors?.tools[at] ?? 0;
  return monitoring.tools[event] as number;
}

/** Tell the tools, the highest first, of an event at an instruction. Throws what a callback raises. */
export function fire(vm: Machine, frame: PyFrame, at: number, event: number, args: readonly Value[]): void {
  const monitoring = vm.monitoring as Monitoring;
  const thread = monitoring.current(vm);
  if (thread.depth > 0) return;
  const { exec } = frame;
  const { monitors } = exec;
  const tools = toolsFor(monitoring, monitors, at, event);
  if (tools === 0) return;
  vm.chargeFuel(1);
  for (let tool = TRACE_TOOL; tool >= 0; tool--) {
    if (((tools >> tool) & 1) === 0) continue;
    if (!callTool(vm, thread, frame, tool, event, args)) continue;
    if (monitors !== null && event < LOCAL_EVENTS) {
      const table =
        event === LINE ? monitors.lineTools : event === INSTRUCTION ? monitors.instructionTools : monitors.tools;
      disableAt(vm, exec, at, table, tool);
    } else if (event >= LOCAL_EVENTS && event !== C_RETURN && event !== C_RAISE) {
      // It would be called for ever.
      (monitoring.callbacks[tool] as Callback[])[event] = null;
      throw valueError(`Cannot disable ${EVENT_NAMES[event]} events. Callback removed.`);
    }
  }
}

/** The offset of an instruction in bytes, as tools see it. */
export function offsetOf(frame: PyFrame, at: number): number {
  const { offsets } = frame.exec;
  return 2 * (at < offsets.length ? (offsets[at] as number) : frame.code.co_code.length >> 1);
}

/** Tell of an event at an instruction, with what belongs to it. */
export function fireAt(vm: Machine, frame: PyFrame, at: number, event: number, ...more: readonly Value[]): void {
  fire(vm, frame, at, event, [frame.code, offsetOf(frame, at), ...more]);
}

/** Tell of a jump or branch from one instruction to another; `at` is the one that tells of it. */
export function fireJump(vm: Machine, frame: PyFrame, at: number, event: number, source: number, target: number): void {
  fire(vm, frame, at, event, [frame.code, offsetOf(frame, source), offsetOf(frame, target)]);
}

/** Tell of an event with an exception that is under way; answers what is to be raised now: what a callback raises takes its place. */
export function fireException(
  vm: Machine,
  frame: PyFrame,
  at: number,
  event: number,
  raised: Raised,
  offset = offsetOf(frame, at),
): Raised {
  const monitoring = vm.monitoring as Monitoring;
  if ((monitoring.tools[event] as number) === 0) return raised;
  try {
    fire(vm, frame, at, event, [frame.code, offset, raised.exception]);
    return raised;
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
    reason.hasContext = true;
    return reason;
  }
}

/**
 * The offset at which CPython says that an exception arose: the last unit of the instruction that raised it, caches
 * included; for one that came out of a call, the unit before the call.
 */
export function raiseOffset(frame: PyFrame, at: number, isOwn: boolean): number {
  if (!isOwn) return offsetOf(frame, at) - 2;
  return offsetOf(frame, at) + 2 * (CACHES[(frame.exec.plain[at] as number) & 0xff] as number);
}

/** Tell of an exception that an instruction met and took care of (a StopIteration that ends a loop). */
export function fireSwallowed(vm: Machine, frame: PyFrame, at: number, exception: Value): void {
  if (exception instanceof PyBaseException && ((vm.monitoring as Monitoring).tools[RAISE] as number) !== 0) {
    fireAt(vm, frame, at, RAISE, exception);
  }
}

/** Is a branch event wanted at an instruction? */
export function wantsBranch(frame: PyFrame, at: number): boolean {
  const { monitors } = frame.exec;
  if (monitors === null) return false;
  return ((monitors.active[BRANCH_LEFT] as number) | (monitors.active[BRANCH_RIGHT] as number)) !== 0
    ? monitors.tools[at] !== 0
    : false;
}
