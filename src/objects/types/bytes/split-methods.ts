/** This file declares the methods of bytes that take bytes apart and put them together. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyBytes, PyTuple } from '../../../values/sequences.js';
import { None } from '../../../values/singletons.js';
import { asBytes, bufferBytes, getBuffer, PyBUF_SIMPLE, type PyBuffer } from '../../buffer.js';
import { typeOf } from '../../core-types.js';
import { overflowError, typeError, valueError } from '../../errors.js';
import { method, type NativeDef } from '../../native/native-def.js';
import { toArray } from '../../operations/iteration.js';
import { findLastUnits, findUnits } from '../../search.js';
import { PyList } from '../list/list.js';
import { chargeLoop, chargeSearch } from '../str/arguments.js';
import { PyByteArray } from './bytearray-object.js';
import { allocate } from './pad-methods.js';
import { type BytesLike, dataOf, isSpaceByte, result, unchanged } from './shared.js';

/** What a piece is charged for beside its bytes. */
const PIECE_BYTES = 40;

/** Cuts pieces out of bytes; the order of pieces found from the end is turned round. */
class Pieces {
  private readonly ranges: number[] = [];

  get count(): number {
    return this.ranges.length >> 1;
  }

  add(start: number, end: number): void {
    this.ranges.push(start, end);
  }

  finish(vm: Runtime, self: BytesLike, reversed: boolean): PyList {
    const data = dataOf(self);
    vm.chargeFuel(this.count);
    vm.chargeMemory(data.length + this.count * PIECE_BYTES);
    const out: Value[] = [];
    for (let i = 0; i < this.ranges.length; i += 2) {
      out.push(result(self, data.slice(this.ranges[i] as number, this.ranges[i + 1] as number)));
    }
    return new PyList(reversed ? out.reverse() : out);
  }
}

function splitWhitespace(data: Uint8Array, max: number): Pieces {
  const pieces = new Pieces();
  const n = data.length;
  let i = 0;
  for (;;) {
    while (i < n && isSpaceByte(data[i] as number)) i++;
    if (i === n) return pieces;
    if (pieces.count >= max) break;
    const start = i;
    while (i < n && !isSpaceByte(data[i] as number)) i++;
    pieces.add(start, i);
  }
  pieces.add(i, n);
  return pieces;
}

function rsplitWhitespace(data: Uint8Array, max: number): Pieces {
  const pieces = new Pieces();
  let i = data.length;
  for (;;) {
    while (i > 0 && isSpaceByte(data[i - 1] as number)) i--;
    if (i === 0) return pieces;
    if (pieces.count >= max) break;
    const end = i;
    while (i > 0 && !isSpaceByte(data[i - 1] as number)) i--;
    pieces.add(i, end);
  }
  pieces.add(0, i);
  return pieces;
}

function splitAt(data: Uint8Array, sep: Uint8Array, max: number): Pieces {
  const pieces = new Pieces();
  let start = 0;
  while (pieces.count < max) {
    const at = findUnits(data, sep, start, data.length);
    if (at < 0) break;
    pieces.add(start, at);
    start = at + sep.length;
  }
  pieces.add(start, data.length);
  return pieces;
}

function rsplitAt(data: Uint8Array, sep: Uint8Array, max: number): Pieces {
  const pieces = new Pieces();
  let end = data.length;
  while (pieces.count < max) {
    const at = findLastUnits(data, sep, 0, end);
    if (at < 0) break;
    pieces.add(at + sep.length, end);
    end = at;
  }
  pieces.add(0, end);
  return pieces;
}

function splitMethod(name: 'split' | 'rsplit', doc: string): NativeDef {
  const isRight = name === 'rsplit';
  return method(
    `${name}($self, /, sep=None, maxsplit: ssize=-1)`,
    doc,
    (vm: Runtime, self: BytesLike, sep: Value, maxsplit: number) => {
      const max = maxsplit < 0 ? Number.MAX_SAFE_INTEGER : maxsplit;
      const data = dataOf(self);
      chargeLoop(vm, data.length);
      let pieces: Pieces;
      if (sep === None) pieces = isRight ? rsplitWhitespace(data, max) : splitWhitespace(data, max);
      else {
        const by = asBytes(vm, sep);
        if (by.length === 0) throw valueError('empty separator');
        chargeSearch(vm, data.length * 2, by.length);
        pieces = isRight ? rsplitAt(data, by, max) : splitAt(data, by, max);
      }
      return pieces.finish(vm, self, isRight);
    },
  );
}

