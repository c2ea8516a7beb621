/** This file implements the iterators of deque. */
import { typeOf } from '../../objects/core-types.js';
import { runtimeError, typeError } from '../../objects/errors.js';
import { defineType } from '../../objects/native/define-type.js';
import { method } from '../../objects/native/native-def.js';
import { asSize } from '../../objects/operations/index.js';
import { HINT_DOC, REDUCE_DOC, reduced } from '../../objects/types/iterators/pickling.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import type { PyType } from '../../values/type.js';
import { makeModuleType } from '../module-types.js';
import { PyDeque } from './deque.js';

/** `iter(deque)`. */
export class PyDequeIterator extends PyObject {
  /** Items still to come; 0 as well once the deque was seen to change. */
  left: number;
  readonly state: number;

  constructor(
    readonly deque: PyDeque,
    public position: number,
  ) {
    super();
    this.left = deque.length - position;
    this.state = deque.state;
  }

  /** The next item. */
  take(): Value {
    return this.deque.at(this.position);
  }
}

/** `reversed(deque)`. */
export class PyDequeReverseIterator extends PyDequeIterator {
  override take(): Value {
    return this.deque.at(this.deque.length - 1 - this.position);
  }
}

export const dequeIteratorType = makeModuleType('collections', '_deque_iterator', PyDequeIterator);
export const dequeReverseIteratorType = makeModuleType(
  'collections',
  '_deque_reverse_iterator',
  PyDequeReverseIterator,
);

function next(_vm: Runtime, self: PyDequeIterator): Value | undefined {
  if (self.state !== self.deque.state) {
    self.left = 0;
    throw runtimeError('deque mutated during iteration');
  }
  if (self.left <= 0) return undefined;
  const item = self.take();
  self.position++;
  self.left--;
  return item;
}

function define(type: PyType, Iterator: typeof PyDequeIterator): void {
  defineType(type, {
    module: 'collections',
    slots: {
      tp_new: (vm, _type, args) => {
        if (args.length === 0) throw typeError('function takes at least 1 argument (0 given)');
        if (args.length > 2) throw typeError(`function takes at most 2 arguments (${args.length} given)`);
        const deque = args[0] as Value;
        if (!(deque instanceof PyDeque))
          throw typeError(`argument 1 must be collections.deque, not ${typeOf(deque).name}`);
        const skip = args.length === 2 ? Math.max(asSize(vm, args[1] as Value), 0) : 0;
        return new Iterator(deque, Math.min(skip, deque.length));
      },
      tp_iter: (_vm, self: PyDequeIterator) => self,
      tp_iternext: next,
    },
    methods: [
      method('__length_hint__($self, /)', HINT_DOC, (_vm, self: PyDequeIterator) => self.left),
      method('__reduce__($self, /)', REDUCE_DOC, (_vm, self: PyDequeIterator) =>
        reduced(self.type, [self.deque, self.deque.length - self.left]),
      ),
    ],
    hasWeakrefs: false,
  });
}

define(dequeIteratorType, PyDequeIterator);
define(dequeReverseIteratorType, PyDequeReverseIterator);
