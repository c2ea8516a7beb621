/** This file declares the module `_struct`: values packed into bytes and back. */
import {
  asBytes,
  bufferBytes,
  getBuffer,
  hasBuffer,
  PyBUF_SIMPLE,
  PyBUF_WRITABLE,
  type PyBuffer,
} from '../../objects/buffer.js';
import { latin1Text } from '../../objects/codecs/byte-builder.js';
import { encodeAscii } from '../../objects/codecs/latin1.js';
import { typeOf } from '../../objects/core-types.js';
import { error, overflowError, runtimeError, typeError } from '../../objects/errors.js';
import type { Raised } from '../../objects/exceptions/raised.js';
import { BufferError, IndexError } from '../../objects/exceptions/types.js';
import { bindArguments, noKeywords } from '../../objects/native/bind.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, method, nativeFunction, rawFunction, rawMethod } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { index } from '../../objects/operations/index.js';
import { matches } from '../../objects/operations/iteration.js';
import { asStr } from '../../objects/strings.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import { makeModuleType } from '../module-types.js';
import { Packer, unpackFields } from './fields.js';
import { clearCache, type Layout, layoutOf, structError, structErrorType } from './layout.js';

/** `struct.Struct`. */
class PyStruct extends PyObject {
  /** Set by `__init__`. */
  layout: Layout | null = null;

  get ready(): Layout {
    if (this.layout === null) throw runtimeError('Struct object is not initialized');
    return this.layout;
  }
}

/** `iter_unpack`. */
class PyUnpackIterator extends PyObject {
  at = 0;
  constructor(
    readonly layout: Layout,
    public buffer: Value | null,
  ) {
    super();
  }
}

const structType = makeModuleType('_struct', 'Struct', PyStruct);
const unpackIteratorType = makeModuleType('_struct', 'unpack_iterator', PyUnpackIterator);

/** The layout of a format argument: str or bytes. */
function formatArgument(vm: Runtime, value: Value): Layout {
  const text = asStr(value);
  if (text !== undefined) return layoutOf(vm, latin1Text(encodeAscii(vm, text, 'strict')));
  if (!(value instanceof PyBytes)) {
    throw typeError(`Struct() argument 1 must be a str or bytes object, not ${typeOf(value).name}`);
  }
  return layoutOf(vm, latin1Text(value.data));
}

function checkCount(name: string, layout: Layout, values: readonly Value[]): void {
  if (values.length !== layout.count) {
    throw structError(`${name} expected ${layout.count} items for packing (got ${values.length})`);
  }
}

function pack(vm: Runtime, layout: Layout, values: readonly Value[]): Value {
  checkCount('pack', layout, values);
  vm.chargeFuel(1 + (values.length >> 1) + (layout.size >> 6));
  vm.chargeMemory(layout.size);
  const memory = new Uint8Array(layout.size);
  new Packer(vm, layout, memory, 0).pack(values);
  return new PyBytes(memory);
}

const SSIZE_MAX = 9223372036854775807n;

/** An offset with all its digits: messages show them. */
function offsetOf(vm: Runtime, value: Value, tooLarge: () => Raised): bigint {
  const offset = BigInt(index(vm, value));
  if (offset > SSIZE_MAX || offset < -SSIZE_MAX - 1n) throw tooLarge();
  return offset;
}

const unpackOffset = (vm: Runtime, value: Value): bigint =>
  offsetOf(vm, value, () => overflowError('Python int too large to convert to C ssize_t'));

/** A view of a writable buffer. Raises TypeError for anything else. */
function writableBuffer(vm: Runtime, target: Value): PyBuffer {
  if (hasBuffer(target)) {
    try {
      return getBuffer(vm, target, PyBUF_WRITABLE);
    } catch (reason) {
      if (!matches(reason, BufferError)) throw reason;
    }
  }
  throw typeError(`argument must be read-write bytes-like object, not ${typeOf(target).name}`);
}

