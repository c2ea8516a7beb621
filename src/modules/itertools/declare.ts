/** This file declares the iterator types of itertools in one form. */
import { bindArguments, noKeywords } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import type { NativeDef } from '../../objects/native/native-def.js';
import { type NativeSignature, parseSignature } from '../../objects/native/signature.js';
import type { PyObject, Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import type { IterNextSlot, NewSlot, PyType, UnarySlot } from '../../values/type.js';
import { shortName } from '../module-types.js';

/** An iterator type of itertools. */
export interface IteratorDeclaration {
  readonly doc: string | null;
  readonly make: NewSlot;
  readonly next: IterNextSlot;
  readonly repr?: UnarySlot;
  readonly methods?: readonly NativeDef[];
  /** May not be subclassed. */
  readonly isFinal?: boolean;
  readonly hasWeakrefs?: boolean;
}

const itself: UnarySlot = (_vm, self) => self;

/** Fill an iterator type. */
export function defineIterator(type: PyType, declaration: IteratorDeclaration): void {
  defineType(type, {
    module: 'itertools',
    doc: declaration.doc,
    slots: {
      tp_new: declaration.make,
      tp_iter: itself,
      tp_iternext: declaration.next,
      ...(declaration.repr === undefined ? {} : { tp_repr: declaration.repr }),
    },
    methods: declaration.methods ?? [],
    isBaseType: declaration.isFinal !== true,
    hasWeakrefs: declaration.hasWeakrefs ?? false,
  });
}

/** A new instance of the built-in type, or of the subclass that was called. */
export function construct<A extends readonly unknown[], T extends PyObject>(
  type: PyType,
  Class: new (...args: A) => T,
  ...args: A
): T {
  const Own = type.instanceClass as unknown as new (...args: A) => T;
  return Own === (Class as unknown) ? new Class(...args) : new Own(...args);
}

/** Binds the arguments of a constructor as its signature says. */
export class Arguments {
  private readonly signature: NativeSignature;
  private readonly name: { readonly short: string; readonly full: string };

  constructor(text: string) {
    const short = text.slice(0, text.indexOf('('));
    this.signature = parseSignature(text, 'function');
    this.name = { short, full: `${short}()` };
  }

  bind(vm: Runtime, args: readonly Value[], kwnames: readonly string[] | null): unknown[] {
    return bindArguments(vm, this.signature, this.name, args, kwnames);
  }
}

/** The positional arguments of a type that takes no keywords; a subclass with an `__init__` of its own may. */
export function positionalOnly(
  type: PyType,
  builtin: PyType,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): readonly Value[] {
  if (type === builtin || type.tp_init === builtin.tp_init) noKeywords(shortName(builtin), kwnames);
  return kwnames === null ? args : args.slice(0, args.length - kwnames.length);
}
