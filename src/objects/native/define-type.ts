/** This file fills a built-in type from its declaration. */
import type { Value } from '../../values/object.js';
import type { PyType } from '../../values/type.js';
import { PyStaticMethod } from '../types/descriptors.js';
import type { GetSetDef, NativeDef } from './native-def.js';
import {
  PyClassMethodDescriptor,
  PyGetSetDescriptor,
  PyMemberDescriptor,
  PyMethodDescriptor,
  PyNativeFunction,
} from './native-function.js';

/** The slots of PyType that a declaration may fill. */
export type SlotName = Extract<keyof PyType, `${'tp' | 'nb' | 'sq' | 'mp' | 'am' | 'bf'}_${string}`>;

export interface TypeDeclaration {
  readonly doc?: string | null;
  /** `__module__` when it is not `builtins`. */
  readonly module?: string;
  readonly slots?: { readonly [K in SlotName]?: PyType[K] };
  readonly methods?: readonly NativeDef[];
  readonly getsets?: readonly GetSetDef[];
  readonly constants?: readonly (readonly [string, Value])[];
  readonly isBaseType?: boolean;
  readonly hasDict?: boolean;
  readonly hasWeakrefs?: boolean;
  readonly patternKind?: 0 | 1 | 2;
  readonly matchSelf?: boolean;
  /** `X()` raises "cannot create 'X' instances". */
  readonly noInstantiation?: boolean;
  readonly isMethodDescriptor?: boolean;
}

/** Fill a type from its declaration. Slot wrappers and inherited slots are added when the type is made ready. */
export function defineType(type: PyType, declaration: TypeDeclaration): PyType {
  if (declaration.doc !== undefined) type.doc = declaration.doc;
  if (declaration.module !== undefined) type.module = declaration.module;
  if (declaration.slots !== undefined) Object.assign(type, declaration.slots);
  for (const def of declaration.methods ?? []) type.dict.set(def.name, descriptorFor(def, type));
  for (const def of declaration.getsets ?? []) {
    type.dict.set(
      def.name,
      def.isMember ? new PyMemberDescriptor(def.name, type, def, null) : new PyGetSetDescriptor(def, type),
    );
  }
  for (const [name, value] of declaration.constants ?? []) type.dict.set(name, value);
  type.isBaseType = declaration.isBaseType ?? type.isBaseType;
  type.hasDict = declaration.hasDict ?? type.hasDict;
  type.hasWeakrefs = declaration.hasWeakrefs ?? type.hasWeakrefs;
  type.patternKind = declaration.patternKind ?? type.patternKind;
  type.matchSelf = declaration.matchSelf ?? type.matchSelf;
  type.noInstantiation = declaration.noInstantiation ?? type.noInstantiation;
  type.isMethodDescriptor = declaration.isMethodDescriptor ?? type.isMethodDescriptor;
  return type;
}

function staticMethodOf(callable: Value): Value {
  const made = new PyStaticMethod();
  made.callable = callable;
  return made;
}

function descriptorFor(def: NativeDef, type: PyType): Value {
  switch (def.kind) {
    case 'classmethod':
      return new PyClassMethodDescriptor(def, type);
    case 'staticmethod':
      return staticMethodOf(new PyNativeFunction(def, type, null, type));
    default:
      return new PyMethodDescriptor(def, type);
  }
}
