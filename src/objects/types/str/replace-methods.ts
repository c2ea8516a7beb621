/** This file declares the methods of str that replace parts or characters. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { None } from '../../../values/singletons.js';
import { codePointAt, type Str } from '../../../values/str.js';
import { PyIntSubclass } from '../../core-types.js';
import { memoryError, overflowError, typeError, valueError } from '../../errors.js';
import { Raised } from '../../exceptions/raised.js';
import { LookupError } from '../../exceptions/types.js';
import { checkPositional, noKeywords } from '../../native/bind.js';
import { method, NativeDef } from '../../native/native-def.js';
import { getItem } from '../../operations/containers.js';
import { asStr, concat, findStr, StrBuilder, sliceStr, strBytes, strFromPoint } from '../../strings.js';
import { PyDict } from '../dict/dict.js';
import { chargeLoop, chargeSearch, strArgument } from './arguments.js';
import { countStr } from './search-methods.js';

/** `text.replace(old, new, count)`; a negative count replaces all. Charges what the result takes. */
export function replaceStr(vm: Runtime, text: Str, from: Str, to: Str, count: number): Str {
  const max = count < 0 ? Number.MAX_SAFE_INTEGER : count;
  if (max === 0 || from.length > text.length) return text;
  chargeLoop(vm, text.length);
  chargeSearch(vm, text.length * 2, from.length);
  const found = countStr(text, from, 0, text.length, max);
  if (found === 0) return text;
  const total = text.length + found * (to.length - from.length);
  if (total > 2 ** 53) throw overflowError('replace string is too long');
  const wide = typeof text !== 'string' || typeof to !== 'string';
  vm.chargeMemory(wide ? total * 4 : total);
  chargeLoop(vm, total);
  if (!wide && total > 0x1fffffe8) throw memoryError();
  // When the limit did not cut the count off, all occurrences go, and the host may do it.
  if (!wide && found < max && from.length > 0 && from.length <= 32) {
    return (text as string).split(from as string).join(to as string);
  }
  const parts: Str[] = [];
  if (from.length === 0) {
    for (let i = 0; i < found; i++) {
      parts.push(to);
      if (i < text.length) parts.push(sliceStr(text, i, i + 1));
    }
    if (found < text.length + 1) parts.push(sliceStr(text, found, text.length));
    return concat(parts);
  }
  let start = 0;
  for (let i = 0; i < found; i++) {
    const at = findStr(text, from, start, text.length);
    parts.push(sliceStr(text, start, at), to);
    start = at + from.length;
  }
  parts.push(sliceStr(text, start, text.length));
  return concat(parts);
}

/** What a table gives for a character: undefined keeps it, null deletes it. */
function translateOne(vm: Runtime, table: Value, point: number): Str | null | undefined {
  let mapped: Value;
  try {
    if (table instanceof PyDict && table.constructor === PyDict) {
      const found = table.get(vm, point);
      if (found === undefined) return undefined;
      mapped = found;
    } else mapped = getItem(vm, table, point);
  } catch (reason) {
    if (reason instanceof Raised && reason.exception.type.isSubtypeOf(LookupError)) return undefined;
    throw reason;
  }
  if (mapped === None) return null;
  const text = asStr(mapped);
  if (text !== undefined) return text;
  const number = typeof mapped === 'boolean' ? Number(mapped) : mapped instanceof PyIntSubclass ? mapped.value : mapped;
  if (typeof number !== 'number' && typeof number !== 'bigint') {
    throw typeError('character mapping must return integer, None or str');
  }
  if (number < 0 || number > 0x10ffff) throw valueError('character mapping must be in range(0x110000)');
  return strFromPoint(Number(number));
}

/** `text.translate(table)`. */
export function translateStr(vm: Runtime, text: Str, table: Value): Str {
  chargeLoop(vm, text.length);
  vm.chargeMemory(strBytes(text));
  // A real dict cannot change while it is asked for ints, so what it said of a character holds for the whole text.
  const cache =
    table instanceof PyDict && table.constructor === PyDict ? new Map<number, Str | null | undefined>() : null;
  const out = new StrBuilder();
  let charged = text.length;
  for (let i = 0; i < text.length; i++) {
    const point = codePointAt(text, i);
    let mapped: Str | null | undefined;
    if (cache === null) {
      vm.chargeFuel(2);
      mapped = translateOne(vm, table, point);
    } else if (cache.has(point)) mapped = cache.get(point);
    else {
      mapped = translateOne(vm, table, point);
      cache.set(point, mapped);
    }
    if (mapped === undefined) out.push(point);
    else if (mapped !== null) {
      if (mapped.length > 1 && out.length + mapped.length > charged) {
        const grow = out.length + mapped.length;
        vm.chargeMemory(grow);
        vm.chargeFuel(mapped.length >> 5);
        charged += grow;
      }
      out.add(mapped);
    }
  }
  return out.finish();
}

function makeTrans(vm: Runtime, args: readonly Value[]): Value {
  const table = new PyDict();
  const [x, y, z] = args as [Value, Value | undefined, Value | undefined];
  if (y === undefined) {
    if (!(x instanceof PyDict)) throw typeError('if you give only one argument to maketrans it must be a dict');
    for (let at = x.nextPosition(0); at >= 0; at = x.nextPosition(at + 1)) {
      vm.chargeFuel(1);
      const key = x.keyAt(at);
      const value = x.valueAt(at);
      const text = asStr(key);
      if (text !== undefined) {
        if (text.length !== 1) throw valueError('string keys in translatetable must be of length 1');
        table.set(vm, codePointAt(text, 0), value);
      } else if (
        typeof key === 'number' ||
        typeof key === 'bigint' ||
        typeof key === 'boolean' ||
        key instanceof PyIntSubclass
      ) {
        table.set(vm, key, value);
      } else throw typeError('keys in translate table mustbe strings or integers');
    }
    return table;
  }
  const to = strArgument('maketrans', 'argument 2', y);
  const deleted = z === undefined ? '' : strArgument('maketrans', 'argument 3', z);
  const from = asStr(x);
  if (from === undefined) {
    throw typeError('first maketrans argument must be a string if there is a second argument');
  }
  if (from.length !== to.length) throw valueError('the first two maketrans arguments must have equal length');
  vm.chargeFuel(from.length + deleted.length);
  for (let i = 0; i < from.length; i++) table.set(vm, codePointAt(from, i), codePointAt(to, i));
  for (let i = 0; i < deleted.length; i++) table.set(vm, codePointAt(deleted, i), None);
  return table;
}

/** replace, translate, maketrans. */
export const replaceMethods: readonly NativeDef[] = [
  method(
    'replace($self, old: str, new: str, /, count: ssize=-1)',
    'The string with occurrences of old replaced, all or the first count.',
    (vm: Runtime, self: Value, from: Str, to: Str, count: number) =>
      replaceStr(vm, asStr(self) as Str, from, to, count),
  ),
  method(
    'translate($self, table, /)',
    'The string with each character mapped through the table: to an ordinal, a string, or None to delete it.',
    (vm: Runtime, self: Value, table: Value) => translateStr(vm, asStr(self) as Str, table),
  ),
  new NativeDef(
    'staticmethod',
    'maketrans',
    '(x, y=<unrepresentable>, z=<unrepresentable>, /)',
    'Make a table for translate from a dict, or from two or three strings.',
    null,
    (vm, _self, args, kwnames) => {
      noKeywords('str.maketrans()', kwnames);
      checkPositional('maketrans', args.length, 1, 3);
      return makeTrans(vm, args);
    },
  ),
];
