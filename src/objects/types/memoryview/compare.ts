/** This file compares and hashes memoryviews. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { NotImplemented } from '../../../values/singletons.js';
import { type CompareOp, EQ, NE } from '../../../values/type.js';
import { copyBytes, getBuffer, PyBUF_FULL_RO, type PyBuffer } from '../../buffer.js';
import { latin1Text } from '../../codecs/byte-builder.js';
import { typeOf } from '../../core-types.js';
import { valueError } from '../../errors.js';
import { Raised } from '../../exceptions/raised.js';
import { equals } from '../../operations/compare.js';
import { hash } from '../../operations/hash.js';
import { nativeCode, unpackItem } from './items.js';
import { PyMemoryView } from './memoryview.js';

/** Visit the offsets of all elements in C order until `visit` answers false. */
export function everyOffset(view: PyBuffer, visit: (offset: number, index: number) => boolean): boolean {
  let index = 0;
  const walk = (dimension: number, offset: number): boolean => {
    if (dimension === view.ndim) return visit(offset, index++);
    const count = view.shape[dimension] as number;
    for (let i = 0; i < count; i++) {
      if (!walk(dimension + 1, offset + i * (view.strides[dimension] as number))) return false;
    }
    return true;
  };
  return walk(0, view.offset);
}

function sameShape(a: PyBuffer, b: PyBuffer): boolean {
  if (a.ndim !== b.ndim) return false;
  for (let i = 0; i < a.ndim; i++) {
    if (a.shape[i] !== b.shape[i]) return false;
    if (a.shape[i] === 0) break;
  }
  return true;
}

function equalViews(vm: Runtime, a: PyBuffer, b: PyBuffer): boolean {
  if (!sameShape(a, b)) return false;
  const codeA = nativeCode(a.format);
  const codeB = nativeCode(b.format);
  if (codeA === null || codeB === null) return false;
  const offsets: number[] = [];
  vm.chargeFuel(a.nbytes / a.itemsize);
  vm.chargeMemory((a.nbytes / a.itemsize) * 8);
  everyOffset(b, (offset) => {
    offsets.push(offset);
    return true;
  });
  return everyOffset(a, (offset, i) => {
    const x = unpackItem(a.data, offset, codeA);
    const y = unpackItem(b.data, offsets[i] as number, codeB);
    return typeof x === 'number' && typeof y === 'number' ? x === y : equals(vm, x, y);
  });
}

const isReleased = (value: Value): boolean =>
  value instanceof PyMemoryView && (value.released || value.managed.exports === 0);

/** `tp_richcompare`: only equality. */
export function compareViews(vm: Runtime, a: Value, b: Value, op: CompareOp): Value {
  if (op !== EQ && op !== NE) return NotImplemented;
  if (isReleased(a) || isReleased(b)) return (a === b) === (op === EQ);
  if (typeOf(b).bf_getbuffer === null) return NotImplemented;
  let other: PyBuffer;
  try {
    other = getBuffer(vm, b, PyBUF_FULL_RO);
  } catch (reason) {
    if (reason instanceof Raised) return NotImplemented;
    throw reason;
  }
  try {
    return equalViews(vm, (a as PyMemoryView).view, other) === (op === EQ);
  } finally {
    other.release(vm);
  }
}

/** `hash(view)`: of read-only bytes, equal to the hash of the bytes object. */
export function hashView(vm: Runtime, self: PyMemoryView): number | bigint {
  const view = self.view;
  if (!view.readonly) throw valueError('cannot hash writable memoryview object');
  if (!['B', 'b', 'c'].includes(nativeCode(view.format) ?? '')) {
    throw valueError("memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
  }
  hash(vm, view.owner);
  return vm.hashStr(latin1Text(copyBytes(vm, view)));
}
