/** This file makes the node classes of the module _ast, for one machine. */
import { intType, makeType, objectType, strType, typeOf, typeType } from '../../objects/core-types.js';
import { attributeError, typeError } from '../../objects/errors.js';
import { DeprecationWarning } from '../../objects/exceptions/types.js';
import { instanceDict } from '../../objects/instance.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, method, rawMethod } from '../../objects/native/native-def.js';
import { binaryOp } from '../../objects/operations/arithmetic.js';
import { genericGetAttr, genericSetAttr, getAttr, lookupAttr, setAttr } from '../../objects/operations/attributes.js';
import { contains } from '../../objects/operations/containers.js';
import { toArray } from '../../objects/operations/iteration.js';
import { repr, reprText } from '../../objects/operations/text.js';
import { createType } from '../../objects/type/create-type.js';
import { getInstanceDict, replaceInstanceDict } from '../../objects/type/instance-attributes.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { listType, PyList } from '../../objects/types/list/list.js';
import { genericAliasType, unionType } from '../../objects/types/typing-objects.js';
import { ASDL, type AsdlField, type AsdlType, parseFields } from '../../syntax/ast/asdl.js';
import { PyObject, type Value } from '../../values/object.js';
import { type Runtime, StateKey } from '../../values/runtime.js';
import { EMPTY_TUPLE, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, type Str, strFromKey, strFromUtf16, strKey, strToUtf16 } from '../../values/str.js';
import type { PyType } from '../../values/type.js';

/** `_ast.AST`. */
export class PyAst extends PyObject {}

export const astType = makeType('AST', PyAst);

/** Positions of `positioned` types; the end may be missing. */
export const ATTRIBUTES = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'] as const;

/** One node class with its declaration. */
export interface NodeClass {
  readonly type: PyType;
  readonly asdl: AsdlType;
  readonly fields: readonly AsdlField[];
}

/** The classes of one machine. */
export class NodeClasses {
  /** Concrete classes by name. */
  readonly constructors = new Map<string, NodeClass>();
  /** Classes of sum types by name: `expr`, `stmt`, … */
  readonly sums = new Map<string, PyType>();
  readonly byType = new Map<PyType, NodeClass>();
  /** The one instance of each class without fields: `Load()`, `Add()`. */
  readonly singletons = new Map<string, PyAst>();

  constructor(vm: Runtime) {
    for (const asdl of ASDL) {
      const isProduct = asdl.shape === 'product';
      const parent = isProduct ? astType : this.makeSum(vm, asdl);
      for (const [name, declaration] of asdl.constructors) this.makeConstructor(vm, asdl, name, declaration, parent);
    }
    for (const node of this.constructors.values()) this.setFieldTypes(vm, node);
  }

  private makeSum(vm: Runtime, asdl: AsdlType): PyType {
    const lines = asdl.constructors.map(([name, fields]) => (fields === '' ? name : `${name}(${fields})`));
    const indent = ' '.repeat(asdl.name.length);
    const doc = `${asdl.name} = ${lines.join(asdl.shape === 'simple' ? ' | ' : `\n${indent} | `)}`;
    const type = makeClass(vm, asdl.name, astType, [], doc, asdl.positioned);
    this.sums.set(asdl.name, type);
    return type;
  }

  private makeConstructor(vm: Runtime, asdl: AsdlType, name: string, declaration: string, parent: PyType): void {
    const fields = parseFields(declaration);
    const doc = declaration === '' ? name : `${name}(${declaration})`;
    const type = makeClass(vm, name, parent, fields, doc, asdl.shape === 'product' ? asdl.positioned : null);
    const node = { type, asdl, fields };
    this.constructors.set(name, node);
    this.byType.set(type, node);
    if (asdl.shape === 'simple') this.singletons.set(name, new (type.instanceClass as unknown as new () => PyAst)());
  }

  private setFieldTypes(vm: Runtime, node: NodeClass): void {
    const types = new PyDict();
    for (const field of node.fields) {
      let type = this.fieldType(field.type);
      if (field.quantifier.includes('*')) type = vm.call1(getAttr(vm, listType, '__class_getitem__'), type);
      else if (field.quantifier === '?') type = binaryOp(vm, 'or', type, None);
      types.set(vm, field.name, type);
    }
    node.type.dict.set('_field_types', types);
    node.type.dict.set('__annotations__', types);
  }

  private fieldType(name: string): Value {
    if (name === 'identifier' || name === 'string') return strType;
    if (name === 'int') return intType;
    if (name === 'constant') return objectType;
    return this.sums.get(name) ?? (this.constructors.get(name)?.type as PyType);
  }

