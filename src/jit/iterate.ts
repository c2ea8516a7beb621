/** This file takes steps of iterators for compiled code; generators run above it, so that they can wait with it. */
import { typeOf } from '../objects/core-types.js';
import { typeError } from '../objects/errors.js';
import type { Value } from '../values/object.js';
import { None } from '../values/singletons.js';
import { GEN_CLOSED, GEN_CREATED, GEN_SUSPENDED, PyCoroutine, PyGenerator } from '../vm/generator.js';
import { enterGenerator, resumeForCompiled } from '../vm/interpreter.js';
import type { Machine } from '../vm/machine.js';

/** What a step answers at the end; undefined says that the generator was left. */
export const END = Symbol('end');

/** The next item of a generator. */
export function step(vm: Machine, iterator: Value): Value | undefined | typeof END {
  if (!(iterator instanceof PyGenerator) || iterator.constructor !== PyGenerator || iterator.state > GEN_SUSPENDED)
    return nextItem(vm, iterator);
  const value = resume(vm, iterator, None);
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

/** Resume a generator: compiled, or interpreted above the compiled caller. */
function resume(vm: Machine, generator: PyGenerator, value: Value): Value | undefined {
  const { frame } = generator;
  const compiled = frame.exec.resume;
  if (compiled === null || vm.active >= vm.activeLimit || vm.watching) return resumeForCompiled(vm, generator, value);
  return enterGenerator(vm, generator, compiled, value);
}

/** SEND; END says that the receiver has returned `vm.sent`. */
export function send(vm: Machine, receiver: Value, value: Value): Value | undefined | typeof END {
  if (
    receiver instanceof PyGenerator &&
    receiver.state <= GEN_SUSPENDED &&
    (receiver.constructor === PyGenerator || receiver.constructor === PyCoroutine)
  ) {
    if (receiver.state === GEN_CREATED && value !== None) {
      throw typeError("can't send non-None value to a just-started generator");
    }
    const result = resume(vm, receiver, value);
    if (result === undefined || (receiver.state as number) !== GEN_CLOSED) return result;
    vm.sent = result;
    return END;
  }
  const sent = vm.sendTo(receiver, value);
  if (!sent.finished) return sent.value;
  vm.sent = sent.value;
  return END;
}
