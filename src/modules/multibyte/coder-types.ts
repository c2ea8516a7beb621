/** This file defines the types of `_multibytecodec`: codecs, incremental coders, stream readers and writers. */
import { ByteBuilder } from '../../objects/codecs/byte-builder.js';
import { decodeError } from '../../objects/codecs/errors.js';
import { decodeUtf8, encodeUtf8 } from '../../objects/codecs/utf8.js';
import { PyIntSubclass, typeOf } from '../../objects/core-types.js';
import { error, typeError } from '../../objects/errors.js';
import { AttributeError, UnicodeError } from '../../objects/exceptions/types.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { type GetSetDef, getset, member, method } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { getItem, length } from '../../objects/operations/containers.js';
import { asSize } from '../../objects/operations/index.js';
import { str } from '../../objects/operations/text.js';
import { asStr, concatTwo, StrBuilder, sliceStr } from '../../objects/strings.js';
import { intFromBytes, intToBytes } from '../../objects/types/int/bytes.js';
import { codecName } from '../../objects/types/str/construct.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { type Str, strFromUtf16 } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import { makeModuleType, shortName } from '../module-types.js';
import { type Codec, STATE_SIZE } from './codec.js';
import { decodeBytes, encodeText } from './run.js';

/** The most bytes, and characters, that a coder keeps for the next call. */
const MAX_PENDING_BYTES = 8;
const MAX_PENDING_CHARACTERS = 2;

/** `_multibytecodec.MultibyteCodec`. */
export class PyMultibyteCodec extends PyObject {
  constructor(readonly codec: Codec) {
    super();
  }
}

/** What the four coder types have in common. */
class PyCoder extends PyObject {
  codec = null as unknown as Codec;
  errors = 'strict';
  state: Uint8Array = new Uint8Array(STATE_SIZE);
  pendingText: Str = '';
  pendingBytes: Uint8Array = new Uint8Array(0);
  stream: Value = None;
}

class PyIncrementalEncoder extends PyCoder {}
class PyIncrementalDecoder extends PyCoder {}
class PyStreamReader extends PyCoder {}
class PyStreamWriter extends PyCoder {}

export const multibyteCodecType = makeModuleType('_multibytecodec', 'MultibyteCodec', PyMultibyteCodec);
export const incrementalEncoderType = makeModuleType(
  '_multibytecodec',
  'MultibyteIncrementalEncoder',
  PyIncrementalEncoder,
);
export const incrementalDecoderType = makeModuleType(
  '_multibytecodec',
  'MultibyteIncrementalDecoder',
  PyIncrementalDecoder,
);
export const streamReaderType = makeModuleType('_multibytecodec', 'MultibyteStreamReader', PyStreamReader);
export const streamWriterType = makeModuleType('_multibytecodec', 'MultibyteStreamWriter', PyStreamWriter);

const errorsOf = (errors: Str | null): string => (errors === null ? 'strict' : codecName(errors));

defineType(multibyteCodecType, {
  doc: null,
  noInstantiation: true,
  methods: [
    method(
      'encode($self, /, input, errors: str_or_none=None)',
      "Return an encoded string version of 'input'.",
      (vm: Runtime, self: PyMultibyteCodec, input: Value, errors: Str | null) => {
        const text = asStr(input) ?? str(vm, input);
        const state = new Uint8Array(STATE_SIZE);
        self.codec.startEncoding(state);
        const { bytes } = encodeText(vm, self.codec, state, text, errorsOf(errors), true);
        return new PyTuple([new PyBytes(bytes), text.length]);
      },
    ),
    method(
      'decode($self, /, input: buffer, errors: str_or_none=None)',
      "Decodes 'input'.",
      (vm: Runtime, self: PyMultibyteCodec, input: Uint8Array, errors: Str | null) => {
        const state = new Uint8Array(STATE_SIZE);
        self.codec.startDecoding(state);
        const out = new StrBuilder();
        decodeBytes(vm, self.codec, state, input, errorsOf(errors), true, out);
        return new PyTuple([out.finish(), input.length]);
      },
    ),
  ],
});

const coderSignature = parseSignature("new(errors: str='strict')", 'function');
const streamSignature = parseSignature("new(stream, errors: str='strict')", 'function');

/** A coder of a class: its codec is the class's attribute `codec`. */
function newCoder(vm: Runtime, type: PyType, errors: Str): PyCoder {
  const codec = getAttr(vm, type, 'codec');
  if (!(codec instanceof PyMultibyteCodec)) throw typeError('codec is unexpected type');
  const self = new (type.instanceClass as unknown as new () => PyCoder)();
  self.codec = codec.codec;
  self.errors = codecName(errors);
  return self;
}

const isEncoder = (self: PyCoder): boolean => self instanceof PyIncrementalEncoder || self instanceof PyStreamWriter;

