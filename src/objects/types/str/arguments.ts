/** This file reads the arguments that many methods of str and bytes share. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { None } from '../../../values/singletons.js';
import type { Str } from '../../../values/str.js';
import { typeOf } from '../../core-types.js';
import { typeError } from '../../errors.js';
import { checkPositional } from '../../native/bind.js';
import { asStr } from '../../strings.js';
import { sliceIndex } from '../slice.js';

/** The type's name as argument errors show it. */
export function shownType(value: Value): string {
  return value === None ? 'None' : typeOf(value).name;
}

/** A str argument; `where` is like `argument 1` or `argument`: "find() argument 1 must be str, not int". */
export function strArgument(fname: string, where: string, value: Value): Str {
  const text = asStr(value);
  if (text === undefined) throw typeError(`${fname}() ${where} must be str, not ${shownType(value)}`);
  return text;
}

/** What `find(sub[, start[, end]])` and its kin were called with; the bounds not yet fitted to a length. */
export class SearchArguments {
  constructor(
    readonly sub: Value,
    readonly start: number,
    readonly end: number,
  ) {}

  /** The bounds within a sequence of this length; `start` may exceed `end`. */
  within(length: number): [start: number, end: number] {
    return [fitBound(this.start, length), Math.min(length, fitBound(this.end, length))];
  }
}

function fitBound(bound: number, length: number): number {
  return bound < 0 ? Math.max(0, bound + length) : bound;
}

/** Check count and keywords, take the bounds; `owner` is the type's name for messages. `check` looks at sub first. */
export function searchArguments(
  vm: Runtime,
  owner: string,
  fname: string,
  args: readonly Value[],
  kwnames: readonly string[] | null,
  check: ((sub: Value) => void) | null,
): SearchArguments {
  if (kwnames !== null && kwnames.length > 0) throw typeError(`${owner}.${fname}() takes no keyword arguments`);
  checkPositional(fname, args.length, 1, 3);
  const sub = args[0] as Value;
  check?.(sub);
  const start = args[1] === undefined || args[1] === None ? 0 : sliceIndex(vm, args[1]);
  const end = args[2] === undefined || args[2] === None ? Number.MAX_SAFE_INTEGER : sliceIndex(vm, args[2]);
  return new SearchArguments(sub, start, end);
}

/** Fuel for looking for `length` characters in `span`: long ones may be looked for by a slower method. */
export function chargeSearch(vm: Runtime, span: number, length: number): void {
  if (span < length) return;
  if (length > 32) vm.chargeFuel((span >> 2) + (length >> 2));
  else chargeScan(vm, span);
}

/** Fuel for looking at `n` bytes or characters in the host's own loops. */
export function chargeScan(vm: Runtime, n: number): void {
  if (n > 31) vm.chargeFuel(n >> 5);
}

/** Fuel for a loop of ours over `n` characters. */
export function chargeLoop(vm: Runtime, n: number): void {
  if (n > 7) vm.chargeFuel(n >> 3);
}
