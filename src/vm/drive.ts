/** This file runs a program that may wait for the host. */
import { makeException } from '../objects/errors.js';
import { Raised } from '../objects/exceptions/raised.js';
import { RuntimeError } from '../objects/exceptions/types.js';
import type { Value } from '../values/object.js';
import { resume } from './interpreter.js';
import type { Machine } from './machine.js';
import { Suspended } from './suspension.js';

/**
 * Do `work` (which runs Python code) to its end, waiting for every promise on the way. A promise that is rejected with a
 * Raised raises that in the program; any other rejection becomes a RuntimeError without the host's text.
 */
export async function driveToEnd(vm: Machine, work: () => Value): Promise<Value> {
  let next: () => Value = work;
  for (;;) {
    try {
      return next();
    } catch (reason) {
      if (!(reason instanceof Suspended)) throw reason;
      const { entry } = reason;
      let value: Value;
      try {
        value = await reason.promise;
      } catch (failure) {
        const raised =
          failure instanceof Raised ? failure : new Raised(makeException(RuntimeError, ['the host function failed']));
        next = () => resume(vm, entry, 0, raised);
        continue;
      }
      next = () => resume(vm, entry, value, null);
    }
  }
}
