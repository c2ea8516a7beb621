/** This file defines `__build_class__`, which carries out the class statement. */
import { PyStrSubclass, typeOf, typeType } from '../../objects/core-types.js';
import { runtimeError, typeError } from '../../objects/errors.js';
import { type NativeDef, rawFunction } from '../../objects/native/native-def.js';
import { lookupAttr } from '../../objects/operations/attributes.js';
import { setItem } from '../../objects/operations/containers.js';
import { calculateMetaclass } from '../../objects/type/create-type.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyCell, PyFunction } from '../../objects/types/function.js';
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { isStr, type Str, strToUtf16 } from '../../values/str.js';
import { PyType } from '../../values/type.js';
import { executeCode } from '../../vm/execute-code.js';
import type { Machine } from '../../vm/machine.js';

/** Bases with `__mro_entries__` replaced by what those answer (PEP 560). */
export function resolveBases(vm: Machine, bases: readonly Value[]): readonly Value[] {
  let resolved: Value[] | null = null;
  const given = new PyTuple(bases);
  for (let i = 0; i < bases.length; i++) {
    const base = bases[i] as Value;
    const method = base instanceof PyType ? undefined : lookupAttr(vm, base, '__mro_entries__');
    if (method === undefined) {
      resolved?.push(base);
      continue;
    }
    const entries = vm.call1(method, given);
    if (!(entries instanceof PyTuple)) throw typeError('__mro_entries__ must return a tuple');
    resolved ??= bases.slice(0, i);
    resolved.push(...entries.items);
  }
  return resolved ?? bases;
}

export const buildClass: NativeDef = rawFunction(
  '__build_class__',
  'Internal helper function used by the class statement.',
  (runtime, _self, args, kwnames) => {
    const vm = runtime as Machine;
    const statement = new ClassStatement(vm, args, kwnames);
    const { func, namespace } = statement;
    const cell = executeCode(vm, func.code, func.globals, namespace, func.closure);
    const call = statement.call(vm);
    const cls = vm.call(statement.metaclass, call.args, call.kwnames);
    statement.check(cls, cell);
    return cls;
  },
);

/** A class statement between its header and the class: the body is to be run in `namespace`. */
export class ClassStatement {
  readonly func: PyFunction;
  readonly namespace: Value;
  readonly metaclass: Value;
  private readonly name: Str;
  private readonly givenBases: readonly Value[];
  private readonly bases: readonly Value[];
  private readonly names: readonly string[];
  private readonly values: readonly Value[];

  /** Read the arguments of `__build_class__`, find the metaclass, call its `__prepare__`. */
  constructor(vm: Machine, args: readonly Value[], kwnames: readonly string[] | null) {
    const nkw = kwnames === null ? 0 : kwnames.length;
    const npos = args.length - nkw;
    if (npos < 2) throw typeError('__build_class__: not enough arguments');
    const [func, nameValue] = args as [Value, Value];
    if (!(func instanceof PyFunction)) throw typeError('__build_class__: func must be a function');
    const name = nameValue instanceof PyStrSubclass ? nameValue.value : nameValue;
    if (!isStr(name)) throw typeError('__build_class__: name is not a string');
    const givenBases = args.slice(2, npos);
    const bases = resolveBases(vm, givenBases);
    let metaclass: Value | undefined;
    const names: string[] = [];
    const values: Value[] = [];
    for (let i = 0; i < nkw; i++) {
      const keyword = (kwnames as readonly string[])[i] as string;
      const value = args[npos + i] as Value;
      if (keyword === 'metaclass') metaclass = value;
      else {
        names.push(keyword);
        values.push(value);
      }
    }
    if (metaclass === undefined) metaclass = bases.length > 0 ? typeOf(bases[0] as Value) : typeType;
    if (metaclass instanceof PyType) metaclass = calculateMetaclass(metaclass, bases);
    this.func = func;
    this.name = name;
    this.metaclass = metaclass;
    this.givenBases = givenBases;
    this.bases = bases;
    this.names = names;
    this.values = values;
    this.namespace = prepare(vm, metaclass, name, new PyTuple(bases), names, values);
  }

  /** The arguments for the metaclass, once the body has run. */
  call(vm: Machine): { args: readonly Value[]; kwnames: readonly string[] | null } {
    const { bases, givenBases, namespace, names } = this;
    if (bases !== givenBases) setItem(vm, namespace, '__orig_bases__', new PyTuple(givenBases));
    const args = [this.name, new PyTuple(bases), namespace, ...this.values];
    return { args, kwnames: names.length === 0 ? null : names };
  }

  /** What the body answered, its `__class__` cell or None, must be in order. */
  check(cls: Value, cell: Value): void {
    if (cls instanceof PyType && cell instanceof PyCell) checkClassCell(cell, cls, this.name);
  }
}

function prepare(
  vm: Machine,
  metaclass: Value,
  name: Str,
  bases: PyTuple,
  names: readonly string[],
  values: readonly Value[],
): Value {
  const method = lookupAttr(vm, metaclass, '__prepare__');
  if (method === undefined) return new PyDict();
  const namespace = vm.call(method, [name, bases, ...values], names.length === 0 ? null : names);
  if (typeOf(namespace).mp_subscript === null) {
    const shown = metaclass instanceof PyType ? metaclass.name : '<metaclass>';
    throw typeError(`${shown}.__prepare__() must return a mapping, not ${typeOf(namespace).name}`);
  }
  return namespace;
}

/** The class body answered its `__class__` cell: type.__new__ must have filled it. */
function checkClassCell(cell: PyCell, cls: PyType, name: Str): void {
  if (cell.value === cls) return;
  const text = strToUtf16(name);
  if (cell.value === undefined) {
    throw runtimeError(
      `__class__ not set defining '${text}' as <class '${cls.name}'>. Was __classcell__ propagated to type.__new__?`,
    );
  }
  throw typeError(
    `__class__ set to <class '${(cell.value as PyType).name}'> defining '${text}' as <class '${cls.name}'>`,
  );
}