  /** The class that an object is an instance of, subclasses by programs included. */
  of(value: Value): NodeClass | undefined {
    for (const type of typeOf(value).mro) {
      const found = this.byType.get(type);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function makeClass(
  vm: Runtime,
  name: string,
  parent: PyType,
  fields: readonly AsdlField[],
  doc: string,
  positioned: boolean | null,
): PyType {
  const namespace = new PyDict();
  const names = fields.map((field) => field.name);
  const tuple = names.length === 0 ? EMPTY_TUPLE : new PyTuple(names);
  namespace.setStr('_fields', tuple);
  namespace.setStr('__match_args__', tuple);
  namespace.setStr('__module__', 'ast');
  namespace.setStr('__doc__', strFromUtf16(doc));
  if (positioned !== null) {
    namespace.setStr('_attributes', positioned ? new PyTuple([...ATTRIBUTES]) : EMPTY_TUPLE);
    if (positioned) {
      namespace.setStr('end_lineno', None);
      namespace.setStr('end_col_offset', None);
    }
  }
  for (const field of fields) if (field.quantifier === '?') namespace.setStr(field.name, None);
  const bases = new PyTuple([parent]);
  return createType(vm, typeType, name, bases, namespace, [name, bases, namespace], null) as PyType;
}

export const nodeClasses = new StateKey('_ast', (vm) => new NodeClasses(vm));

function fieldNames(vm: Runtime, type: PyType): Value[] {
  const fields = lookupAttr(vm, type, '_fields');
  return fields === undefined ? [] : toArray(vm, fields);
}

/** What tells fields apart; programs may name them by what is no str. */
function fieldKey(field: Value): string {
  return isStr(field) ? strKey(field) : `\0${typeOf(field).name}`;
}

function attributeKey(field: Value): string {
  if (!isStr(field)) throw typeError(`attribute name must be string, not '${typeOf(field).name}'`);
  return strKey(field);
}

/** `AST.__init__`. */
function astInit(vm: Runtime, self: PyAst, args: readonly Value[], kwnames: readonly string[] | null): void {
  const type = typeOf(self);
  const fields = fieldNames(vm, type);
  const remaining = new Map<string, Value>(fields.map((field) => [fieldKey(field), field]));
  const npos = args.length - (kwnames?.length ?? 0);
  if (npos > fields.length) {
    throw typeError(
      `${type.name} constructor takes at most ${fields.length} positional argument${fields.length === 1 ? '' : 's'}`,
    );
  }
  for (let i = 0; i < npos; i++) {
    const key = attributeKey(fields[i] as Value);
    setAttr(vm, self, key, args[i] as Value);
    remaining.delete(key);
  }
  kwnames?.forEach((key, i) => {
    const name = strToUtf16(strFromKey(key));
    if (fields.some((field) => isStr(field) && strKey(field) === key)) {
      if (!remaining.delete(key)) throw typeError(`${type.name} got multiple values for argument '${name}'`);
    } else {
      const attributes = lookupAttr(vm, type, '_attributes');
      if (attributes === undefined || !contains(vm, attributes, strFromKey(key))) {
        vm.warn(
          DeprecationWarning,
          `${type.name}.__init__ got an unexpected keyword argument '${name}'. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.`,
        );
      }
    }
    setAttr(vm, self, key, args[npos + i] as Value);
  });
  fillMissing(vm, self, type, remaining);
}

function fillMissing(vm: Runtime, self: PyAst, type: PyType, remaining: ReadonlyMap<string, Value>): void {
  if (remaining.size === 0) return;
  const types = lookupAttr(vm, type, '_field_types');
  if (!(types instanceof PyDict)) return;
  const { singletons, sums } = vm.state(nodeClasses);
  for (const [key, name] of remaining) {
    const field = types.get(vm, name);
    if (field === undefined) {
      vm.warn(
        DeprecationWarning,
        `Field ${reprText(vm, name)} is missing from ${type.name}._field_types. This will become an error in Python 3.15.`,
      );
    } else if (typeOf(field) === unionType) {
      // The class attribute None is the default.
    } else if (typeOf(field) === genericAliasType) setAttr(vm, self, key, new PyList([]));
    else if (field === sums.get('expr_context')) setAttr(vm, self, key, singletons.get('Load') as PyAst);
    else {
      vm.warn(
        DeprecationWarning,
        `${type.name}.__init__ missing 1 required positional argument: ${reprText(vm, name)}. This will become an error in Python 3.15.`,
      );
    }
  }
}

/** `__replace__` fills no gaps: raises TypeError for required fields that neither the node nor the call gives. */
function refuseMissing(vm: Runtime, type: PyType, values: ReadonlyMap<string, Value>): void {
  const types = lookupAttr(vm, type, '_field_types');
  if (!(types instanceof PyDict)) return;
  const { sums } = vm.state(nodeClasses);
  const missing = fieldNames(vm, type).filter((name) => {
    if (values.has(fieldKey(name))) return false;
    const field = types.get(vm, name);
    if (field === undefined || field === sums.get('expr_context')) return false;
    return typeOf(field) !== unionType && typeOf(field) !== genericAliasType;
  });
  if (missing.length === 0) return;
  const names = missing.map((name) => reprText(vm, name)).sort();
  throw typeError(
    `${type.name}.__replace__ missing ${names.length} keyword argument${names.length === 1 ? '' : 's'}: ${names.join(', ')}.`,
  );
}

const MAX_DEPTH = 2;

/** `repr(node)`: nested nodes to a small depth, long lists shortened. */
function astRepr(vm: Runtime, self: Value, depth: number): string {
  const type = typeOf(self);
  const fields = fieldNames(vm, type);
  if (depth <= 0) return `${type.name}(...)`;
  if (vm.reprEnter(self)) return `${type.name}(...)`;
  try {
    const parts = fields.map((field) => {
      const value = getAttr(vm, self, attributeKey(field));
      return `${strToUtf16(field as Str)}=${fieldRepr(vm, value, depth)}`;
    });
    return `${type.name}(${parts.join(', ')})`;
  } finally {
    vm.reprLeave(self);
  }
}

function fieldRepr(vm: Runtime, value: Value, depth: number): string {
  if (value instanceof PyList || value instanceof PyTuple) {
    const items = value.items;
    const shown = items.length > 2 ? [items[0], items[items.length - 1]] : items;
    const texts = shown.map((item) => itemRepr(vm, item as Value, depth - 1));
    if (items.length > 2) texts.splice(1, 0, '...');
    return value instanceof PyList ? `[${texts.join(', ')}]` : `(${texts.join(', ')}${items.length === 1 ? ',' : ''})`;
  }
  return itemRepr(vm, value, depth - 1);
}

function itemRepr(vm: Runtime, value: Value, depth: number): string {
  return value instanceof PyAst
    ? astRepr(vm, value, depth + 1 > MAX_DEPTH ? MAX_DEPTH : depth)
    : strToUtf16(repr(vm, value));
}

defineType(astType, {
  module: 'ast',
  isBaseType: true,
  hasDict: true,
  slots: {
    tp_new: (_vm, type) => new (type.instanceClass as unknown as new () => PyAst)(),
    tp_init: astInit,
    tp_getattro: genericGetAttr,
    tp_setattro: genericSetAttr,
    tp_repr: (vm, self: PyAst) => strFromUtf16(astRepr(vm, self, 3)),
  },
  methods: [
    method(
      '__reduce__($self, /)',
      null,
      (_vm, self: PyAst) => new PyTuple([typeOf(self), EMPTY_TUPLE, instanceDict(self)]),
    ),
    rawMethod('__replace__', null, (vm, self: PyAst, args, kwnames) => {
      const type = typeOf(self);
      const allowed = new Set([
        ...fieldNames(vm, type).map(attributeKey),
        ...(toArray(vm, getAttr(vm, type, '_attributes')) as Str[]).map(strKey),
      ]);
      if (args.length > (kwnames?.length ?? 0)) throw typeError('__replace__() takes no positional arguments');
      const values = new Map<string, Value>();
      for (const key of allowed) {
        const value = lookupAttr(vm, self, key);
        if (value !== undefined) values.set(key, value);
      }
      kwnames?.forEach((key, i) => {
        if (!allowed.has(key)) {
          throw typeError(
            `${type.name}.__replace__ got an unexpected keyword argument '${strToUtf16(strFromKey(key))}'.`,
          );
        }
        values.set(key, args[i] as Value);
      });
      refuseMissing(vm, type, values);
      return vm.call(type, [...values.values()], [...values.keys()]);
    }),
  ],
  getsets: [
    getset('__dict__', null, getInstanceDict, (vm, self: PyAst, value) => {
      if (value === undefined) throw attributeError('__dict__', self, '__dict__');
      replaceInstanceDict(vm, self, value);
    }),
  ],
  constants: [
    ['_fields', EMPTY_TUPLE],
    ['_attributes', EMPTY_TUPLE],
    ['__match_args__', EMPTY_TUPLE],
  ],
});
