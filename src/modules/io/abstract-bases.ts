/** This file defines the abstract bases _RawIOBase, _BufferedIOBase and _TextIOBase. */
import { asWritableBytes } from '../../objects/buffer.js';
import { ByteBuilder } from '../../objects/codecs/byte-builder.js';
import { typeOf } from '../../objects/core-types.js';
import { makeException, typeError, valueError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { NotImplementedError } from '../../objects/exceptions/types.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, method, rawMethod } from '../../objects/native/native-def.js';
import { index } from '../../objects/operations/index.js';
import { PyByteArray } from '../../objects/types/bytes/bytearray-object.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { makeModuleType } from '../module-types.js';
import { ioBaseType, PyIOBase } from './io-base.js';
import { callMethod, DEFAULT_BUFFER_SIZE, writableArgument } from './protocol.js';
import { unsupported } from './unsupported-operation.js';

export class PyRawIOBase extends PyIOBase {}
export class PyBufferedIOBase extends PyIOBase {}
export class PyTextIOBase extends PyIOBase {}

export const rawIOBaseType = makeModuleType('_io', '_RawIOBase', PyRawIOBase, ioBaseType);
export const bufferedIOBaseType = makeModuleType('_io', '_BufferedIOBase', PyBufferedIOBase, ioBaseType);
export const textIOBaseType = makeModuleType('_io', '_TextIOBase', PyTextIOBase, ioBaseType);

function rawRead(vm: Runtime, self: Value, size: number): Value {
  if (size < 0) return callMethod(vm, self, 'readall');
  vm.chargeMemory(size);
  const target = new PyByteArray(new Uint8Array(size));
  const answer = callMethod(vm, self, 'readinto', target);
  if (answer === None) return None;
  const count = index(vm, answer);
  if (count < 0 || count > target.bytes.length) {
    throw valueError(`readinto returned ${count} outside buffer size ${target.bytes.length}`);
  }
  return new PyBytes(target.bytes.slice(0, Number(count)));
}

function rawReadAll(vm: Runtime, self: Value): Value {
  const all = new ByteBuilder(vm, 0);
  for (;;) {
    const part = callMethod(vm, self, 'read', DEFAULT_BUFFER_SIZE);
    if (part === None) return all.length === 0 ? None : new PyBytes(all.finish());
    if (!(part instanceof PyBytes)) throw typeError('read() should return bytes');
    if (part.data.length === 0) return new PyBytes(all.finish());
    all.add(part.data);
  }
}

const refuse = (message: string) => (): never => {
  throw unsupported(message);
};

function notImplemented(): never {
  throw new Raised(makeException(NotImplementedError, []));
}

defineType(rawIOBaseType, {
  doc: 'Base class for raw binary I/O.',
  methods: [
    method('read($self, size: ssize=-1, /)', null, rawRead),
    method('readall($self, /)', 'Read until EOF, using multiple read() call.', rawReadAll),
    rawMethod('readinto', 'Read bytes into buffer: derived classes define it.', notImplemented),
    rawMethod('write', 'Write buffer to file: derived classes define it.', notImplemented),
  ],
  isBaseType: true,
});

function readInto(vm: Runtime, self: Value, buffer: Value, name: 'read' | 'read1'): Value {
  const size = writableArgument(vm, name === 'read' ? 'readinto' : 'readinto1', buffer).length;
  const data = callMethod(vm, self, name, size);
  if (!(data instanceof PyBytes)) throw typeError('read() should return bytes');
  const target = asWritableBytes(vm, buffer);
  if (data.data.length > target.length) {
    throw valueError(`read() returned too much data: ${target.length} bytes requested, ${data.data.length} returned`);
  }
  target.set(data.data);
  return data.data.length;
}

defineType(bufferedIOBaseType, {
  doc: 'Base class for buffered IO objects.',
  methods: [
    method(
      'detach($self, /)',
      'Disconnect this buffer from its underlying raw stream and return it.',
      refuse('detach'),
    ),
    rawMethod('read', 'Read and return up to n bytes.', refuse('read'), '($self, size=-1, /)'),
    rawMethod(
      'read1',
      'Read and return up to size bytes with at most one read of the raw stream.',
      refuse('read1'),
      '($self, size=-1, /)',
    ),
    method('readinto($self, buffer, /)', null, (vm, self: Value, buffer: Value) => readInto(vm, self, buffer, 'read')),
    method('readinto1($self, buffer, /)', null, (vm, self: Value, buffer: Value) =>
      readInto(vm, self, buffer, 'read1'),
    ),
    rawMethod('write', 'Write buffer b to the IO stream.', refuse('write'), '($self, b, /)'),
  ],
  isBaseType: true,
});

defineType(textIOBaseType, {
  doc: 'Base class for text I/O: a character and line based interface.',
  methods: [
    method('detach($self, /)', 'Separate the underlying buffer from the TextIOBase and return it.', refuse('detach')),
    rawMethod('read', 'Read at most size characters from stream.', refuse('read'), '($self, size=-1, /)'),
    rawMethod('readline', 'Read until newline or EOF.', refuse('readline'), '($self, size=-1, /)'),
    rawMethod('write', 'Write string s to stream.', refuse('write'), '($self, s, /)'),
  ],
  getsets: [
    getset('encoding', 'Encoding of the text stream.', () => None),
    getset('newlines', 'Line endings translated so far.', () => None),
    getset('errors', 'The error setting of the decoder or encoder.', () => None),
  ],
  isBaseType: true,
});

/** `cannot pickle 'X' instances`: `__getstate__` of streams over something outside. */
export function refusePickling(_vm: Runtime, self: Value): never {
  throw typeError(`cannot pickle '${typeOf(self).name.replace(/^_io\./, '')}' instances`);
}