function packInto(vm: Runtime, layout: Layout, args: readonly Value[]): Value {
  if (args.length === 0) throw structError('pack_into expected buffer argument');
  if (args.length === 1) throw structError('pack_into expected offset argument');
  checkCount('pack_into', layout, args.slice(2));
  const view = writableBuffer(vm, args[0] as Value);
  try {
    const memory = bufferBytes(view);
    const size = BigInt(layout.size);
    const length = BigInt(memory.length);
    let offset = offsetOf(vm, args[1] as Value, () =>
      error(IndexError, `cannot fit '${typeOf(args[1] as Value).name}' into an index-sized integer`),
    );
    if (offset < 0n) {
      if (offset + size > 0n) throw structError(`no space to pack ${size} bytes at offset ${offset}`);
      if (offset + length < 0n) throw structError(`offset ${offset} out of range for ${length}-byte buffer`);
      offset += length;
    }
    if (length - offset < size) {
      throw structError(
        `pack_into requires a buffer of at least ${offset + size} bytes for packing ${size} bytes at offset ${offset} (actual buffer size is ${length})`,
      );
    }
    vm.chargeFuel(1 + (args.length >> 1) + (layout.size >> 6));
    new Packer(vm, layout, memory, Number(offset)).pack(args.slice(2));
  } finally {
    view.release(vm);
  }
  return None;
}

function unpack(vm: Runtime, layout: Layout, buffer: Value): Value {
  const memory = asBytes(vm, buffer);
  if (memory.length !== layout.size) throw structError(`unpack requires a buffer of ${layout.size} bytes`);
  return new PyTuple(unpackFields(vm, layout, memory, 0));
}

function unpackFrom(vm: Runtime, layout: Layout, buffer: Value, offset: bigint): Value {
  const memory = asBytes(vm, buffer);
  const size = BigInt(layout.size);
  const length = BigInt(memory.length);
  let at = offset;
  if (at < 0n) {
    if (at + size > 0n) throw structError(`not enough data to unpack ${size} bytes at offset ${at}`);
    if (at + length < 0n) throw structError(`offset ${at} out of range for ${length}-byte buffer`);
    at += length;
  }
  if (length - at < size) {
    throw structError(
      `unpack_from requires a buffer of at least ${at + size} bytes for unpacking ${size} bytes at offset ${at} (actual buffer size is ${length})`,
    );
  }
  return new PyTuple(unpackFields(vm, layout, memory, Number(at)));
}

function iterUnpack(vm: Runtime, layout: Layout, buffer: Value): Value {
  if (layout.size === 0) throw structError('cannot iteratively unpack with a struct of length 0');
  const view = getBuffer(vm, buffer, PyBUF_SIMPLE);
  const length = view.nbytes;
  view.release(vm);
  if (length % layout.size !== 0) {
    throw structError(`iterative unpacking requires a buffer of a multiple of ${layout.size} bytes`);
  }
  return new PyUnpackIterator(layout, buffer);
}

defineType(unpackIteratorType, {
  slots: {
    tp_iter: (_vm, self: PyUnpackIterator) => self,
    tp_iternext: (vm, self: PyUnpackIterator) => {
      if (self.buffer === null) return undefined;
      const memory = asBytes(vm, self.buffer);
      if (self.at + self.layout.size > memory.length) {
        self.buffer = null;
        return undefined;
      }
      const values = unpackFields(vm, self.layout, memory, self.at);
      self.at += self.layout.size;
      return new PyTuple(values);
    },
  },
  methods: [
    method('__length_hint__($self, /)', null, (vm, self: PyUnpackIterator) => {
      if (self.buffer === null) return 0;
      return Math.max(0, Math.floor((asBytes(vm, self.buffer).length - self.at) / self.layout.size));
    }),
  ],
  hasWeakrefs: false,
  noInstantiation: true,
});

const INIT = parseSignature('Struct(format)', 'function');
const INIT_NAME = { short: 'Struct', full: 'Struct()' };

