/** This file takes steps of iterators for compiled code; generators run above it, so that they can wait with it. */
import { typeOf } from '../objects/core-types.js';
import { typeError } from '../objects/errors.js';
import type { Value } from '../values/object.js';
import { None } from '../values/singletons.js';
import { GEN_CLOSED, GEN_SUSPENDED, PyGenerator } from '../vm/generator.js';
import { resumeForCompiled } from '../vm/interpreter.js';
import type { Machine } from '../vm/machine.js';

/** What a step answers at the end; undefined says that the generator was left. */
export const END = Symbol('end');

/** The next item of a generator. */
export function step(vm: Machine, iterator: Value): Value | undefined | typeof END {
  if (!(iterator instanceof PyGenerator) || iterator.constructor !== PyGenerator || iterator.state > GEN_SUSPENDED)
    return nextItem(vm, iterator);
  const value = resumeForCompiled(vm, iterator, None);
  if (value !== undefined && (iterator.state as number) === GEN_CLOSED) return END;
  return value;
}

/** The next item of any iterator. */
export function next(vm: Machine, iterator: Value): Value | undefined | typeof END {
  if (iterator instanceof PyGenerator && iterator.constructor === PyGenerator) return step(vm, iterator);
  return nextItem(vm, iterator);
}

function nextItem(vm: Machine, iterator: Value): Value | typeof END {
  const slot = typeOf(iterator).tp_iternext;
  if (slot === null) throw typeError(`'${typeOf(iterator).name}' object is not an iterator`);
  return slot(vm, iterator) ?? END;
}
