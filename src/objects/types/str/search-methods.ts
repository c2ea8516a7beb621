/** This file declares the methods of str that look for substrings. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyTuple } from '../../../values/sequences.js';
import type { Str } from '../../../values/str.js';
import { typeOf } from '../../core-types.js';
import { typeError, valueError } from '../../errors.js';
import { method, type NativeDef, rawMethod } from '../../native/native-def.js';
import { asStr, findLastStr, findStr, matchesAt, sliceStr } from '../../strings.js';
import { chargeSearch, searchArguments, strArgument } from './arguments.js';

type Search = (text: Str, needle: Str, start: number, end: number) => number;

function searchMethod(name: string, doc: string, search: Search, mustFind: boolean): NativeDef {
  return rawMethod(
    name,
    doc,
    (vm, self, args, kwnames) => {
      const text = asStr(self) as Str;
      const found = searchArguments(vm, 'str', name, args, kwnames, (sub) => strArgument(name, 'argument 1', sub));
      const [start, end] = found.within(text.length);
      const needle = asStr(found.sub) as Str;
      chargeSearch(vm, end - start, needle.length);
      const at = search(text, needle, start, end);
      if (at < 0 && mustFind) throw valueError('substring not found');
      return at;
    },
    `${name}($self, sub[, start[, end]], /)`,
  );
}

/** The number of places, none overlapping, where `needle` stands in `text[start:end]`; at most `max`. */
export function countStr(text: Str, needle: Str, start: number, end: number, max = Number.MAX_SAFE_INTEGER): number {
  if (start > end) return 0;
  if (needle.length === 0) return Math.min(max, end - start + 1);
  let count = 0;
  for (let at = findStr(text, needle, start, end); at >= 0 && count < max; at = findStr(text, needle, at, end)) {
    count++;
    at += needle.length;
  }
  return count;
}

function tailMethod(name: 'startswith' | 'endswith', parameter: string, doc: string): NativeDef {
  return rawMethod(
    name,
    doc,
    (vm, self, args, kwnames) => {
      const text = asStr(self) as Str;
      const found = searchArguments(vm, 'str', name, args, kwnames, null);
      const [start, end] = found.within(text.length);
      const single = asStr(found.sub);
      if (single !== undefined) return tailMatches(text, single, start, end, name);
      if (!(found.sub instanceof PyTuple)) {
        throw typeError(`${name} first arg must be str or a tuple of str, not ${typeOf(found.sub).name}`);
      }
      vm.chargeFuel(found.sub.items.length);
      for (const item of found.sub.items) {
        const affix = asStr(item);
        if (affix === undefined) {
          throw typeError(`tuple for ${name} must only contain str, not ${typeOf(item).name}`);
        }
        if (tailMatches(text, affix, start, end, name)) return true;
      }
      return false;
    },
    `${name}($self, ${parameter}[, start[, end]], /)`,
  );
}

function tailMatches(text: Str, affix: Str, start: number, end: number, name: 'startswith' | 'endswith'): boolean {
  if (affix.length > end - start) return false;
  return matchesAt(text, affix, name === 'startswith' ? start : end - affix.length);
}

/** find, index, count, startswith and their kin. */
export const searchMethods: readonly NativeDef[] = [
  rawMethod(
    'count',
    'Count non-overlapping occurrences of a substring in S[start:end].',
    (vm, self, args, kwnames) => {
      const text = asStr(self) as Str;
      const found = searchArguments(vm, 'str', 'count', args, kwnames, (sub) =>
        strArgument('count', 'argument 1', sub),
      );
      const [start, end] = found.within(text.length);
      const needle = asStr(found.sub) as Str;
      vm.chargeFuel(Math.max(0, end - start) >> 3);
      chargeSearch(vm, end - start, needle.length);
      return countStr(text, needle, start, end);
    },
    'count($self, sub[, start[, end]], /)',
  ),
  searchMethod('find', 'Lowest index of a substring in S[start:end], or -1.', findStr, false),
  searchMethod('index', 'Lowest index of a substring in S[start:end]; ValueError when it is not there.', findStr, true),
  searchMethod('rfind', 'Highest index of a substring in S[start:end], or -1.', findLastStr, false),
  searchMethod(
    'rindex',
    'Highest index of a substring in S[start:end]; ValueError when it is not there.',
    findLastStr,
    true,
  ),
  tailMethod('startswith', 'prefix', 'Does the string start with the prefix, or one of a tuple of prefixes?'),
  tailMethod('endswith', 'suffix', 'Does the string end with the suffix, or one of a tuple of suffixes?'),
  method(
    'removeprefix($self, prefix, /)',
    'The string without the prefix, if it is there.',
    (_vm: Runtime, self: Value, prefix: Value) => {
      const text = asStr(self) as Str;
      const affix = strArgument('removeprefix', 'argument', prefix);
      return matchesAt(text, affix, 0) ? sliceStr(text, affix.length, text.length) : text;
    },
  ),
  method(
    'removesuffix($self, suffix, /)',
    'The string without the suffix, if it is there.',
    (_vm: Runtime, self: Value, suffix: Value) => {
      const text = asStr(self) as Str;
      const affix = strArgument('removesuffix', 'argument', suffix);
      const at = text.length - affix.length;
      return affix.length > 0 && at >= 0 && matchesAt(text, affix, at) ? sliceStr(text, 0, at) : text;
    },
  ),
];
