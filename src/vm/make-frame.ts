/** This file makes the frames of calls. */
import type { PyFunction } from '../objects/types/function.js';
import { bindCall } from './bind-call.js';
import { type Executable, executableOf } from './executable.js';
import { PyFrame, type Slot } from './frame.js';
import type { Machine } from './machine.js';

/** Make the frame of a call and bind its arguments, which stand at `args[start..start + count)`. */
export function makeFrame(
  vm: Machine,
  func: PyFunction,
  args: readonly Slot[],
  start: number,
  count: number,
  kwnames: readonly string[] | null,
): PyFrame {
  const code = func.code;
  const exec = executableOf(vm, code);
  const frame = new PyFrame(code, exec, func, func.globals, func.builtins);
  if (kwnames === null && exec.isSimple && count === code.co_argcount) {
    const slots = frame.slots;
    for (let i = 0; i < count; i++) slots[i] = args[start + i];
  } else bindCall(func, frame.slots, args, start, count, kwnames);
  return frame;
}

/** A value for each parameter of a function, for calls of its compiled code. Raises TypeError where they do not fit. */
export function boundArguments(func: PyFunction, args: readonly Slot[], kwnames: readonly string[] | null): Slot[] {
  const slots: Slot[] = [];
  for (let i = 0; i < func.code.nlocalsplus; i++) slots.push(undefined);
  bindCall(func, slots, args, 0, args.length, kwnames);
  slots.length = (func.code.prepared as Executable).parameterCount;
  return slots;
}
