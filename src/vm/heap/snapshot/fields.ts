/** This file says what an object consists of, for snapshots: the fields that make up its state. */
import { PyCode } from '../../../bytecode/code.js';
import { NativeDef } from '../../../objects/native/native-def.js';
import { PyDict } from '../../../objects/types/dict/dict.js';
import { PyType } from '../../../values/type.js';
import { Executable } from '../../executable.js';
import { PyFrame } from '../../frame.js';
import type { Machine } from '../../machine.js';

/** How the state of an object is kept. */
export const FIELDS = 0;
export const ARRAY = 1;
export const MAP = 2;
export const SET = 3;
export const BYTES = 4;
export const CODE = 5;
/** Not a program's state: native code and what it is declared with. */
export const OPAQUE = 6;
export type Form = 0 | 1 | 2 | 3 | 4 | 5 | 6;

const FORMS: ReadonlyMap<unknown, Form> = new Map<unknown, Form>([
  [Array, ARRAY],
  [Map, MAP],
  [Set, SET],
  [PyCode, CODE],
  [NativeDef, OPAQUE],
  [Executable, OPAQUE],
  [WeakMap, OPAQUE],
  [WeakSet, OPAQUE],
  [RegExp, OPAQUE],
  [Promise, OPAQUE],
]);

export function formOf(object: object): Form {
  const known = FORMS.get(object.constructor);
  if (known !== undefined) return known;
  if (ArrayBuffer.isView(object)) return BYTES;
  return FIELDS;
}

/** Fields of types that are made anew: caches, and slots, which follow from the namespace. */
const TYPE_FIELDS: ReadonlySet<string> = new Set(['lookupCache', 'version', 'instanceClass']);

/** The names of the fields that make up the state of an object, in their order. */
export function fieldNames(object: object): string[] {
  const names = Object.keys(object);
  if (object instanceof PyType) {
    const table = object as unknown as Record<string, unknown>;
    return names.filter((name) => !TYPE_FIELDS.has(name) && !isSlot(name) && typeof table[name] !== 'function');
  }
  if (object instanceof PyFrame) return names.filter((name) => name !== 'exec');
  if (object instanceof PyDict && hasSimpleIndex(object)) return names.filter((name) => name !== 'index');
  const table = object as Record<string, unknown>;
  return names.filter((name) => typeof table[name] !== 'function');
}

function isSlot(name: string): boolean {
  return /^(tp|nb|sq|mp|am|bf)_/.test(name);
}

/** Can the index be made anew from the keys alone? */
export function hasSimpleIndex(dict: PyDict): boolean {
  return dict.index !== null && dict.hashed === null && dict.general === null;
}

/** A field of an object by a name that `fieldNames` gave. */
export function fieldOf(object: object, name: string): unknown {
  return (object as Record<string, unknown>)[name];
}

export function setField(object: object, name: string, value: unknown): void {
  (object as Record<string, unknown>)[name] = value;
}

/** Elements of an array that count: the stack of a frame above its top does not. */
export function* partsOf(object: object, form: Form): Generator<unknown> {
  switch (form) {
    case ARRAY:
    case SET:
      yield* object as Iterable<unknown>;
      break;
    case MAP:
      for (const [key, value] of object as Map<unknown, unknown>) {
        yield key;
        yield value;
      }
      break;
    case CODE:
      for (const each of (object as PyCode).co_consts.items) if (each instanceof PyCode) yield each;
      break;
    case FIELDS:
      for (const name of fieldNames(object)) yield fieldOf(object, name);
      break;
  }
}

/** A root of the graph, by a name that is the same in every machine. */
export type Root = readonly [name: string, value: unknown];

/** Where the graph of a machine begins. */
export function snapshotRoots(vm: Machine): Root[] {
  const roots: Root[] = [
    ['modules', vm.modules],
    ['builtins', vm.builtins],
    ['frame', vm.frame],
    ['exceptionState', vm.exceptionState],
    ['throwInto', vm.throwInto],
  ];
  for (const [name, state] of vm.namedStates()) roots.push([`state ${name}`, state]);
  return roots;
}