function splitLines(data: Uint8Array, keepEnds: boolean): Pieces {
  const pieces = new Pieces();
  const n = data.length;
  let start = 0;
  for (let i = 0; i < n; ) {
    const byte = data[i] as number;
    if (byte !== 10 && byte !== 13) {
      i++;
      continue;
    }
    const next = byte === 13 && data[i + 1] === 10 ? i + 2 : i + 1;
    pieces.add(start, keepEnds ? next : i);
    start = next;
    i = next;
  }
  if (start < n) pieces.add(start, n);
  return pieces;
}

function partitionMethod(name: 'partition' | 'rpartition', doc: string): NativeDef {
  const isRight = name === 'rpartition';
  return method(`${name}($self, sep, /)`, doc, (vm: Runtime, self: BytesLike, sep: Value) => {
    const by = asBytes(vm, sep);
    if (by.length === 0) throw valueError('empty separator');
    const data = dataOf(self);
    chargeSearch(vm, data.length * 2, by.length);
    vm.chargeMemory(data.length + 3 * PIECE_BYTES);
    const at = (isRight ? findLastUnits : findUnits)(data, by, 0, data.length);
    const empty = (): Value => result(self, new Uint8Array(0));
    if (at < 0)
      return new PyTuple(isRight ? [empty(), empty(), unchanged(vm, self)] : [unchanged(vm, self), empty(), empty()]);
    // bytes gives back the separator object itself; bytearray a new array each time.
    const middle = self instanceof PyBytes ? sep : new PyByteArray(by.slice());
    return new PyTuple([result(self, data.slice(0, at)), middle, result(self, data.slice(at + by.length))]);
  });
}

function join(vm: Runtime, self: BytesLike, iterable: Value): Value {
  const type = typeOf(iterable);
  if (type.tp_iter === null && type.sq_item === null) throw typeError('can only join an iterable');
  const items = toArray(vm, iterable);
  const sep = dataOf(self);
  if (
    items.length === 1 &&
    self instanceof PyBytes &&
    items[0] instanceof PyBytes &&
    items[0].constructor === PyBytes
  ) {
    return items[0];
  }
  const views: PyBuffer[] = [];
  try {
    const parts: Uint8Array[] = [];
    let total = sep.length * Math.max(0, items.length - 1);
    for (let i = 0; i < items.length; i++) {
      const item = items[i] as Value;
      if (item instanceof PyBytes) parts.push(item.data);
      else {
        if (typeOf(item).bf_getbuffer === null) {
          throw typeError(`sequence item ${i}: expected a bytes-like object, ${typeOf(item).name} found`);
        }
        const view = getBuffer(vm, item, PyBUF_SIMPLE);
        views.push(view);
        parts.push(bufferBytes(view));
      }
      total += (parts[i] as Uint8Array).length;
      if (total > Number.MAX_SAFE_INTEGER) throw overflowError('join() result is too long for bytes');
    }
    const out = allocate(vm, total);
    let at = 0;
    for (let i = 0; i < parts.length; i++) {
      if (i > 0) {
        out.set(sep, at);
        at += sep.length;
      }
      out.set(parts[i] as Uint8Array, at);
      at += (parts[i] as Uint8Array).length;
    }
    return result(self, out);
  } finally {
    for (const view of views) view.release(vm);
  }
}

/** split, splitlines, partition, join and their kin. */
export const splitMethods: readonly NativeDef[] = [
  method(
    'join($self, iterable_of_bytes, /)',
    'The bytes of the iterable, these bytes between them.',
    (vm: Runtime, self: BytesLike, iterable: Value) => join(vm, self, iterable),
  ),
  partitionMethod('partition', 'Split in three: before the first separator, the separator, the rest.'),
  partitionMethod('rpartition', 'Split in three at the last separator.'),
  splitMethod('rsplit', 'Like split, but splits are made from the end.'),
  splitMethod('split', 'List of the sections of the bytes, separated by sep (ASCII white space when it is None).'),
  method(
    'splitlines($self, /, keepends: bool=False)',
    'List of the lines, without their ends unless keepends is true.',
    (vm: Runtime, self: BytesLike, keepEnds: boolean) => {
      const data = dataOf(self);
      chargeLoop(vm, data.length);
      return splitLines(data, keepEnds).finish(vm, self, false);
    },
  ),
];
