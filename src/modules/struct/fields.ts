/** This file writes and reads the values of struct formats. */
import { PyIntSubclass } from '../../objects/core-types.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { asDouble } from '../../objects/native/convert.js';
import { lookupSpecial } from '../../objects/operations/attributes.js';
import { hasIndex, index } from '../../objects/operations/index.js';
import { isTrue } from '../../objects/operations/truth.js';
import { PyByteArray } from '../../objects/types/bytes/bytearray-object.js';
import { dataOf } from '../../objects/types/bytes/shared.js';
import { half, halfBits } from '../../objects/types/memoryview/items.js';
import { PyComplex, PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { type Field, floatTooLarge, type Layout, structError } from './layout.js';

const isInt = (value: Value): boolean =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  typeof value === 'boolean' ||
  value instanceof PyIntSubclass;

function intOf(vm: Runtime, value: Value): number | bigint {
  if (!hasIndex(value)) throw structError('required argument is not an integer');
  return index(vm, value);
}

function doubleOf(vm: Runtime, value: Value): number {
  if (value instanceof PyFloat) return value.value;
  try {
    return asDouble(vm, value);
  } catch (reason) {
    if (reason instanceof Raised) throw structError('required argument is not a float');
    throw reason;
  }
}

function complexOf(vm: Runtime, value: Value): PyComplex {
  if (value instanceof PyComplex) return value;
  try {
    const convert = lookupSpecial(vm, value, '__complex__');
    const result = convert === undefined ? new PyComplex(asDouble(vm, value), 0) : vm.call0(convert);
    if (result instanceof PyComplex) return result;
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
  }
  throw structError('required argument is not a complex');
}

/** The smallest and the largest value of an integer field. */
function bounds(field: Field): [bigint, bigint] {
  const bits = BigInt(8 * field.size);
  return field.kind === 'int' ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
}

/** Writes values into memory as a layout says. */
export class Packer {
  private readonly view: DataView;

  constructor(
    private readonly vm: Runtime,
    private readonly layout: Layout,
    private readonly memory: Uint8Array,
    private readonly start: number,
  ) {
    this.view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
  }

  /** Write one value for each place of the layout; padding becomes zero. */
  pack(values: readonly Value[]): void {
    this.memory.fill(0, this.start, this.start + this.layout.size);
    let n = 0;
    for (const field of this.layout.fields) {
      let at = this.start + field.offset;
      for (let i = 0; i < field.count; i++) {
        this.write(field, at, values[n++] as Value);
        at += field.size;
      }
    }
  }

  private write(field: Field, at: number, value: Value): void {
    const { vm, view } = this;
    switch (field.kind) {
      case 'int':
      case 'uint':
      case 'pointer':
        this.writeInt(field, at, value);
        return;
      case 'bool':
        view.setUint8(at, isTrue(vm, value) ? 1 : 0);
        return;
      case 'char':
        if (!(value instanceof PyBytes) || value.data.length !== 1) {
          throw structError('char format requires a bytes object of length 1');
        }
        view.setUint8(at, value.data[0] as number);
        return;
      case 'bytes':
      case 'pascal':
        this.writeBytes(field, at, value);
        return;
      case 'complex': {
        const { real, imag } = complexOf(vm, value);
        const size = field.size / 2;
        this.writeFloat(field, size, at, real, value);
        this.writeFloat(field, size, at + size, imag, value);
        return;
      }
      default:
        this.writeFloat(field, field.size, at, doubleOf(vm, value), value);
        return;
    }
  }

  private writeInt(field: Field, at: number, value: Value): void {
    const { view } = this;
    const little = this.layout.littleEndian;
    const number = typeof value === 'number' ? value : intOf(this.vm, value);
    if (field.size < 8) {
      const bits = 8 * field.size;
      const low = field.kind === 'int' ? -(2 ** (bits - 1)) : 0;
      const high = field.kind === 'int' ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
      if (typeof number === 'bigint' || number < low || number > high) throw this.outOfRange(field);
      if (bits === 8) view.setUint8(at, number);
      else if (bits === 16) view.setUint16(at, number, little);
      else view.setUint32(at, number, little);
      return;
    }
    const big = BigInt(number);
    const [low, high] = bounds(field);
    if (field.kind === 'pointer') {
      // A pointer takes negative numbers as C's cast does.
      if (big > high || big < -(1n << 63n)) throw structError('int too large to convert');
    } else if (big < low || big > high) throw this.outOfRange(field);
    view.setBigUint64(at, BigInt.asUintN(64, big), little);
  }

  private outOfRange(field: Field): Raised {
    const [low, high] = bounds(field);
    return structError(`'${field.char}' format requires ${low} <= number <= ${high}`);
  }

  private writeFloat(field: Field, size: number, at: number, number: number, value: Value): void {
    const { view } = this;
    const little = this.layout.littleEndian;
    if (size === 8) {
      view.setFloat64(at, number, little);
      return;
    }
    if (size === 4) {
      if (Number.isFinite(number) && !Number.isFinite(Math.fround(number))) throw this.tooLarge(field, value);
      view.setFloat32(at, number, little);
      return;
    }
    const bits = halfBits(number);
    if (bits < 0) throw this.tooLarge(field, value);
    view.setUint16(at, bits, little);
  }

  private tooLarge(field: Field, value: Value): Raised {
    return isInt(value)
      ? structError('int too large to convert')
      : floatTooLarge(field.char === 'F' ? 'f' : field.char);
  }

  private writeBytes(field: Field, at: number, value: Value): void {
    if (!(value instanceof PyBytes || value instanceof PyByteArray)) {
      throw structError(`argument for '${field.char}' must be a bytes object`);
    }
    const data = dataOf(value);
    if (field.kind === 'bytes') {
      this.memory.set(data.subarray(0, field.size), at);
      return;
    }
    if (field.size === 0) return;
    const length = Math.min(data.length, field.size - 1);
    this.memory.set(data.subarray(0, length), at + 1);
    this.memory[at] = Math.min(length, 255);
  }
}

function readInt(view: DataView, field: Field, at: number, little: boolean): Value {
  const signed = field.kind === 'int';
  switch (field.size) {
    case 1:
      return signed ? view.getInt8(at) : view.getUint8(at);
    case 2:
      return signed ? view.getInt16(at, little) : view.getUint16(at, little);
    case 4:
      return signed ? view.getInt32(at, little) : view.getUint32(at, little);
    default: {
      const big = signed ? view.getBigInt64(at, little) : view.getBigUint64(at, little);
      const number = Number(big);
      return Number.isSafeInteger(number) ? number : big;
    }
  }
}

function readFloat(view: DataView, size: number, at: number, little: boolean): number {
  if (size === 8) return view.getFloat64(at, little);
  return size === 4 ? view.getFloat32(at, little) : half(view.getUint16(at, little));
}

function readOne(view: DataView, memory: Uint8Array, field: Field, at: number, little: boolean): Value {
  switch (field.kind) {
    case 'int':
    case 'uint':
    case 'pointer':
      return readInt(view, field, at, little);
    case 'bool':
      return memory[at] !== 0;
    case 'char':
      return new PyBytes(memory.slice(at, at + 1));
    case 'bytes':
      return new PyBytes(memory.slice(at, at + field.size));
    case 'pascal': {
      if (field.size === 0) return new PyBytes(new Uint8Array(0));
      const length = Math.min(memory[at] as number, field.size - 1);
      return new PyBytes(memory.slice(at + 1, at + 1 + length));
    }
    case 'complex': {
      const size = field.size / 2;
      return new PyComplex(readFloat(view, size, at, little), readFloat(view, size, at + size, little));
    }
    default:
      return new PyFloat(readFloat(view, field.size, at, little));
  }
}

/** The values that stand in memory from `start` on. */
export function unpackFields(vm: Runtime, layout: Layout, memory: Uint8Array, start: number): Value[] {
  vm.chargeFuel(1 + (layout.count >> 2) + (layout.size >> 6));
  vm.chargeMemory(16 * layout.count + layout.size);
  const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
  const values: Value[] = [];
  for (const field of layout.fields) {
    let at = start + field.offset;
    for (let i = 0; i < field.count; i++) {
      values.push(readOne(view, memory, field, at, layout.littleEndian));
      at += field.size;
    }
  }
  return values;
}
