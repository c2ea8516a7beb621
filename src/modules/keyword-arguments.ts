/** This file reads arguments with the wording of `PyArg_ParseTupleAndKeywords` where it is given no function name. */
import { typeError } from '../objects/errors.js';
import type { Raised } from '../objects/exceptions/raised.js';
import type { Value } from '../values/object.js';
import { strFromKey, strToUtf16 } from '../values/str.js';

const plural = (n: number): string => (n === 1 ? '' : 's');

/**
 * Values of the named parameters; undefined where one is missing. The first `required` must be there; those from
 * `maxPositional` on can only be given by name.
 */
export function readArguments(
  names: readonly string[],
  required: number,
  args: readonly Value[],
  kwnames: readonly string[] | null,
  maxPositional = names.length,
): (Value | undefined)[] {
  const nkw = kwnames?.length ?? 0;
  const npos = args.length - nkw;
  if (args.length > names.length) {
    throw typeError(
      `function takes at most ${names.length} ${npos === 0 ? 'keyword ' : ''}argument${plural(names.length)} (${args.length} given)`,
    );
  }
  if (npos > maxPositional) {
    throw typeError(
      `function takes at most ${maxPositional} positional argument${plural(maxPositional)} (${npos} given)`,
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
    if (values[i] === undefined) throw missingArgument(names[i] as string, i + 1);
  }
  return values;
}

/** TypeError for an argument that has to be there. */
export function missingArgument(name: string, position: number): Raised {
  return typeError(`function missing required argument '${name}' (pos ${position})`);
}
