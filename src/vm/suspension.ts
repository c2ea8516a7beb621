/** This file defines how a program waits for the host: the frames stay on the heap while a promise is pending. */
import type { Value } from '../values/object.js';
import type { PyFrame } from './frame.js';

/**
 * Thrown by a native function that has to wait for the host. It may only pass the frames of the interpreter: native
 * code that is waiting for a call back into Python cannot be left and entered again, so there it becomes a RuntimeError.
 */
export class Suspend {
  constructor(readonly promise: Promise<Value>) {}
}

/** What the outermost run throws to its driver: wait for the promise, then `resume`. */
export class Suspended {
  constructor(
    readonly promise: Promise<Value>,
    /** The frame that the run began with. */
    readonly entry: PyFrame,
    /** What was thrown: the scheduler's waits carry more than a promise. */
    readonly reason: Suspend,
  ) {}
}

/** The text of the RuntimeError where waiting is impossible. */
export function cannotSuspend(where: string): string {
  return `cannot wait for the host inside ${where}: native code is waiting for this call`;
}
