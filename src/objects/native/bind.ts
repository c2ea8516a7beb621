/** This file binds call arguments to the signature of a native function, with the wording of CPython's Argument Clinic. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { strFromKey, strToUtf16 } from '../../values/str.js';
import { typeError } from '../errors.js';
import type { Raised } from '../exceptions/raised.js';
import { closestName } from '../suggestions.js';
import { convertArgument } from './convert.js';
import type { NativeSignature, Parameter } from './signature.js';

/** Names of the function for its messages: `pop` in arity errors, `list.pop()` in others. */
export interface BoundName {
  /** Without parentheses: `pop`. */
  readonly short: string;
  /** Qualified, with parentheses: `list.pop()`. */
  readonly full: string;
}

const plural = (n: number): string => (n === 1 ? '' : 's');

/** `X() takes no keyword arguments`, for functions that take none. */
export function noKeywords(full: string, kwnames: readonly string[] | null): void {
  if (kwnames !== null && kwnames.length > 0) {
    throw typeError(`${full.endsWith(')') ? full : `${full}()`} takes no keyword arguments`);
  }
}

/** `_PyArg_CheckPositional`: "pop expected at most 1 argument, got 2". */
export function checkPositional(short: string, count: number, min: number, max: number): void {
  if (count >= min && count <= max) return;
  if (count < min) {
    throw typeError(`${short} expected ${min === max ? '' : 'at least '}${min} argument${plural(min)}, got ${count}`);
  }
  throw typeError(`${short} expected ${min === max ? '' : 'at most '}${max} argument${plural(max)}, got ${count}`);
}

/**
 * Arguments in the order of the signature's parameters, converted, defaults filled in. `args` holds positional values
 * and then the values of the keywords in `kwnames`.
 */
export function bindArguments(
  vm: Runtime,
  signature: NativeSignature,
  name: BoundName,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): unknown[] {
  const nkw = kwnames === null ? 0 : kwnames.length;
  const npos = args.length - nkw;
  if (signature.isSimple) {
    if (nkw > 0) throw typeError(`${name.full} takes no keyword arguments`);
    checkSimpleArity(signature, name, npos);
    const out: unknown[] = [];
    for (let i = 0; i < signature.positional.length; i++) {
      const parameter = signature.positional[i] as Parameter;
      // A function of exactly one argument does not count it in its messages.
      const position = signature.positional.length === 1 && parameter.required ? 0 : i + 1;
      out.push(i < npos ? convertArgument(vm, name.short, parameter, position, args[i] as Value) : parameter.fallback);
    }
    return out;
  }
  return bindGeneral(vm, signature, name, args, npos, kwnames ?? []);
}

function checkSimpleArity(signature: NativeSignature, name: BoundName, npos: number): void {
  const max = signature.positional.length;
  const min = signature.requiredCount;
  if (npos >= min && npos <= max) return;
  if (max === 0) throw typeError(`${name.full} takes no arguments (${npos} given)`);
  if (max === 1 && min === 1) throw typeError(`${name.full} takes exactly one argument (${npos} given)`);
  checkPositional(name.short, npos, min, max);
}

function bindGeneral(
  vm: Runtime,
  signature: NativeSignature,
  name: BoundName,
  args: readonly Value[],
  npos: number,
  kwnames: readonly string[],
): unknown[] {
  const { positional, keywordOnly, varargs, varkw } = signature;
  if (varargs !== null && varkw === null && keywordOnly.length === 0 && kwnames.length > 0) {
    throw typeError(`${name.full} takes no keyword arguments`);
  }
  const maxPos = positional.length;
  const nkw = kwnames.length;
  const total = npos + nkw;
  const all = maxPos + keywordOnly.length;
  if (varkw === null && varargs === null && npos + nkw > all) {
    throw typeError(
      `${name.short}() takes ${all === 0 ? 'no' : `at most ${all}`} ${npos === 0 ? 'keyword ' : ''}argument${plural(all)} (${total} given)`,
    );
  }
  if (varargs === null && npos > maxPos) throw tooManyPositional(signature, name, npos);
  const byName = new Map<string, Value>();
  for (let i = 0; i < nkw; i++) byName.set(kwnames[i] as string, args[npos + i] as Value);
  const values = new Map<Parameter, Value>();
  if (npos < signature.posonlyCount && signature.requiredCount > npos && varargs === null) {
    const minPosonly = Math.min(signature.posonlyCount, signature.requiredCount);
    if (npos < minPosonly) {
      throw typeError(
        `${name.short}() takes ${minPosonly < maxPos ? 'at least' : 'exactly'} ${minPosonly} positional argument${plural(minPosonly)} (${npos} given)`,
      );
    }
  }
  for (let i = 0; i < maxPos; i++) {
    const parameter = positional[i] as Parameter;
    if (i < npos) {
      values.set(parameter, args[i] as Value);
      continue;
    }
    if (parameter.kind === 'posonly') {
      if (parameter.required) throw missingArgument(name, parameter, i + 1);
      continue;
    }
    const value = byName.get(parameter.name);
    if (value !== undefined) {
      values.set(parameter, value);
      byName.delete(parameter.name);
    } else if (parameter.required) throw missingArgument(name, parameter, i + 1);
  }
  for (const parameter of keywordOnly) {
    const value = byName.get(parameter.name);
    if (value !== undefined) {
      values.set(parameter, value);
      byName.delete(parameter.name);
    } else if (parameter.required) {
      throw typeError(`${name.short}() missing required keyword-only argument: '${parameter.name}'`);
    }
  }
  if (byName.size > 0 && varkw === null) throw unexpectedKeyword(signature, name, byName, npos);
  return signature.parameters.map((parameter) => {
    if (parameter.kind === 'varargs') return args.slice(maxPos, Math.max(npos, maxPos));
    if (parameter.kind === 'varkw') return byName;
    const value = values.get(parameter);
    if (value === undefined) return parameter.fallback;
    return convertArgument(vm, name.short, parameter, signature.parameters.indexOf(parameter) + 1, value);
  });
}

function missingArgument(name: BoundName, parameter: Parameter, position: number): Raised {
  return typeError(`${name.short}() missing required argument '${parameter.name}' (pos ${position})`);
}

function tooManyPositional(signature: NativeSignature, name: BoundName, npos: number): Raised {
  const max = signature.positional.length;
  if (max === 0) return typeError(`${name.short}() takes no positional arguments`);
  return typeError(
    `${name.short}() takes ${signature.requiredCount < max ? 'at most' : 'exactly'} ${max} positional argument${plural(max)} (${npos} given)`,
  );
}

function unexpectedKeyword(
  signature: NativeSignature,
  name: BoundName,
  left: ReadonlyMap<string, Value>,
  npos: number,
): Raised {
  for (const key of left.keys()) {
    const at = signature.positional.findIndex((p) => p.name === key);
    if (at >= 0 && at < npos && signature.positional[at]?.kind === 'positional') {
      return typeError(`argument for ${name.short}() given by name ('${key}') and position (${at + 1})`);
    }
  }
  const key = left.keys().next().value as string;
  const meant = closestName(
    key,
    signature.parameters.filter((p) => p.kind === 'positional' || p.kind === 'kwonly').map((p) => p.name),
  );
  const hint = meant === null ? '' : `. Did you mean '${meant}'?`;
  return typeError(`${name.short}() got an unexpected keyword argument '${strToUtf16(strFromKey(key))}'${hint}`);
}
