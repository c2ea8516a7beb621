/** This file reads and writes the elements of memoryviews: the native single-character formats of struct. */
import { PyFloat } from '../../../values/float.js';
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyBytes } from '../../../values/sequences.js';
import { error, typeError, valueError } from '../../errors.js';
import { Raised } from '../../exceptions/raised.js';
import { NotImplementedError, OverflowError, TypeError as PyTypeError } from '../../exceptions/types.js';
import { asDouble } from '../../native/convert.js';
import { index } from '../../operations/index.js';
import { isTrue } from '../../operations/truth.js';
import { canonicalInt } from '../slice.js';

/** Sizes of the native formats on a 64-bit machine. */
const SIZES: ReadonlyMap<string, number> = new Map([
  ['c', 1],
  ['b', 1],
  ['B', 1],
  ['?', 1],
  ['h', 2],
  ['H', 2],
  ['i', 4],
  ['I', 4],
  ['l', 8],
  ['L', 8],
  ['q', 8],
  ['Q', 8],
  ['n', 8],
  ['N', 8],
  ['f', 4],
  ['d', 8],
  ['e', 2],
  ['P', 8],
]);

/** The one character of a native format, with or without `@`; null for other formats. */
export function nativeCode(format: string): string | null {
  const code = format.startsWith('@') ? format.slice(1) : format;
  return SIZES.has(code) ? code : null;
}

/** Bytes of an element of a native format. */
export function itemSize(code: string): number {
  return SIZES.get(code) as number;
}

/** The format's character; NotImplementedError for formats that memoryview cannot read. */
export function supportedCode(format: string): string {
  const code = nativeCode(format);
  if (code === null) throw error(NotImplementedError, `memoryview: unsupported format ${format}`);
  return code;
}

/** The number that the sixteen bits of half precision mean. */
export function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** The sixteen bits of the nearest half-precision number (ties to even), or -1 when it is too large. */
export function halfBits(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (magnitude === Infinity) return sign | 0x7c00;
  if (magnitude >= 65520) return -1;
  if (magnitude === 0) return sign;
  const exponent = Math.max(-14, Math.floor(Math.log2(magnitude)));
  for (const e of [exponent, exponent - 1, exponent + 1]) {
    if (e < -14) continue;
    const scaled = magnitude / 2 ** (e - 10);
    if (e > -14 && (scaled < 1024 || scaled >= 2048)) continue;
    const floor = Math.floor(scaled);
    const rest = scaled - floor;
    const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
    return sign | (rounded + (e + 14) * 1024);
  }
  return sign;
}

/** The element at a place. */
export function unpackItem(data: Uint8Array, at: number, code: string): Value {
  if (code === 'B') return data[at] as number;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  switch (code) {
    case 'c':
      return new PyBytes(data.slice(at, at + 1));
    case 'b':
      return view.getInt8(at);
    case '?':
      return view.getUint8(at) !== 0;
    case 'h':
      return view.getInt16(at, true);
    case 'H':
      return view.getUint16(at, true);
    case 'i':
      return view.getInt32(at, true);
    case 'I':
      return view.getUint32(at, true);
    case 'l':
    case 'q':
    case 'n':
      return canonicalInt(view.getBigInt64(at, true));
    case 'f':
      return new PyFloat(view.getFloat32(at, true));
    case 'd':
      return new PyFloat(view.getFloat64(at, true));
    case 'e':
      return new PyFloat(half(view.getUint16(at, true)));
    default:
      return canonicalInt(view.getBigUint64(at, true));
  }
}

const RANGES: ReadonlyMap<string, readonly [low: bigint, high: bigint]> = new Map(
  [...SIZES]
    .filter(([code]) => !'c?fdeP'.includes(code))
    .map(([code, size]) => {
      const bits = BigInt(size * 8);
      const unsigned = code === code.toUpperCase();
      return [code, unsigned ? [0n, (1n << bits) - 1n] : [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n]];
    }),
);

/** Turn errors of conversion into those that name the format. */
function converted<T>(code: string, convert: () => T): T {
  try {
    return convert();
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
    const type = reason.exception.type;
    if (type.isSubtypeOf(PyTypeError)) throw typeError(`memoryview: invalid type for format '${code}'`);
    if (type.isSubtypeOf(OverflowError)) throw invalidValue(code);
    throw reason;
  }
}

function invalidValue(code: string): Raised {
  return valueError(`memoryview: invalid value for format '${code}'`);
}

/** An element as the bytes of its format. Runs `__index__` and `__float__`, so it must be called before the store. */
export function packItem(vm: Runtime, value: Value, code: string): Uint8Array {
  const out = new Uint8Array(itemSize(code));
  const view = new DataView(out.buffer);
  switch (code) {
    case 'c':
      if (!(value instanceof PyBytes)) throw typeError("memoryview: invalid type for format 'c'");
      if (value.data.length !== 1) throw invalidValue('c');
      out[0] = value.data[0] as number;
      return out;
    case '?':
      out[0] = isTrue(vm, value) ? 1 : 0;
      return out;
    case 'f':
    case 'd':
    case 'e': {
      const double = converted(code, () => asDouble(vm, value));
      if (code === 'f') view.setFloat32(0, double, true);
      else if (code === 'd') view.setFloat64(0, double, true);
      else {
        const bits = halfBits(double);
        if (bits < 0) throw invalidValue(code);
        view.setUint16(0, bits, true);
      }
      return out;
    }
  }
  const int = BigInt(converted(code, () => index(vm, value)));
  const range = RANGES.get(code);
  if (range !== undefined ? int < range[0] || int > range[1] : int >= 1n << 64n || int < -(1n << 63n)) {
    throw invalidValue(code);
  }
  const bits = BigInt.asUintN(64, int);
  for (let i = 0; i < out.length; i++) out[i] = Number((bits >> BigInt(8 * i)) & 0xffn);
  return out;
}
