/**
 * This file keeps account of the calls that compiled code is in. Such a call has no frame; when something looks at the
 * frames, they are made from what stands here.
 */
import type { PyFunction } from '../objects/types/function.js';
import { executableOf } from './executable.js';
import { PyFrame } from './frame.js';
import type { Machine } from './machine.js';

/** The deepest nesting of compiled code, which is bounded by the host's stack. */
export const DEEPEST_ACTIVATION = 1000;
const MAX_ACTIVATIONS = DEEPEST_ACTIVATION + 24;

/** One entry for each activation, by its index; index 0 is none. */
export class Activations {
  readonly functions: (PyFunction | null)[] = new Array<PyFunction | null>(MAX_ACTIVATIONS).fill(null);
  /** The instruction that makes the innermost call, kept by calls that can look at frames. */
  readonly positions = new Int32Array(MAX_ACTIVATIONS);
  /** Frames that were asked for; null above the innermost activation. */
  readonly frames: (PyFrame | null)[] = new Array<PyFrame | null>(MAX_ACTIVATIONS).fill(null);
}

/** The innermost frame, when compiled code runs above the interpreter's frames. */
export function innermostFrame(vm: Machine): PyFrame {
  const { frames, positions } = vm.activations;
  const top = vm.active;
  let first = top;
  // Below a frame that was made already, nothing has moved since.
  while (first > vm.activeBase + 1 && frames[first] === null) first--;
  for (let i = first; i <= top; i++) {
    let frame = frames[i] as PyFrame | null;
    if (frame === null) {
      frame = frameOfActivation(vm, i);
      frame.back = i === vm.activeBase + 1 ? vm.heapFrame : (frames[i - 1] as PyFrame);
    } else if (frame.back === null) {
      frame.back = i === vm.activeBase + 1 ? vm.heapFrame : (frames[i - 1] as PyFrame);
    }
    frame.pc = (positions[i] as number) + 1;
  }
  return frames[top] as PyFrame;
}

/** The frame of one activation, made when it has none yet. */
export function frameOfActivation(vm: Machine, index: number): PyFrame {
  const { frames, functions } = vm.activations;
  let frame = frames[index] as PyFrame | null;
  if (frame === null) {
    const func = functions[index] as PyFunction;
    frame = new PyFrame(func.code, executableOf(vm, func.code), func, func.globals, func.builtins);
    frame.liveAt = index;
    frames[index] = frame;
  }
  return frame;
}

/** Something that compiled code cannot catch passed through it: forget its activations above the running loop. */
export function dropActivations(vm: Machine): void {
  const { frames } = vm.activations;
  for (let i = vm.active; i > vm.activeBase; i--) frames[i] = null;
  vm.active = vm.activeBase;
}
