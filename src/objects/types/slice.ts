/** This file implements slice objects and what subscripts do with them. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PySlice, PyTuple } from '../../values/sequences.js';
import { None, NotImplemented } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import type { CompareOp } from '../../values/type.js';
import { sliceType } from '../core-types.js';
import { typeError, valueError } from '../errors.js';
import { checkPositional, noKeywords } from '../native/bind.js';
import { defineType } from '../native/define-type.js';
import { member, method } from '../native/native-def.js';
import { hash } from '../operations/hash.js';
import { hasIndex, index, indexToNumber } from '../operations/index.js';
import { reprText } from '../operations/text.js';
import { compareItems } from './sequence-compare.js';
import { tupleHash } from './tuple-hash.js';

/** A slice applied to a sequence: `count` items at `start`, `start + step` and so on. */
export interface SliceBounds {
  readonly start: number;
  /** Where the slice ends after clamping; with step 1 an insertion point even when the slice is empty. */
  readonly stop: number;
  readonly step: number;
  readonly count: number;
}

/** `_PyEval_SliceIndex`: a bound as a number, clamped to the range of safe integers. */
export function sliceIndex(vm: Runtime, value: Value): number {
  if (typeof value === 'number') return value;
  if (!hasIndex(value)) throw typeError('slice indices must be integers or None or have an __index__ method');
  return indexToNumber(vm, value, null);
}

/** The bounds of a slice of a sequence of this length (PySlice_Unpack, PySlice_AdjustIndices). */
export function sliceBounds(vm: Runtime, slice: PySlice, length: number): SliceBounds {
  const unpacked = unpackSlice(vm, slice);
  return adjustBounds(unpacked.start, unpacked.stop, unpacked.step, length);
}

/** The three numbers of a slice, with the defaults that PySlice_Unpack fills in. Runs `__index__` methods. */
export function unpackSlice(vm: Runtime, slice: PySlice): { start: number; stop: number; step: number } {
  let step = 1;
  if (slice.step !== None) {
    step = sliceIndex(vm, slice.step);
    if (step === 0) throw valueError('slice step cannot be zero');
  }
  const max = Number.MAX_SAFE_INTEGER;
  const start = slice.start === None ? (step < 0 ? max : 0) : sliceIndex(vm, slice.start);
  const stop = slice.stop === None ? (step < 0 ? -max : max) : sliceIndex(vm, slice.stop);
  return { start, stop, step };
}

/** Clamp unpacked bounds to a length. */
export function adjustBounds(from: number, to: number, step: number, length: number): SliceBounds {
  const low = step < 0 ? -1 : 0;
  const high = step < 0 ? length - 1 : length;
  const clamp = (at: number): number => {
    const shifted = at < 0 ? at + length : at;
    return Math.max(low, Math.min(shifted, high));
  };
  const start = clamp(from);
  const stop = clamp(to);
  let count = 0;
  if (step < 0 && stop < start) count = Math.floor((start - stop - 1) / -step) + 1;
  else if (step > 0 && start < stop) count = Math.floor((stop - start - 1) / step) + 1;
  return { start, stop, step, count };
}

/** `slice.indices(length)` with integers of any size (PySlice_GetLongIndices). */
export function longBounds(vm: Runtime, slice: PySlice, length: bigint): [start: bigint, stop: bigint, step: bigint] {
  const bound = (value: Value): bigint => {
    if (!hasIndex(value)) throw typeError('slice indices must be integers or None or have an __index__ method');
    return BigInt(index(vm, value));
  };
  const step = slice.step === None ? 1n : bound(slice.step);
  if (step === 0n) throw valueError('slice step cannot be zero');
  const low = step < 0n ? -1n : 0n;
  const high = step < 0n ? length - 1n : length;
  const clamp = (value: Value, fallback: bigint): bigint => {
    if (value === None) return fallback;
    const given = bound(value);
    const at = given < 0n ? given + length : given;
    return at < low ? low : at > high ? high : at;
  };
  const start = clamp(slice.start, step < 0n ? high : low);
  const stop = clamp(slice.stop, step < 0n ? low : high);
  return [start, stop, step];
}

/** A bigint as a canonical int. */
export function canonicalInt(value: bigint): number | bigint {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

function parts(slice: PySlice): { items: readonly Value[] } {
  return { items: [slice.start, slice.stop, slice.step] };
}

defineType(sliceType, {
  doc: 'Create a slice object: the bounds of an extended subscript such as a[0:10:2].',
  slots: {
    tp_new: (_vm, _type, args, kwnames) => {
      noKeywords('slice', kwnames);
      checkPositional('slice', args.length, 1, 3);
      if (args.length === 1) return new PySlice(None, args[0] as Value, None);
      return new PySlice(args[0] as Value, args[1] as Value, args[2] ?? None);
    },
    tp_repr: (vm, self: PySlice) =>
      strFromUtf16(`slice(${reprText(vm, self.start)}, ${reprText(vm, self.stop)}, ${reprText(vm, self.step)})`),
    tp_hash: (vm, self: PySlice) => tupleHash([hash(vm, self.start), hash(vm, self.stop), hash(vm, self.step)], false),
    tp_richcompare: (vm, self: PySlice, other: Value, op: CompareOp) =>
      other instanceof PySlice ? compareItems(vm, parts(self), parts(other), op) : NotImplemented,
  },
  methods: [
    method(
      'indices($self, object, /)',
      'Return (start, stop, stride) of this slice applied to a sequence of the given length.',
      (vm, self: PySlice, object: Value) => {
        const length = index(vm, object);
        if (length < 0) throw valueError('length should not be negative');
        return new PyTuple(longBounds(vm, self, BigInt(length)).map(canonicalInt));
      },
    ),
    method(
      '__reduce__($self, /)',
      'Return state information for pickling.',
      (_vm, self: PySlice) => new PyTuple([sliceType, new PyTuple([self.start, self.stop, self.step])]),
    ),
  ],
  getsets: [
    member('start', null, (_vm, self: PySlice) => self.start),
    member('stop', null, (_vm, self: PySlice) => self.stop),
    member('step', null, (_vm, self: PySlice) => self.step),
  ],
  hasWeakrefs: false,
});
