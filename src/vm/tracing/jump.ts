/** This file moves a traced frame to another line: assignment to `frame.f_lineno`. */
import { runtimeError, systemError, valueError } from '../../objects/errors.js';
import type { PyBaseException } from '../../objects/exceptions/base-exception.js';
import { RuntimeWarning } from '../../objects/exceptions/types.js';
import type { Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import type { PyFrame } from '../frame.js';
import { GEN_SUSPENDED } from '../generator.js';
import type { Machine } from '../machine.js';
import * as event from './events.js';
import { areCompatible, beginningLines, type Kind, type Shape, stackShapes, whyIncompatible } from './stack-shapes.js';

/** Set the line that a frame goes on at. Raises ValueError where CPython does. */
export function jumpToLine(vm: Machine, frame: PyFrame, value: Value): void {
  if (typeof value !== 'number' && typeof value !== 'bigint') throw valueError('lineno must be an integer');
  checkEvent(vm.monitoring?.current(vm).event ?? -1);
  if (typeof value !== 'number' || value > 0x7fffffff || value < -0x80000000) throw valueError('lineno out of range');
  const { exec, code } = frame;
  if (value < code.co_firstlineno) throw valueError(`line ${value} comes before the current code block`);
  const lines = beginningLines(exec);
  let line = -1;
  for (const each of lines) if (each >= value && (line < 0 || each < line)) line = each;
  if (line < 0) throw valueError(`line ${value} comes after the current code block`);

  const shapes = stackShapes(exec);
  const from = shapes[Math.max(0, frame.pc - 1)] as Shape;
  const target = bestTarget(lines, shapes, from, line);
  bindUnbound(vm, frame);
  unwindStack(vm, frame, from as readonly Kind[], (shapes[target] as readonly Kind[]).length);
  // The loop takes up the instruction before this position.
  frame.pc = target + 1;
}

/** Jumps are a matter of a few events. */
function checkEvent(which: number): void {
  switch (which) {
    case -1:
      throw valueError('f_lineno can only be set in a trace function');
    case event.PY_RESUME:
    case event.JUMP:
    case event.BRANCH_LEFT:
    case event.BRANCH_RIGHT:
    case event.LINE:
    case event.PY_YIELD:
      return;
    case event.PY_START:
      throw valueError("can't jump from the 'call' trace event of a new frame");
    case event.CALL:
    case event.C_RETURN:
      throw valueError("can't jump during a call");
    case event.PY_RETURN:
    case event.PY_THROW:
    case event.PY_UNWIND:
    case event.RAISE:
    case event.C_RAISE:
    case event.INSTRUCTION:
    case event.EXCEPTION_HANDLED:
      throw valueError("can only jump from a 'line' trace event");
    default:
      throw systemError('unexpected event type');
  }
}

/** The instruction of the line that keeps most of the stack. */
function bestTarget(lines: Int32Array, shapes: readonly Shape[], from: Shape, line: number): number {
  let best = -1;
  let bestDepth = -1;
  let why = 'cannot find bytecode for specified line';
  let isExplained = false;
  lines.forEach((each, at) => {
    if (each !== line) return;
    const to = shapes[at] as Shape;
    if (areCompatible(from, to)) {
      const depth = (to as readonly Kind[]).length;
      if (depth > bestDepth) {
        bestDepth = depth;
        best = at;
      }
    } else if (best < 0 && !isExplained) {
      if (from === null) why = "can't jump from unreachable code";
      else {
        why = whyIncompatible(to);
        isExplained = true;
      }
    }
  });
  if (best < 0) throw valueError(why);
  return best;
}

/** Code that is jumped to may rely on variables that it has not bound: they become None. */
function bindUnbound(vm: Machine, frame: PyFrame): void {
  const { slots } = frame;
  const { nlocalsplus } = frame.exec;
  let unbound = 0;
  for (let i = 0; i < nlocalsplus; i++) if (slots[i] === undefined) unbound++;
  if (unbound === 0) return;
  vm.warn(RuntimeWarning, `assigning None to ${unbound} unbound local${unbound === 1 ? '' : 's'}`, 0);
  for (let i = 0; i < nlocalsplus; i++) if (slots[i] === undefined) slots[i] = None;
}

/** Pop the stack down to a depth; exceptions that were being handled are no longer. */
function unwindStack(vm: Machine, frame: PyFrame, from: readonly Kind[], depth: number): void {
  const { slots } = frame;
  // The value that a suspended generator yielded is on its stack no more.
  let at = frame.generator !== null && frame.generator.state === GEN_SUSPENDED ? from.length - 1 : from.length;
  if (frame.sp - frame.exec.nlocalsplus !== at) throw runtimeError('the stack of the frame is not as expected');
  while (at > depth) {
    const popped = slots[--frame.sp];
    slots[frame.sp] = undefined;
    if (from[--at] === 'exception') {
      vm.exceptionState.value = popped === None ? null : ((popped as PyBaseException | undefined) ?? null);
    }
  }
}
