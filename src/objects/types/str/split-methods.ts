/** This file declares the methods of str that take strings apart and put them together. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyTuple } from '../../../values/sequences.js';
import { None } from '../../../values/singletons.js';
import { codePointAt, type Str } from '../../../values/str.js';
import { typeOf } from '../../core-types.js';
import { memoryError, overflowError, typeError, valueError } from '../../errors.js';
import { Raised } from '../../exceptions/raised.js';
import { TypeError as PyTypeError } from '../../exceptions/types.js';
import { method, type NativeDef } from '../../native/native-def.js';
import { toArray } from '../../operations/iteration.js';
import { asStr, concat, findLastStr, findStr, sliceStr, strBytes } from '../../strings.js';
import { isLineBreak, isSpace } from '../../unicode/character-type.js';
import { PyList } from '../list/list.js';
import { chargeLoop, chargeScan, chargeSearch, shownType } from './arguments.js';

/** What a piece is charged for beside its place in the list: the host's string header. */
const PIECE_BYTES = 24;

function separator(sep: Value): Str | null {
  if (sep === None) return null;
  const text = asStr(sep);
  if (text === undefined) throw typeError(`must be str or None, not ${typeOf(sep).name}`);
  if (text.length === 0) throw valueError('empty separator');
  return text;
}

/** Pieces that are paid for at one go. */
const PIECES_AT_ONCE = 4096;

/** Add a piece; many are paid for as they come, so that a text cannot become more pieces than there is memory for. */
function addPiece(vm: Runtime, out: Str[], piece: Str): void {
  out.push(piece);
  if (out.length % PIECES_AT_ONCE === 0) {
    vm.chargeFuel(PIECES_AT_ONCE);
    vm.chargeMemory(PIECES_AT_ONCE * (16 + PIECE_BYTES));
  }
}

/** Split at white space from the left, at most `max` times. */
export function splitWhitespace(vm: Runtime, text: Str, max: number): Str[] {
  const out: Str[] = [];
  const n = text.length;
  let i = 0;
  for (;;) {
    while (i < n && isSpace(codePointAt(text, i))) i++;
    if (i === n) return out;
    if (out.length >= max) break;
    const start = i;
    while (i < n && !isSpace(codePointAt(text, i))) i++;
    addPiece(vm, out, sliceStr(text, start, i));
  }
  // The rest keeps its trailing white space: the limit, not the text, ended the search.
  addPiece(vm, out, sliceStr(text, i, n));
  return out;
}

function rsplitWhitespace(vm: Runtime, text: Str, max: number): Str[] {
  const out: Str[] = [];
  let i = text.length;
  for (;;) {
    while (i > 0 && isSpace(codePointAt(text, i - 1))) i--;
    if (i === 0) break;
    if (out.length >= max) {
      addPiece(vm, out, sliceStr(text, 0, i));
      break;
    }
    const end = i;
    while (i > 0 && !isSpace(codePointAt(text, i - 1))) i--;
    addPiece(vm, out, sliceStr(text, i, end));
  }
  return out.reverse();
}

function splitAt(vm: Runtime, text: Str, sep: Str, max: number): Str[] {
  const out: Str[] = [];
  let start = 0;
  while (out.length < max) {
    const at = findStr(text, sep, start, text.length);
    if (at < 0) break;
    addPiece(vm, out, sliceStr(text, start, at));
    start = at + sep.length;
  }
  addPiece(vm, out, sliceStr(text, start, text.length));
  return out;
}

function rsplitAt(vm: Runtime, text: Str, sep: Str, max: number): Str[] {
  const out: Str[] = [];
  let end = text.length;
  while (out.length < max) {
    const at = findLastStr(text, sep, 0, end);
    if (at < 0) break;
    addPiece(vm, out, sliceStr(text, at + sep.length, end));
    end = at;
  }
  addPiece(vm, out, sliceStr(text, 0, end));
  return out.reverse();
}

function chargePieces(vm: Runtime, text: Str, pieces: readonly Str[]): PyList {
  const unpaid = pieces.length % PIECES_AT_ONCE;
  vm.chargeFuel(unpaid);
  vm.chargeMemory(strBytes(text) + unpaid * (8 + PIECE_BYTES));
  return new PyList(pieces as Value[] as never);
}

/** Charged before the work; pieces are charged for once they are counted. */
function chargeSplit(vm: Runtime, text: Str, by: Str | null): void {
  chargeLoop(vm, text.length);
  if (by !== null) chargeSearch(vm, text.length, by.length);
}

function splitLines(vm: Runtime, text: Str, keepEnds: boolean): Str[] {
  const out: Str[] = [];
  const n = text.length;
  let start = 0;
  for (let i = 0; i < n; ) {
    const point = codePointAt(text, i);
    if (!isLineBreak(point)) {
      i++;
      continue;
    }
    let next = i + 1;
    if (point === 13 && next < n && codePointAt(text, next) === 10) next++;
    addPiece(vm, out, sliceStr(text, start, keepEnds ? next : i));
    start = next;
    i = next;
  }
  if (start < n) addPiece(vm, out, sliceStr(text, start, n));
  return out;
}

