/** This file fills the types coroutine and coroutine_wrapper. */
import { makeType } from '../../objects/core-types.js';
import { defineType } from '../../objects/native/define-type.js';
import { member, method, rawMethod } from '../../objects/native/native-def.js';
import { noteReturnValue } from '../../objects/operations/stop-iteration.js';
import { PyObject, type Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import { coroutineType, type PyCoroutine } from '../generator.js';
import { closeGenerator, sendToGenerator, stepResult, throwIntoGenerator } from '../generator-run.js';
import type { Machine } from '../machine.js';
import { readThrowArguments } from '../throw-arguments.js';
import { generatorAttributes, generatorMethods, generatorRepr, runningAttribute } from './generator-type.js';

/** What `coroutine.__await__()` answers: the coroutine as an iterator. */
export class PyCoroutineWrapper extends PyObject {
  constructor(readonly coroutine: PyCoroutine) {
    super();
  }
}

export const coroutineWrapperType = makeType('coroutine_wrapper', PyCoroutineWrapper);

defineType(coroutineType, {
  hasWeakrefs: true,
  noInstantiation: true,
  slots: {
    tp_repr: generatorRepr('coroutine'),
    am_await: (_vm, self: PyCoroutine) => new PyCoroutineWrapper(self),
    tp_finalize: (vm, self) => {
      closeGenerator(vm as Machine, self as PyCoroutine);
    },
  },
  methods: generatorMethods('coroutine'),
  getsets: [
    ...generatorAttributes('coroutine', 'cr', 'await', 'object being awaited on, or None'),
    runningAttribute('cr'),
    member('cr_origin', null, (_vm, self: PyCoroutine) => self.origin ?? None),
  ],
});

defineType(coroutineWrapperType, {
  doc: 'A wrapper object implementing __await__ for coroutines.',
  hasWeakrefs: false,
  noInstantiation: true,
  slots: {
    tp_iter: (_vm, self: PyCoroutineWrapper) => self,
    tp_iternext: (vm, self: PyCoroutineWrapper) => {
      const sent = sendToGenerator(vm as Machine, self.coroutine, None);
      if (!sent.finished) return sent.value;
      noteReturnValue(vm, self, sent.value);
      return undefined;
    },
  },
  methods: [
    method(
      'send($self, object, /)',
      'Send a value into coroutine and run it to its next yield.',
      (vm, self: PyCoroutineWrapper, value: Value) =>
        stepResult(self.coroutine, sendToGenerator(vm as Machine, self.coroutine, value)),
    ),
    rawMethod(
      'throw',
      'Raise an exception in coroutine and run it to its next yield.',
      (vm, self: PyCoroutineWrapper, args, kwnames) => {
        const thrown = readThrowArguments(vm, 'throw', args, kwnames);
        return stepResult(self.coroutine, throwIntoGenerator(vm as Machine, self.coroutine, thrown));
      },
    ),
    method('close($self, /)', 'Raise GeneratorExit inside coroutine.', (vm, self: PyCoroutineWrapper) =>
      closeGenerator(vm as Machine, self.coroutine),
    ),
  ],
});
