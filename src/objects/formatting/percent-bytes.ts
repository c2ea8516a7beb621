/** This file implements `%` formatting of bytes and bytearray (PEP 461). */

import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import type { Str } from '../../values/str.js';
import { copyBytes, getBuffer, hasBuffer, PyBUF_FULL_RO } from '../buffer.js';
import { ByteBuilder, latin1Bytes, latin1Text } from '../codecs/byte-builder.js';
import { typeOf } from '../core-types.js';
import { overflowError, typeError } from '../errors.js';
import { Raised } from '../exceptions/raised.js';
import { TypeError as PyTypeError } from '../exceptions/types.js';
import { asDouble } from '../native/convert.js';
import { lookupSpecial } from '../operations/attributes.js';
import { hasIndex, index } from '../operations/index.js';
import { ascii } from '../operations/text.js';
import { fullTypeName } from '../type/full-name.js';
import { PyByteArray } from '../types/bytes/bytearray-object.js';
import { chargeField, numberText, padNumber } from './percent-number.js';
import { PercentArguments, PercentReader, type PercentSpec, unsupportedCode } from './percent-spec.js';

const PERCENT = 0x25;

/** `format % value`. The format is read as Latin-1 text, so that str and bytes share the parser. */
export function percentFormatBytes(vm: Runtime, format: Uint8Array, value: Value): Uint8Array {
  vm.chargeFuel(format.length >> 3);
  const text = latin1Text(format);
  const isText = value instanceof PyBytes || value instanceof PyByteArray || typeof value === 'string';
  const args = new PercentArguments(value, isText, (key: Str) => new PyBytes(latin1Bytes(key as string)));
  const reader = new PercentReader(vm, text, args);
  const out = new ByteBuilder(vm, format.length);
  while (reader.pos < text.length) {
    const start = reader.pos;
    const found = text.indexOf('%', start);
    reader.pos = found < 0 ? text.length : found;
    out.add(format.subarray(start, reader.pos));
    if (reader.pos >= text.length) break;
    reader.pos++;
    if (text.charCodeAt(reader.pos) === PERCENT) {
      out.push(PERCENT);
      reader.pos++;
      continue;
    }
    const spec = reader.spec();
    formatArgument(vm, args.next(), spec, reader.pos - 1, out);
  }
  if (args.isUnused) throw typeError('not all arguments converted during bytes formatting');
  return out.finish();
}

function formatArgument(vm: Runtime, value: Value, spec: PercentSpec, position: number, out: ByteBuilder): void {
  vm.chargeFuel(2);
  const code = spec.code < 0x80 ? String.fromCharCode(spec.code) : '';
  switch (code) {
    case 'r':
    case 'a':
      padBytes(vm, latin1Bytes(ascii(vm, value) as string), spec, true, out);
      return;
    case 's':
    case 'b':
      padBytes(vm, bytesOperand(vm, value), spec, true, out);
      return;
    case 'c':
      padBytes(vm, Uint8Array.of(character(vm, value)), spec, false, out);
      return;
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      out.addLatin1(padNumber(vm, numberText(vm, value, spec, code, doubleOperand), spec, code));
      return;
  }
  if (spec.code > 0x7f) throw overflowError('character argument not in range(0x110000)');
  throw unsupportedCode(spec.code, position);
}

function doubleOperand(vm: Runtime, value: Value): number {
  try {
    return asDouble(vm, value);
  } catch (reason) {
    if (reason instanceof Raised && reason.exception.type.isSubtypeOf(PyTypeError)) {
      throw typeError(`float argument required, not ${typeOf(value).name}`);
    }
    throw reason;
  }
}

function padBytes(vm: Runtime, data: Uint8Array, spec: PercentSpec, cut: boolean, out: ByteBuilder): void {
  const shown = cut && spec.precision >= 0 && spec.precision < data.length ? data.subarray(0, spec.precision) : data;
  const missing = spec.width - shown.length;
  if (missing > 0) chargeField(vm, spec.width);
  const padding = missing > 0 ? new Uint8Array(missing).fill(0x20) : null;
  if (padding !== null && !spec.leftAdjust) out.add(padding);
  out.add(shown);
  if (padding !== null && spec.leftAdjust) out.add(padding);
}

function bytesOperand(vm: Runtime, value: Value): Uint8Array {
  if (value instanceof PyBytes) return value.data;
  if (value instanceof PyByteArray) return value.bytes.slice();
  const method = lookupSpecial(vm, value, '__bytes__');
  if (method !== undefined) {
    const answer = vm.call0(method);
    if (answer instanceof PyBytes) return answer.data;
    throw typeError(`__bytes__ returned non-bytes (type ${typeOf(answer).name})`);
  }
  if (hasBuffer(value)) {
    const view = getBuffer(vm, value, PyBUF_FULL_RO);
    try {
      return copyBytes(vm, view);
    } finally {
      view.release(vm);
    }
  }
  throw typeError(
    `%b requires a bytes-like object, or an object that implements __bytes__, not '${typeOf(value).name}'`,
  );
}

function character(vm: Runtime, value: Value): number {
  if (value instanceof PyBytes || value instanceof PyByteArray) {
    const data = value instanceof PyBytes ? value.data : value.bytes;
    if (data.length === 1) return data[0] as number;
    const kind = value instanceof PyBytes ? 'bytes' : 'bytearray';
    throw typeError(
      `%c requires an integer in range(256) or a single byte, not a ${kind} object of length ${data.length}`,
    );
  }
  if (!hasIndex(value)) {
    throw typeError(`%c requires an integer in range(256) or a single byte, not ${fullTypeName(typeOf(value))}`);
  }
  const byte = index(vm, value);
  if (byte < 0 || byte > 255) throw overflowError('%c arg not in range(256)');
  return Number(byte);
}
