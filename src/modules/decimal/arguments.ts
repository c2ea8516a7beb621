/** This file reads the arguments of decimal functions. */
import { typeError } from '../../objects/errors.js';
import { asStr } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import { strToUtf16 } from '../../values/str.js';
import { ROUNDING_NAMES } from './context.js';

const plural = (n: number): string => (n === 1 ? '' : 's');

/** Exactly so many positional arguments. */
export function readPositional(count: number, args: readonly Value[], kwnames: readonly string[] | null): void {
  if (kwnames !== null && kwnames.length > 0) throw typeError('function takes no keyword arguments');
  if (args.length !== count) {
    throw typeError(`function takes exactly ${count} argument${plural(count)} (${args.length} given)`);
  }
}

const ROUNDING_MESSAGE =
  'valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]';

/** The number of a rounding mode by its name. */
export function roundingOf(value: Value): number {
  const text = asStr(value);
  const at = text === undefined ? -1 : ROUNDING_NAMES.indexOf(strToUtf16(text));
  if (at < 0) throw typeError(ROUNDING_MESSAGE);
  return at;
}

/** Likewise, undefined for None. */
export function optionalRounding(value: Value | undefined): number | undefined {
  return value === undefined || value === None ? undefined : roundingOf(value);
}
