/** This file binds call arguments to the parameters of a Python function. */
import { CO_VARARGS, CO_VARKEYWORDS } from '../bytecode/code.js';
import { typeError } from '../objects/errors.js';
import { closestName } from '../objects/suggestions.js';
import { PyDict } from '../objects/types/dict/dict.js';
import type { PyFunction } from '../objects/types/function.js';
import type { Value } from '../values/object.js';
import { EMPTY_TUPLE, PyTuple } from '../values/sequences.js';
import { strFromKey, strToUtf16 } from '../values/str.js';
import type { Slot } from './frame.js';

const plural = (n: number): string => (n === 1 ? '' : 's');
const text = (key: string): string => strToUtf16(strFromKey(key));

/**
 * Store arguments into the fast locals of a new frame. `args[start..]` holds positional values, then the values of
 * `kwnames`. Raises TypeError with CPython's wording when they do not fit.
 */
export function bindCall(
  func: PyFunction,
  slots: Slot[],
  args: readonly Slot[],
  start: number,
  count: number,
  kwnames: readonly string[] | null,
): void {
  const code = func.code;
  const argcount = code.co_argcount;
  const kwonly = code.co_kwonlyargcount;
  const nkw = kwnames === null ? 0 : kwnames.length;
  const npos = count - nkw;
  const named = argcount + kwonly;
  const copied = npos < argcount ? npos : argcount;
  for (let i = 0; i < copied; i++) slots[i] = args[start + i];
  let kwdict: PyDict | null = null;
  let at = named;
  if (code.co_flags & CO_VARARGS) {
    slots[at++] = npos > argcount ? new PyTuple(args.slice(start + argcount, start + npos) as Value[]) : EMPTY_TUPLE;
  }
  if (code.co_flags & CO_VARKEYWORDS) {
    kwdict = new PyDict();
    slots[at] = kwdict;
  }
  if (kwnames !== null) {
    for (let k = 0; k < nkw; k++) {
      bindKeyword(func, slots, kwnames[k] as string, args[start + npos + k] as Value, named, kwdict, kwnames);
    }
  }
  if (npos > argcount && (code.co_flags & CO_VARARGS) === 0) throw tooManyPositional(func, npos, slots);
  if (npos < argcount) {
    const defaults = func.defaults === null ? [] : func.defaults.items;
    const required = argcount - defaults.length;
    let missing = 0;
    for (let i = npos; i < required; i++) if (slots[i] === undefined) missing++;
    if (missing > 0) throw missingArguments(func, slots, npos, required, 'positional');
    for (let i = Math.max(npos, required); i < argcount; i++) {
      if (slots[i] === undefined) slots[i] = defaults[i - required];
    }
  }
  if (kwonly > 0) {
    let missing = 0;
    for (let i = argcount; i < named; i++) {
      if (slots[i] !== undefined) continue;
      const value = func.kwdefaults?.getStr(code.localsplusnames[i] as string);
      if (value === undefined) missing++;
      else slots[i] = value;
    }
    if (missing > 0) throw missingArguments(func, slots, argcount, named, 'keyword-only');
  }
}

function bindKeyword(
  func: PyFunction,
  slots: Slot[],
  name: string,
  value: Value,
  named: number,
  kwdict: PyDict | null,
  kwnames: readonly string[],
): void {
  const code = func.code;
  const names = code.localsplusnames;
  for (let i = code.co_posonlyargcount; i < named; i++) {
    if (names[i] !== name) continue;
    if (slots[i] !== undefined) {
      throw typeError(`${strToUtf16(func.qualname as string)}() got multiple values for argument '${text(name)}'`);
    }
    slots[i] = value;
    return;
  }
  if (kwdict !== null) {
    kwdict.setStr(name, value);
    return;
  }
  throw unexpectedKeyword(func, name, kwnames);
}

function unexpectedKeyword(func: PyFunction, name: string, kwnames: readonly string[]): unknown {
  const code = func.code;
  const qualname = strToUtf16(func.qualname as string);
  const given = new Set(kwnames);
  const posonly = code.localsplusnames.slice(0, code.co_posonlyargcount).filter((each) => given.has(each));
  if (posonly.length > 0) {
    return typeError(
      `${qualname}() got some positional-only arguments passed as keyword arguments: '${posonly.map(text).join(', ')}'`,
    );
  }
  const candidates = code.localsplusnames.slice(code.co_posonlyargcount, code.co_argcount + code.co_kwonlyargcount);
  const suggestion = closestName(name, candidates);
  const hint = suggestion === null ? '' : `. Did you mean '${text(suggestion)}'?`;
  return typeError(`${qualname}() got an unexpected keyword argument '${text(name)}'${hint}`);
}

function tooManyPositional(func: PyFunction, given: number, slots: readonly Slot[]): unknown {
  const code = func.code;
  const argcount = code.co_argcount;
  let keywordOnlyGiven = 0;
  for (let i = argcount; i < argcount + code.co_kwonlyargcount; i++) if (slots[i] !== undefined) keywordOnlyGiven++;
  const defaults = func.defaults === null ? 0 : func.defaults.items.length;
  const signature = defaults > 0 ? `from ${argcount - defaults} to ${argcount}` : `${argcount}`;
  const manyParameters = defaults > 0 || argcount !== 1;
  const keywordOnly =
    keywordOnlyGiven > 0
      ? ` positional argument${plural(given)} (and ${keywordOnlyGiven} keyword-only argument${plural(keywordOnlyGiven)})`
      : '';
  return typeError(
    `${strToUtf16(func.qualname as string)}() takes ${signature} positional argument${manyParameters ? 's' : ''} but ${given}${keywordOnly} ${given === 1 && keywordOnlyGiven === 0 ? 'was' : 'were'} given`,
  );
}

function missingArguments(
  func: PyFunction,
  slots: readonly Slot[],
  from: number,
  to: number,
  kind: 'positional' | 'keyword-only',
): unknown {
  const names: string[] = [];
  for (let i = from; i < to; i++) {
    if (slots[i] === undefined) names.push(`'${text(func.code.localsplusnames[i] as string)}'`);
  }
  let list: string;
  if (names.length === 1) list = names[0] as string;
  else if (names.length === 2) list = `${names[0]} and ${names[1]}`;
  else list = `${names.slice(0, -1).join(', ')}, and ${names[names.length - 1]}`;
  return typeError(
    `${strToUtf16(func.qualname as string)}() missing ${names.length} required ${kind} argument${plural(names.length)}: ${list}`,
  );
}