function start(self: PyCoder): PyCoder {
  if (isEncoder(self)) self.codec.startEncoding(self.state);
  else self.codec.startDecoding(self.state);
  return self;
}

function makeCoder(name: string) {
  return (vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value => {
    const [errors] = bindArguments(vm, coderSignature, { short: name, full: `${name}()` }, args, kwnames) as [Str];
    return start(newCoder(vm, type, errors));
  };
}

function makeStream(name: string) {
  return (vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value => {
    const bound = bindArguments(vm, streamSignature, { short: name, full: `${name}()` }, args, kwnames);
    const [stream, errors] = bound as [Value, Str];
    const self = newCoder(vm, type, errors);
    self.stream = stream;
    return start(self);
  };
}

/** `tp_init` does nothing: what the arguments say was done when the object was made. */
const noInit = (): void => {};

const errorsAttribute: GetSetDef = getset(
  'errors',
  'how to treat errors',
  (_vm, self) => strFromUtf16((self as PyCoder).errors),
  (_vm, self, value) => {
    if (value === undefined) throw error(AttributeError, 'cannot delete attribute');
    const text = asStr(value);
    if (text === undefined) throw typeError('errors must be a string');
    (self as PyCoder).errors = codecName(text);
  },
);

/** Encode what is pending and what follows; keeps what cannot be decided yet. */
function encodeMore(vm: Runtime, self: PyCoder, input: Value, final: boolean): Uint8Array {
  const given = asStr(input) ?? str(vm, input);
  const text = self.pendingText.length === 0 ? given : concatTwo(self.pendingText, given);
  const { bytes, consumed } = encodeText(vm, self.codec, self.state, text, self.errors, final);
  if (text.length - consumed > MAX_PENDING_CHARACTERS) throw error(UnicodeError, 'pending buffer overflow');
  self.pendingText = sliceStr(text, consumed, text.length);
  return bytes;
}

/** Decode what is pending and what follows. */
function decodeMore(vm: Runtime, self: PyCoder, data: Uint8Array, final: boolean, out: StrBuilder): void {
  const all = new Uint8Array(self.pendingBytes.length + data.length);
  all.set(self.pendingBytes);
  all.set(data, self.pendingBytes.length);
  const consumed = decodeBytes(vm, self.codec, self.state, all, self.errors, final, out);
  if (all.length - consumed > MAX_PENDING_BYTES) throw error(UnicodeError, 'pending buffer overflow');
  self.pendingBytes = all.slice(consumed);
}

/** The bytes of an int that `getstate` gave out. */
function stateBytes(vm: Runtime, state: Value, size: number): Uint8Array {
  const value = state instanceof PyIntSubclass ? state.value : state;
  return intToBytes(vm, value as number | bigint, size, true, false);
}

const isInt = (value: Value): boolean =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  typeof value === 'boolean' ||
  value instanceof PyIntSubclass;

function encoderState(vm: Runtime, self: PyCoder): Value {
  const pending = encodeUtf8(vm, self.pendingText, 'strict');
  const bytes = new Uint8Array(1 + pending.length + STATE_SIZE);
  bytes[0] = pending.length;
  bytes.set(pending, 1);
  bytes.set(self.state, 1 + pending.length);
  return intFromBytes(vm, bytes, true, false);
}

function setEncoderState(vm: Runtime, self: PyCoder, state: Value): Value {
  if (!isInt(state)) throw typeError(`setstate() argument must be int, not ${shortNameOf(state)}`);
  const bytes = stateBytes(vm, state, 1 + MAX_PENDING_CHARACTERS * 4 + STATE_SIZE);
  const size = bytes[0] as number;
  if (size > MAX_PENDING_CHARACTERS * 4) throw error(UnicodeError, 'pending buffer too large');
  const pending = decodeUtf8(vm, bytes.slice(1, 1 + size), 'strict', true, null).text;
  self.pendingText = pending;
  self.state = bytes.slice(1 + size, 1 + size + STATE_SIZE);
  return None;
}

function setDecoderState(vm: Runtime, self: PyCoder, state: Value): Value {
  if (!(state instanceof PyTuple)) throw typeError(`setstate() argument must be tuple, not ${shortNameOf(state)}`);
  const [buffer, number] = state.items;
  if (state.items.length !== 2 || !(buffer instanceof PyBytes) || number === undefined || !isInt(number)) {
    throw typeError('setstate(): illegal state argument');
  }
  const bytes = stateBytes(vm, number, STATE_SIZE);
  if (buffer.data.length > MAX_PENDING_BYTES) {
    throw decodeError(self.codec.name, buffer, 0, buffer.data.length, 'pending buffer too large');
  }
  self.pendingBytes = buffer.data.slice();
  self.state = bytes;
  return None;
}

function shortNameOf(value: Value): string {
  return shortName(typeOf(value));
}

function resetDecoder(_vm: Runtime, self: PyCoder): Value {
  self.codec.resetDecoding(self.state);
  self.pendingBytes = new Uint8Array(0);
  return None;
}

defineType(incrementalEncoderType, {
  doc: null,
  isBaseType: true,
  slots: { tp_new: makeCoder('IncrementalEncoder'), tp_init: noInit },
  getsets: [errorsAttribute],
  methods: [
    method('encode($self, /, input, final: bool=False)', null, (vm, self: PyCoder, input: Value, final: boolean) => {
      return new PyBytes(encodeMore(vm, self, input, final));
    }),
    method('getstate($self, /)', null, encoderState),
    method('setstate($self, state, /)', null, setEncoderState),
    method('reset($self, /)', null, (vm, self: PyCoder) => {
      self.codec.finishEncoding(self.state, new ByteBuilder(vm, 8));
      self.pendingText = '';
      return None;
    }),
  ],
});

defineType(incrementalDecoderType, {
  doc: null,
  isBaseType: true,
  slots: { tp_new: makeCoder('IncrementalDecoder'), tp_init: noInit },
  getsets: [errorsAttribute],
  methods: [
    method(
      'decode($self, /, input: buffer, final: bool=False)',
      null,
      (vm, self: PyCoder, input: Uint8Array, final: boolean) => {
        const out = new StrBuilder();
        decodeMore(vm, self, input, final, out);
        return out.finish();
      },
    ),
    method('getstate($self, /)', null, (vm, self: PyCoder) => {
      return new PyTuple([new PyBytes(self.pendingBytes), intFromBytes(vm, self.state, true, false)]);
    }),
    method('setstate($self, state, /)', null, setDecoderState),
    method('reset($self, /)', null, resetDecoder),
  ],
});

/** Read from the stream until a character is complete; a negative size reads all that the method gives. */
function readStream(vm: Runtime, self: PyCoder, name: string, sizeArgument: Value): Str {
  let size = -1;
  if (sizeArgument !== None) {
    if (!isInt(sizeArgument)) throw typeError('arg 1 must be an integer');
    size = asSize(vm, sizeArgument);
  }
  if (size === 0) return '';
  const out = new StrBuilder();
  for (;;) {
    const read = getAttr(vm, self.stream, name);
    const got = size < 0 ? vm.call0(read) : vm.call1(read, size);
    if (!(got instanceof PyBytes)) {
      throw typeError(`stream function returned a non-bytes object (${typeOf(got).name})`);
    }
    const total = got.data.length + self.pendingBytes.length;
    decodeMore(vm, self, got.data, got.data.length === 0 || size < 0, out);
    if (size < 0 || out.length > 0 || total === 0) return out.finish();
    size = 1;
  }
}

defineType(streamReaderType, {
  doc: null,
  isBaseType: true,
  slots: { tp_new: makeStream('StreamReader'), tp_init: noInit },
  getsets: [errorsAttribute, member('stream', null, (_vm, self) => (self as PyCoder).stream)],
  methods: [
    method('read($self, sizeobj=None, /)', null, (vm, self: PyCoder, size: Value) =>
      readStream(vm, self, 'read', size),
    ),
    method('readline($self, sizeobj=None, /)', null, (vm, self: PyCoder, size: Value) =>
      readStream(vm, self, 'readline', size),
    ),
    method('readlines($self, sizehintobj=None, /)', null, (vm, self: PyCoder, size: Value) =>
      vm.call1(getAttr(vm, readStream(vm, self, 'read', size), 'splitlines'), true),
    ),
    method('reset($self, /)', null, resetDecoder),
  ],
});

function writeText(vm: Runtime, self: PyCoder, text: Value): void {
  vm.call1(getAttr(vm, self.stream, 'write'), new PyBytes(encodeMore(vm, self, text, false)));
}

defineType(streamWriterType, {
  doc: null,
  isBaseType: true,
  slots: { tp_new: makeStream('StreamWriter'), tp_init: noInit },
  getsets: [errorsAttribute, member('stream', null, (_vm, self) => (self as PyCoder).stream)],
  methods: [
    method('write($self, strobj, /)', null, (vm, self: PyCoder, text: Value) => {
      writeText(vm, self, text);
      return None;
    }),
    method('writelines($self, lines, /)', null, (vm, self: PyCoder, lines: Value) => {
      if (typeOf(lines).sq_item === null) throw typeError('arg must be a sequence object');
      for (let i = 0; i < length(vm, lines); i++) writeText(vm, self, getItem(vm, lines, i));
      return None;
    }),
    method('reset($self, /)', null, (vm, self: PyCoder) => {
      const text = self.pendingText;
      if (text.length === 0) return None;
      self.pendingText = '';
      const { bytes } = encodeText(vm, self.codec, self.state, text, self.errors, true);
      if (bytes.length > 0) vm.call1(getAttr(vm, self.stream, 'write'), new PyBytes(bytes));
      return None;
    }),
  ],
});
