/** This file reads the arguments of decimal functions, with the wording of `PyArg_ParseTupleAndKeywords` without a name. */
import { typeError } from '../../objects/errors.js';
import { asStr } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import { strFromKey, strToUtf16 } from '../../values/str.js';
import { ROUNDING_NAMES } from './context.js';

const plural = (n: number): string => (n === 1 ? '' : 's');

/** Values of the named parameters; undefined where one is missing. The first `required` must be there. */
export function readArguments(
  names: readonly string[],
  required: number,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): (Value | undefined)[] {
  const nkw = kwnames?.length ?? 0;
  const npos = args.length - nkw;
  if (args.length > names.length) {
    const word = required === names.length ? 'exactly' : 'at most';
    throw typeError(
      `function takes ${word} ${names.length} ${npos === 0 ? 'keyword ' : ''}argument${plural(names.length)} (${args.length} given)`,
    );
  }
  const values: (Value | undefined)[] = names.map((_, i) => (i < npos ? args[i] : undefined));
  for (let i = 0; i < nkw; i++) {
    const key = kwnames?.[i] as string;
    const at = names.indexOf(key);
    if (at < 0) {
      throw typeError(`this function got an unexpected keyword argument '${strToUtf16(strFromKey(key))}'`);
    }
    if (at < npos) throw typeError(`argument for function given by name ('${key}') and position (${at + 1})`);
    values[at] = args[npos + i];
  }
  for (let i = 0; i < required; i++) {
    if (values[i] === undefined) throw typeError(`function missing required argument '${names[i]}' (pos ${i + 1})`);
  }
  return values;
}

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
