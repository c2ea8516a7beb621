/** This file defines PickleBuffer: a buffer that may travel beside a pickle instead of inside it (PEP 574). */
import { getBuffer, isCContiguous, isFContiguous, PyBUF_FULL_RO, PyBuffer } from '../../objects/buffer.js';
import { makeType } from '../../objects/core-types.js';
import { bufferError, valueError } from '../../objects/errors.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { method } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import type { PyType } from '../../values/type.js';

/** `pickle.PickleBuffer`. */
export class PyPickleBuffer extends PyObject {
  constructor(public view: PyBuffer | null) {
    super();
  }

  /** The buffer. Raises ValueError after release. */
  get buffer(): PyBuffer {
    if (this.view === null) throw valueError('operation forbidden on released PickleBuffer object');
    return this.view;
  }
}

export const pickleBufferType = makeType('pickle.PickleBuffer', PyPickleBuffer);
pickleBufferType.qualname = 'PickleBuffer';
pickleBufferType.module = 'pickle';

const signature = parseSignature('PickleBuffer(object, /)', 'function');

/** Is the memory one piece? */
export function isContiguous(view: PyBuffer): boolean {
  return isCContiguous(view) || isFContiguous(view);
}

defineType(pickleBufferType, {
  doc: 'Wrapper for potentially out-of-band buffers',
  slots: {
    tp_new: (vm: Runtime, _type: PyType, args: readonly Value[], kwnames: readonly string[] | null) => {
      const name = { short: 'PickleBuffer', full: 'PickleBuffer()' };
      const [object] = bindArguments(vm, signature, name, args, kwnames) as [Value];
      return new PyPickleBuffer(getBuffer(vm, object, PyBUF_FULL_RO));
    },
    bf_getbuffer: (vm: Runtime, self, flags: number) => getBuffer(vm, (self as PyPickleBuffer).buffer.owner, flags),
  },
  methods: [
    method(
      'raw($self, /)',
      'Return a memoryview of the raw memory underlying this buffer, as a one-dimensional one of bytes.',
      (vm: Runtime, self: PyPickleBuffer) => {
        const view = self.buffer;
        if (!isContiguous(view)) throw bufferError('cannot extract raw buffer from non-contiguous buffer');
        return vm.call1(getAttr(vm, vm.importModule('builtins'), 'memoryview'), new PyRawBuffer(view));
      },
    ),
    method('release($self, /)', 'Release the underlying buffer.', (vm: Runtime, self: PyPickleBuffer) => {
      self.view?.release(vm);
      self.view = null;
      return None;
    }),
  ],
  hasWeakrefs: true,
});

/** The memory of a buffer without its shape. */
class PyRawBuffer extends PyObject {
  constructor(readonly view: PyBuffer) {
    super();
  }
}

const rawBufferType = makeType('_pickle.raw_buffer', PyRawBuffer);
defineType(rawBufferType, {
  noInstantiation: true,
  slots: {
    bf_getbuffer: (_vm: Runtime, self) => {
      const { view } = self as PyRawBuffer;
      const count = view.nbytes;
      return new PyBuffer(view.owner, view.data, view.offset, view.readonly, 1, 'B', [count], [1], null);
    },
  },
});