defineType(structType, {
  doc: 'Struct(fmt) --> a compiled format, to pack and unpack with.',
  slots: {
    tp_new: (_vm, type: PyType) => new (type.instanceClass as unknown as typeof PyStruct)(),
    tp_init: (vm, self: PyStruct, args, kwnames) => {
      const [format] = bindArguments(vm, INIT, INIT_NAME, args, kwnames) as [Value];
      self.layout = formatArgument(vm, format);
    },
    tp_repr: (_vm, self: PyStruct) => strFromUtf16(`Struct('${self.ready.format}')`),
  },
  methods: [
    method(
      'iter_unpack($self, buffer, /)',
      'Return an iterator over the tuples that stand in buffer.',
      (vm, self: PyStruct, buffer: Value) => iterUnpack(vm, self.ready, buffer),
    ),
    rawMethod('pack', 'S.pack(v1, v2, ...) -> bytes that hold the values.', (vm, self: PyStruct, args, kwnames) => {
      noKeywords('Struct.pack', kwnames);
      return pack(vm, self.ready, args);
    }),
    rawMethod(
      'pack_into',
      'S.pack_into(buffer, offset, v1, v2, ...): write the values into buffer.',
      (vm, self: PyStruct, args, kwnames) => {
        noKeywords('Struct.pack_into', kwnames);
        return packInto(vm, self.ready, args);
      },
    ),
    method('unpack($self, buffer, /)', 'Return a tuple of the values in buffer.', (vm, self: PyStruct, buffer: Value) =>
      unpack(vm, self.ready, buffer),
    ),
    method(
      'unpack_from($self, /, buffer, offset=0)',
      'Return a tuple of the values in buffer from offset on.',
      (vm, self: PyStruct, buffer: Value, offset: Value) =>
        unpackFrom(vm, self.ready, buffer, unpackOffset(vm, offset)),
    ),
    method(
      '__sizeof__($self, /)',
      'Returns size in memory, in bytes.',
      (_vm, self: PyStruct) => 56 + 32 * (self.ready.fields.length + 1),
    ),
  ],
  getsets: [
    getset('format', 'struct format string', (_vm, self: PyStruct) => self.ready.format),
    getset('size', 'struct size in bytes', (_vm, self: PyStruct) => self.layout?.size ?? -1),
  ],
  isBaseType: true,
  hasWeakrefs: true,
});

function withoutFormat(name: string, args: readonly Value[], kwnames: readonly string[] | null): Value {
  noKeywords(name, kwnames);
  if (args.length === 0) throw typeError('missing format argument');
  return args[0] as Value;
}

/** `_struct`. */
export const structModule = defineModule({
  name: '_struct',
  doc: 'Values packed into bytes, as C structs are laid out, and back.',
  functions: [
    nativeFunction('_clearcache($module, /)', 'Clear the internal cache.', (vm) => {
      clearCache(vm);
      return None;
    }),
    nativeFunction(
      'calcsize($module, format, /)',
      'Return the size of what the format describes.',
      (vm, format: Value) => {
        return formatArgument(vm, format).size;
      },
    ),
    nativeFunction(
      'iter_unpack($module, format, buffer, /)',
      'Return an iterator over the tuples that stand in buffer.',
      (vm, format: Value, buffer: Value) => iterUnpack(vm, formatArgument(vm, format), buffer),
    ),
    rawFunction('pack', 'pack(format, v1, v2, ...) -> bytes', (vm, _self, args, kwnames) => {
      const layout = formatArgument(vm, withoutFormat('_struct.pack', args, kwnames));
      return pack(vm, layout, args.slice(1));
    }),
    rawFunction('pack_into', 'pack_into(format, buffer, offset, v1, v2, ...)', (vm, _self, args, kwnames) => {
      const layout = formatArgument(vm, withoutFormat('_struct.pack_into', args, kwnames));
      return packInto(vm, layout, args.slice(1));
    }),
    nativeFunction(
      'unpack($module, format, buffer, /)',
      'Return a tuple of the values in buffer.',
      (vm, format: Value, buffer: Value) => unpack(vm, formatArgument(vm, format), buffer),
    ),
    nativeFunction(
      'unpack_from($module, format, /, buffer, offset=0)',
      'Return a tuple of the values in buffer from offset on.',
      (vm, format: Value, buffer: Value, offset: Value) =>
        unpackFrom(vm, formatArgument(vm, format), buffer, unpackOffset(vm, offset)),
    ),
  ],
  types: [
    ['Struct', structType],
    ['error', structErrorType],
  ],
});
