/** This file runs a program that may wait for the host, without ever blocking it. */
import { makeException } from '../objects/errors.js';
import { Raised } from '../objects/exceptions/raised.js';
import { RuntimeError } from '../objects/exceptions/types.js';
import type { Value } from '../values/object.js';
import type { PyFrame } from './frame.js';
import { continueRun, resume } from './interpreter.js';
import { LimitExceeded } from './limits.js';
import type { Machine } from './machine.js';
import { Suspend, Suspended } from './suspension.js';

const NEVER: Promise<Value> = new Promise(() => {});

/** Thrown between two instructions: the host gets a turn, then the program goes on where it is. */
export class Pause extends Suspend {
  constructor() {
    super(NEVER);
  }
}

/** How the driver waits. `entry` is the frame that the run began with. */
export interface Waiting {
  /** Wait for what a host function promised. */
  wait(promise: Promise<Value>, entry: PyFrame): Promise<Value>;
  /** Let the host do what it has to do. */
  pause(entry: PyFrame): Promise<void>;
}

const PLAIN: Waiting = { wait: (promise) => promise, pause: () => Promise.resolve() };

/**
 * Do `work` (which runs Python code) to its end, waiting for every promise on the way. A promise that is rejected with a
 * Raised raises that in the program, a limit ends it; any other rejection becomes a RuntimeError without the host's text.
 */
export async function driveToEnd(vm: Machine, work: () => Value, waiting: Waiting = PLAIN): Promise<Value> {
  let next: () => Value = work;
  for (;;) {
    let left: Suspended;
    try {
      return next();
    } catch (reason) {
      if (!(reason instanceof Suspended)) throw reason;
      left = reason;
    }
    const { entry } = left;
    if (left.reason instanceof Pause) {
      vm.switchWanted = null;
      await waiting.pause(entry);
      next = () => continueRun(vm, entry);
      continue;
    }
    let value: Value;
    try {
      value = await waiting.wait(left.promise, entry);
    } catch (failure) {
      if (failure instanceof LimitExceeded) {
        vm.abandon(entry);
        throw failure;
      }
      const raised =
        failure instanceof Raised ? failure : new Raised(makeException(RuntimeError, ['the host function failed']));
      next = () => resume(vm, entry, value, raised);
      continue;
    }
    next = () => resume(vm, entry, value, null);
  }
}