function partitionSeparator(sep: Value): Str {
  const text = asStr(sep);
  if (text === undefined)
    throw typeError(`must be str, not ${shownType(sep) === 'None' ? 'NoneType' : typeOf(sep).name}`);
  if (text.length === 0) throw valueError('empty separator');
  return text;
}

/** `sep.join(items)` for strs that were checked; charges memory. */
export function joinStrs(vm: Runtime, sep: Str, parts: readonly Str[]): Str {
  let total = sep.length * Math.max(0, parts.length - 1);
  let wide = typeof sep !== 'string' && parts.length > 1;
  for (const part of parts) {
    total += part.length;
    if (typeof part !== 'string') wide = true;
  }
  if (total > 2 ** 50) throw overflowError('join() result is too long for a Python string');
  vm.chargeMemory(wide ? total * 4 : total);
  chargeScan(vm, total);
  if (!wide && typeof sep === 'string') {
    if (total > 0x1fffffe8) throw memoryError();
    return (parts as readonly string[]).join(sep);
  }
  if (sep.length === 0) return concat(parts);
  const all: Str[] = [];
  for (let i = 0; i < parts.length; i++) {
    if (i > 0) all.push(sep);
    all.push(parts[i] as Str);
  }
  return concat(all);
}

function joinIterable(vm: Runtime, sep: Str, iterable: Value): Value {
  let items: readonly Value[];
  if (iterable instanceof PyList && iterable.constructor === PyList) items = iterable.items;
  else if (iterable instanceof PyTuple && iterable.constructor === PyTuple) items = iterable.items;
  else {
    try {
      items = toArray(vm, iterable);
    } catch (reason) {
      // PySequence_Fast words the error of an object that cannot be iterated over, and only that one.
      const type = typeOf(iterable);
      if (
        reason instanceof Raised &&
        reason.exception.type === PyTypeError &&
        type.tp_iter === null &&
        type.sq_item === null
      ) {
        throw typeError('can only join an iterable');
      }
      throw reason;
    }
  }
  vm.chargeFuel(items.length >> 1);
  if (items.length === 1 && asStr(items[0] as Value) === items[0]) return items[0] as Value;
  const parts: Str[] = new Array(items.length);
  for (let i = 0; i < items.length; i++) {
    const part = asStr(items[i] as Value);
    if (part === undefined) {
      throw typeError(`sequence item ${i}: expected str instance, ${typeOf(items[i] as Value).name} found`);
    }
    parts[i] = part;
  }
  return joinStrs(vm, sep, parts);
}

const limit = (max: number): number => (max < 0 ? Number.MAX_SAFE_INTEGER : max);

/** split, splitlines, partition, join and their kin. */
export const splitMethods: readonly NativeDef[] = [
  method(
    'split($self, /, sep=None, maxsplit: ssize=-1)',
    'List of the words of the string, separated by sep (white space when it is None).',
    (vm: Runtime, self: Value, sep: Value, maxsplit: number) => {
      const text = asStr(self) as Str;
      const by = separator(sep);
      chargeSplit(vm, text, by);
      return chargePieces(
        vm,
        text,
        by === null ? splitWhitespace(vm, text, limit(maxsplit)) : splitAt(vm, text, by, limit(maxsplit)),
      );
    },
  ),
  method(
    'rsplit($self, /, sep=None, maxsplit: ssize=-1)',
    'Like split, but splits are made from the end.',
    (vm: Runtime, self: Value, sep: Value, maxsplit: number) => {
      const text = asStr(self) as Str;
      const by = separator(sep);
      chargeSplit(vm, text, by);
      return chargePieces(
        vm,
        text,
        by === null ? rsplitWhitespace(vm, text, limit(maxsplit)) : rsplitAt(vm, text, by, limit(maxsplit)),
      );
    },
  ),
  method(
    'join($self, iterable, /)',
    'The strings of the iterable, this string between them.',
    (vm: Runtime, self: Value, iterable: Value) => joinIterable(vm, asStr(self) as Str, iterable),
  ),
  method(
    'partition($self, sep, /)',
    'Split in three: before the first separator, the separator, the rest.',
    (vm: Runtime, self: Value, sep: Value) => {
      const text = asStr(self) as Str;
      const by = partitionSeparator(sep);
      chargeSearch(vm, text.length, by.length);
      const at = findStr(text, by, 0, text.length);
      if (at < 0) return new PyTuple([text, '', '']);
      return new PyTuple([sliceStr(text, 0, at), by, sliceStr(text, at + by.length, text.length)]);
    },
  ),
  method(
    'rpartition($self, sep, /)',
    'Split in three at the last separator.',
    (vm: Runtime, self: Value, sep: Value) => {
      const text = asStr(self) as Str;
      const by = partitionSeparator(sep);
      chargeSearch(vm, text.length, by.length);
      const at = findLastStr(text, by, 0, text.length);
      if (at < 0) return new PyTuple(['', '', text]);
      return new PyTuple([sliceStr(text, 0, at), by, sliceStr(text, at + by.length, text.length)]);
    },
  ),
  method(
    'splitlines($self, /, keepends: bool=False)',
    'List of the lines of the string, without their ends unless keepends is true.',
    (vm: Runtime, self: Value, keepEnds: boolean) => {
      const text = asStr(self) as Str;
      chargeSplit(vm, text, null);
      return chargePieces(vm, text, splitLines(vm, text, keepEnds));
    },
  ),
];
