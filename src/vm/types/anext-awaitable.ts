/** This file defines what `anext(iterator, default)` answers: an awaitable that turns StopAsyncIteration into the default. */
import { makeType, typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { StopAsyncIteration } from '../../objects/exceptions/types.js';
import { defineType } from '../../objects/native/define-type.js';
import { method, type NativeDef, rawMethod } from '../../objects/native/native-def.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { noteReturnValue, stepIterator, takeReturnValue } from '../../objects/operations/stop-iteration.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { returned } from '../generator-run.js';
import { awaitableIterator } from '../instructions/async.js';
import type { Machine } from '../machine.js';

/** `anext(iterator, default)`. */
export class PyAnextAwaitable extends PyObject {
  constructor(
    readonly wrapped: Value,
    readonly fallback: Value,
  ) {
    super();
  }
}

export const anextAwaitableType = makeType('anext_awaitable', PyAnextAwaitable);

/** An iterator over what is awaited; a coroutine gives its wrapper. */
function iteratorOf(vm: Runtime, self: PyAnextAwaitable): Value {
  const iterator = awaitableIterator(vm as Machine, self.wrapped, 0);
  const type = typeOf(iterator);
  if (type.tp_iternext !== null || type.am_await === null) return iterator;
  const inner = type.am_await(vm, iterator);
  if (typeOf(inner).tp_iternext === null) {
    throw typeError(`${type.name}.__await__() must return an iterable, not ${typeOf(inner).name}`);
  }
  return inner;
}

const isEnd = (reason: unknown): boolean =>
  reason instanceof Raised && reason.exception.type.isSubtypeOf(StopAsyncIteration);

/** A method that is that of the iterator; the end of iteration is StopIteration with the default. */
function forward(name: 'send' | 'throw' | 'close', doc: string): NativeDef {
  const call = (
    vm: Runtime,
    self: PyAnextAwaitable,
    args: readonly Value[],
    kwnames: readonly string[] | null,
  ): Value => {
    try {
      return vm.call(getAttr(vm, iteratorOf(vm, self), name), args, kwnames);
    } catch (reason) {
      if (isEnd(reason)) throw returned(self.fallback);
      throw reason;
    }
  };
  if (name === 'throw') return rawMethod(name, doc, call);
  if (name === 'close') return method('close($self, /)', doc, (vm, self: PyAnextAwaitable) => call(vm, self, [], null));
  return method('send($self, object, /)', doc, (vm, self: PyAnextAwaitable, value: Value) =>
    call(vm, self, [value], null),
  );
}

defineType(anextAwaitableType, {
  hasWeakrefs: false,
  noInstantiation: true,
  slots: {
    am_await: (_vm, self: PyAnextAwaitable) => self,
    tp_iter: (_vm, self: PyAnextAwaitable) => self,
    tp_iternext: (vm, self: PyAnextAwaitable) => {
      const iterator = iteratorOf(vm, self);
      try {
        const item = stepIterator(vm, iterator);
        if (item !== undefined) return item;
        noteReturnValue(vm, self, takeReturnValue(vm, iterator));
      } catch (reason) {
        if (!isEnd(reason)) throw reason;
        noteReturnValue(vm, self, self.fallback);
      }
      return undefined;
    },
  },
  methods: [
    forward('send', 'Send a value into what is awaited.'),
    forward('throw', 'Raise an exception in what is awaited.'),
    forward('close', 'Raise GeneratorExit in what is awaited.'),
  ],
});
