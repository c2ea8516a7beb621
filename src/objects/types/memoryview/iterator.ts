/** This file implements the iterator of memoryview. */
import { PyObject, type Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { makeType } from '../../core-types.js';
import { typeError } from '../../errors.js';
import { defineType } from '../../native/define-type.js';
import { itemAt } from './indexing.js';
import { supportedCode } from './items.js';
import type { PyMemoryView } from './memoryview.js';

/** `iter(view)`; `source` is null once it is exhausted. */
export class PyMemoryIterator extends PyObject {
  index = 0;
  constructor(
    public source: PyMemoryView | null,
    readonly length: number,
  ) {
    super();
  }
}

export const memoryIteratorType = makeType('memory_iterator', PyMemoryIterator);

function next(_vm: Runtime, self: PyMemoryIterator): Value | undefined {
  const source = self.source;
  if (source === null) return undefined;
  if (self.index < self.length) return itemAt(source, self.index++);
  self.source = null;
  return undefined;
}

/** `iter(view)`. */
export function memoryIterator(_vm: Runtime, self: PyMemoryView): Value {
  const view = self.view;
  if (view.ndim === 0) throw typeError('invalid indexing of 0-dim memory');
  supportedCode(view.format);
  return new PyMemoryIterator(self, view.shape[0] as number);
}

defineType(memoryIteratorType, {
  doc: null,
  slots: { tp_iter: (_vm: Runtime, self: Value): Value => self, tp_iternext: next },
  noInstantiation: true,
  hasWeakrefs: false,
});
