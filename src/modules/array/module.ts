/** This file declares the module `array`. */
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { canonicalInt } from '../../objects/types/slice.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { strFromCodePoints } from '../../values/str.js';
import { PyType } from '../../values/type.js';
import { arrayType } from './array.js';
import { makeArray, typecodeArgument } from './array-type.js';
import { type ElementKind, kindOf, TYPECODES } from './elements.js';

/** How a pickled array's elements are stored: by machine format code. */
interface MachineFormat {
  readonly size: number;
  readonly read: (view: DataView, at: number, little: boolean) => Value;
  /** The typecodes of arrays that such integers fit in, the best first. */
  readonly codes: string;
}

const integer = (size: number, codes: string, read: MachineFormat['read']): MachineFormat => ({ size, codes, read });

/** Two codes each: the even or lower one little-endian, the other big-endian; the first two are single bytes. */
const FORMATS: readonly MachineFormat[] = [
  integer(2, 'H', (view, at, little) => view.getUint16(at, little)),
  integer(2, 'h', (view, at, little) => view.getInt16(at, little)),
  integer(4, 'I', (view, at, little) => view.getUint32(at, little)),
  integer(4, 'i', (view, at, little) => view.getInt32(at, little)),
  integer(8, 'LQ', (view, at, little) => canonicalInt(view.getBigUint64(at, little))),
  integer(8, 'lq', (view, at, little) => canonicalInt(view.getBigInt64(at, little))),
  { size: 4, codes: '', read: (view, at, little) => new PyFloat(view.getFloat32(at, little)) },
  { size: 8, codes: '', read: (view, at, little) => new PyFloat(view.getFloat64(at, little)) },
];

function reconstruct(vm: Runtime, type: Value, typecode: Value, machine: number, items: Value): Value {
  if (!(type instanceof PyType)) throw typeError(`first argument must be a type object, not ${typeOf(type).name}`);
  if (!type.isSubtypeOf(arrayType)) throw typeError(`${type.name} is not a subtype of ${arrayType.name}`);
  const kind = kindOf(typecodeArgument('_array_reconstructor', 2, typecode));
  if (kind === undefined) throw valueError('second argument must be a valid type code');
  if (machine < 0 || machine > 21) throw valueError('third argument must be a valid machine format code.');
  if (!(items instanceof PyBytes)) throw typeError(`fourth argument should be bytes, not ${typeOf(items).name}`);
  vm.chargeMemory(items.data.length);
  vm.chargeFuel(items.data.length >> 2);
  if (machine === kind.machine) return fromBytes(type, kind, items.data);
  if (machine >= 18) return fromText(vm, type, kind, machine, items.data);
  if (machine < 2) return fromBytes(type, kindOf(machine === 0 ? 'B' : 'b') as ElementKind, items.data);
  const format = FORMATS[(machine - 2) >> 1] as MachineFormat;
  const target =
    format.codes === '' || format.codes.includes(kind.code) ? kind : (kindOf(format.codes.charAt(0)) as ElementKind);
  return convertItems(vm, type, target, format, machine % 2 === 0, items.data);
}

function fromBytes(type: PyType, kind: ElementKind, data: Uint8Array): Value {
  if (data.length % kind.size !== 0) throw valueError('bytes length not a multiple of item size');
  return makeArray(type, kind, data.slice());
}

function convertItems(
  vm: Runtime,
  type: PyType,
  kind: ElementKind,
  format: MachineFormat,
  little: boolean,
  data: Uint8Array,
): Value {
  if (data.length % format.size !== 0) throw valueError('string length not a multiple of item size');
  const array = makeArray(type, kind, new Uint8Array(0));
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  for (let at = 0; at < data.length; at += format.size) {
    array.append(vm, kind.convert(vm, format.read(view, at, little)));
  }
  return array;
}

/** UTF-16 (18, 19) or UTF-32 (20, 21), each in both byte orders. */
function fromText(vm: Runtime, type: PyType, kind: ElementKind, machine: number, data: Uint8Array): Value {
  const little = machine % 2 === 0;
  const size = machine < 20 ? 2 : 4;
  if (data.length % size !== 0) throw valueError('string length not a multiple of item size');
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const array = makeArray(type, kind, new Uint8Array(0));
  const read = (at: number): number => (size === 2 ? view.getUint16(at, little) : view.getUint32(at, little));
  for (let at = 0; at < data.length; at += size) {
    let point = read(at);
    const isPair = size === 2 && point >= 0xd800 && point < 0xdc00 && at + 2 < data.length;
    if (isPair && read(at + 2) >= 0xdc00 && read(at + 2) < 0xe000) {
      at += 2;
      point = 0x10000 + ((point - 0xd800) << 10) + (read(at) - 0xdc00);
    }
    array.append(vm, kind.convert(vm, strFromCodePoints(Uint32Array.of(point))));
  }
  return array;
}

/** `array`. */
export const arrayModule = defineModule({
  name: 'array',
  doc: 'Arrays of numbers and characters of one machine type.',
  functions: [
    nativeFunction(
      '_array_reconstructor($module, arraytype, typecode, mformat_code: int, items,\n                     /)',
      'Internal. Used for pickling support.',
      reconstruct,
    ),
  ],
  constants: [['typecodes', TYPECODES]],
  types: [
    ['array', arrayType],
    ['ArrayType', arrayType],
  ],
});
