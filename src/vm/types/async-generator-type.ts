/** This file fills the type async_generator. */
import { defineType } from '../../objects/native/define-type.js';
import { member, method, rawMethod } from '../../objects/native/native-def.js';
import { classGetItem } from '../../objects/types/class-getitem.js';
import type { PyObject, Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { initHooks } from '../coroutine-hooks.js';
import { asyncGeneratorType, asyncGenWrappedValueType, type PyAsyncGenerator } from '../generator.js';
import type { Machine } from '../machine.js';
import { readThrowArguments } from '../throw-arguments.js';
import { PyAsyncGenASend, PyAsyncGenAThrow } from './async-generator-awaitables.js';
import { generatorAttributes, generatorRepr } from './generator-type.js';

/** An awaitable that is warned of when it is never awaited. */
function noted<T extends PyObject>(vm: Runtime, awaitable: T): T {
  vm.noteFinalizable(awaitable);
  return awaitable;
}

defineType(asyncGeneratorType, {
  hasWeakrefs: true,
  noInstantiation: true,
  slots: {
    tp_repr: generatorRepr('async_generator'),
    am_aiter: (_vm, self: PyAsyncGenerator) => self,
    am_anext: (vm, self: PyAsyncGenerator) => {
      initHooks(vm as Machine, self);
      return new PyAsyncGenASend(self, None);
    },
    // The machine's heap does what is to be done, hooks included.
    tp_finalize: () => {},
  },
  methods: [
    method(
      'asend($self, object, /)',
      'Send a value into the generator.',
      (vm, self: PyAsyncGenerator, value: Value) => {
        initHooks(vm as Machine, self);
        return noted(vm, new PyAsyncGenASend(self, value));
      },
    ),
    rawMethod('athrow', 'Raise an exception in the generator.', (vm, self: PyAsyncGenerator, args, kwnames) => {
      const thrown = readThrowArguments(vm, 'athrow', args, kwnames);
      initHooks(vm as Machine, self);
      return noted(vm, new PyAsyncGenAThrow(self, thrown));
    }),
    method('aclose($self, /)', 'Raise GeneratorExit inside the generator.', (vm, self: PyAsyncGenerator) => {
      initHooks(vm as Machine, self);
      return noted(vm, new PyAsyncGenAThrow(self, null));
    }),
    method(
      '__sizeof__($self, /)',
      'Size of the object in memory, in bytes.',
      (_vm, self: PyAsyncGenerator) => 128 + 8 * self.frame.slots.length,
    ),
    classGetItem(),
  ],
  getsets: [
    ...generatorAttributes('async generator', 'ag', 'await', 'object being awaited on, or None'),
    member('ag_running', null, (_vm, self: PyAsyncGenerator) => self.running),
  ],
});

defineType(asyncGenWrappedValueType, { hasWeakrefs: false, noInstantiation: true });
