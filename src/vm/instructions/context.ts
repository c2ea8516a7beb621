/** This file implements the instructions of `with` and the end of `async for`. */
import { SPECIAL_METHOD_NAMES } from '../../bytecode/operands.js';
import { typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import type { PyBaseException } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { StopAsyncIteration } from '../../objects/exceptions/types.js';
import type { Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import type { Slot } from '../frame.js';
import type { Machine } from '../machine.js';
import { Reraise } from './exceptions.js';

/** A special method found on the type: unbound with its receiver, or already bound. */
export interface FoundMethod {
  readonly method: Value;
  readonly self: Slot;
}

/** LOAD_SPECIAL: `__enter__`, `__exit__`, `__aenter__`, `__aexit__`. */
export function loadSpecial(vm: Machine, owner: Value, which: number): FoundMethod {
  const name = SPECIAL_METHOD_NAMES[which] as string;
  const type = typeOf(owner);
  const descriptor = type.lookup(name);
  if (descriptor === undefined) throw missing(type, owner, which, name);
  if (typeOf(descriptor).isMethodDescriptor) return { method: descriptor, self: owner };
  const get = typeOf(descriptor).tp_descr_get;
  return { method: get === null ? descriptor : get(vm, descriptor, owner, type), self: undefined };
}

function missing(type: { name: string }, owner: Value, which: number, name: string): unknown {
  const has = (method: string): boolean => typeOf(owner).lookup(method) !== undefined;
  if (which < 2) {
    const hint =
      has('__aenter__') && has('__aexit__')
        ? " but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?"
        : '';
    if (hint !== '')
      return typeError(
        `'${type.name}' object does not support the context manager protocol (missed ${name} method)${hint}`,
      );
    return typeError(`'${type.name}' object does not support the context manager protocol (missed ${name} method)`);
  }
  const hint =
    has('__enter__') && has('__exit__')
      ? " but it supports the context manager protocol. Did you mean to use 'with'?"
      : '';
  return typeError(
    `'${type.name}' object does not support the asynchronous context manager protocol (missed ${name} method)${hint}`,
  );
}

/** WITH_EXCEPT_START: call `__exit__(type, value, traceback)`. */
export function withExceptStart(vm: Machine, exit: Value, self: Slot, exception: PyBaseException): Value {
  const args: Value[] = [typeOf(exception), exception, exception.traceback ?? None];
  return vm.call(exit, self === undefined ? args : [self, ...args]);
}

/** END_ASYNC_FOR: StopAsyncIteration ends the loop, anything else goes on. */
export function endAsyncFor(exception: Value): void {
  if (typeOf(exception).isSubtypeOf(StopAsyncIteration)) return;
  const raised = new Raised(exception as PyBaseException);
  raised.hasContext = true;
  throw new Reraise(raised, -1);
}
