/** This file declares what several exception types share: members that hold objects, arguments, state for pickle. */
import type { Value } from '../../values/object.js';
import { EMPTY_TUPLE, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromKey, strToUtf16 } from '../../values/str.js';
import { typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { instanceDict, ownAttributes } from '../instance.js';
import { type GetSetDef, member } from '../native/native-def.js';
import { closestName } from '../suggestions.js';
import type { PyDict } from '../types/dict/dict.js';
import type { PyBaseException } from './base-exception.js';

/** A member that holds any object in a field of the exception; null, after deletion too, shows as None. */
export function objectMember<K extends string>(name: string, doc: string, field: K): GetSetDef {
  type Holder = { [P in K]: Value | null };
  return member(
    name,
    doc,
    (_vm, self: Holder) => self[field] ?? None,
    (_vm, self: Holder, value) => {
      self[field] = (value ?? null) as Holder[K];
    },
  );
}

/** The positional arguments as a tuple. */
export function positionalArgs(args: readonly Value[], kwnames: readonly string[] | null): PyTuple {
  const count = args.length - (kwnames === null ? 0 : kwnames.length);
  return count === 0 ? EMPTY_TUPLE : new PyTuple(count === args.length ? args : args.slice(0, count));
}

/** Store the keyword arguments that the exception knows as fields; the others are refused. */
export function keywordFields(
  typeName: string,
  self: object,
  known: ReadonlyMap<string, string>,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): void {
  if (kwnames === null) return;
  if (args.length > 1 && kwnames.length > known.size) {
    throw typeError(`${typeName}() takes at most ${known.size} keyword arguments (${kwnames.length} given)`);
  }
  const first = args.length - kwnames.length;
  kwnames.forEach((name, i) => {
    const field = known.get(name);
    if (field === undefined) {
      const meant = closestName(name, [...known.keys()]);
      const hint = meant === null || args.length > 1 ? '' : `. Did you mean '${meant}'?`;
      throw typeError(`${typeName}() got an unexpected keyword argument '${strToUtf16(strFromKey(name))}'${hint}`);
    }
    (self as Record<string, Value>)[field] = args[first + i] as Value;
  });
}

/** The instance's attributes, or null when none was ever set. */
export function attributesOf(self: PyBaseException): PyDict | null {
  if (self.attrDict === null && ownAttributes(self).next().done === true) return null;
  return instanceDict(self);
}

/** What `__reduce__` answers: class, arguments and, when there is one, a state. */
export function reduced(self: PyBaseException, args: Value, state: Value | null): PyTuple {
  const parts: Value[] = [typeOf(self), args];
  if (state !== null && state !== None) parts.push(state);
  return new PyTuple(parts);
}
