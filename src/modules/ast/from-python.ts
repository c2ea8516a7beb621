/** This file turns node objects made by programs into syntax trees for the compiler. */

import { PyIntSubclass, PyStrSubclass, typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { lookupAttr } from '../../objects/operations/attributes.js';
import { reprText } from '../../objects/operations/text.js';
import { PyList } from '../../objects/types/list/list.js';
import type { AsdlField } from '../../syntax/ast/asdl.js';
import * as nodes from '../../syntax/ast/nodes.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, strToUtf16 } from '../../values/str.js';
import { ATTRIBUTES, type NodeClass, type NodeClasses, nodeClasses } from './node-classes.js';

type NodeConstructor = new (...args: unknown[]) => object;

/** TypeScript's class names for Python's lower-case product types. */
const CLASS_NAMES: ReadonlyMap<string, string> = new Map([
  ['comprehension', 'Comprehension'],
  ['arguments', 'Arguments'],
  ['arg', 'Arg'],
  ['keyword', 'Keyword'],
  ['alias', 'Alias'],
  ['withitem', 'Withitem'],
  ['match_case', 'MatchCase'],
]);

/** The constructors of the tree's nodes by Python's class name. */
const CONSTRUCTORS: ReadonlyMap<string, NodeConstructor> = new Map(
  Object.entries(nodes).filter(([, value]) => typeof value === 'function') as unknown as [string, NodeConstructor][],
);

function constructorOf(name: string): NodeConstructor {
  return CONSTRUCTORS.get(CLASS_NAMES.get(name) ?? name) as NodeConstructor;
}

/** The tree of a node object. Raises TypeError and ValueError for objects that are no tree. */
export function treeFromPython(vm: Runtime, value: Value, expected: string): unknown {
  return convertNode(vm, vm.state(nodeClasses), value, checkRoot(vm, value, expected));
}

/** The class of a node, which must be the one expected. Raises TypeError. */
export function checkRoot(vm: Runtime, value: Value, expected: string): NodeClass {
  const found = vm.state(nodeClasses).of(value);
  if (found === undefined || found.type.name !== expected) {
    throw typeError(`expected ${expected} node, got ${typeOf(value).name}`);
  }
  return found;
}

function convertNode(vm: Runtime, classes: NodeClasses, value: Value, found: NodeClass): unknown {
  vm.enterRecursion(` while traversing '${found.asdl.name}' node`);
  try {
    vm.chargeFuel(4);
    const positions = () => (found.asdl.positioned ? ATTRIBUTES.map((name) => position(vm, value, found, name)) : []);
    const fields = () => found.fields.map((field) => convertField(vm, classes, value, found, field));
    // CPython looks at the positions of a product type last.
    const [args, places] = found.asdl.shape === 'product' ? [fields(), positions()] : swap([positions(), fields()]);
    return new (constructorOf(found.type.name))(...args, ...places);
  } finally {
    vm.leaveRecursion();
  }
}

function swap<A, B>([first, second]: readonly [A, B]): readonly [B, A] {
  return [second, first];
}

function position(vm: Runtime, value: Value, found: NodeClass, name: string): number {
  const given = lookupAttr(vm, value, name);
  if (name.startsWith('end_')) {
    if (given === undefined || given === None) return position(vm, value, found, name.slice(4));
    return intOf(vm, given);
  }
  if (given === undefined) throw typeError(`required field "${name}" missing from ${found.asdl.name}`);
  return intOf(vm, given);
}

function intOf(vm: Runtime, value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof PyIntSubclass && typeof value.value === 'number') return value.value;
  throw valueError(`invalid integer value: ${reprText(vm, value)}`);
}

function convertField(vm: Runtime, classes: NodeClasses, node: Value, found: NodeClass, field: AsdlField): unknown {
  const value = lookupAttr(vm, node, field.name);
  const { quantifier } = field;
  if (quantifier.includes('*')) {
    if (value === undefined) return [];
    if (!(value instanceof PyList)) {
      throw typeError(`${found.type.name} field "${field.name}" must be a list, not a ${typeOf(value).name}`);
    }
    const size = value.items.length;
    return value.items.map((item) => {
      // The validator says which lists may not hold None.
      const mayBeNull = quantifier === '?*' || field.type === 'expr' || field.type === 'stmt';
      const converted = mayBeNull && item === None ? null : convertItem(vm, classes, field, item, found);
      if (value.items.length !== size) {
        throw typeError(`${found.type.name} field "${field.name}" changed size during iteration`);
      }
      return converted;
    });
  }
  if (value === undefined) {
    if (quantifier === '?') return null;
    throw typeError(`required field "${field.name}" missing from ${found.type.name}`);
  }
  if (value === None && quantifier === '?') return null;
  return convertItem(vm, classes, field, value, found);
}

function convertItem(vm: Runtime, classes: NodeClasses, field: AsdlField, value: Value, owner: NodeClass): unknown {
  const { type } = field;
  switch (type) {
    case 'identifier': {
      if (value === None) throw valueError(`field '${field.name}' is required for ${owner.type.name}`);
      const text = value instanceof PyStrSubclass ? value.value : value;
      if (!isStr(text)) throw typeError('AST identifier must be of type str');
      return strToUtf16(text);
    }
    case 'string':
      if (!isStr(value) && !(value instanceof PyBytes)) throw typeError('AST string must be of type str');
      return value;
    case 'int':
      return intOf(vm, value);
    case 'constant':
      return value;
  }
  // Whatever has the attributes of a product type is one.
  const product = classes.constructors.get(type);
  if (product !== undefined) return convertNode(vm, classes, value, product);
  if (value === None) throw valueError(`field '${field.name}' is required for ${owner.type.name}`);
  const found = classes.of(value);
  if (found === undefined || found.asdl.name !== type) {
    throw typeError(`expected some sort of ${type}, but got ${reprText(vm, value)}`);
  }
  return found.asdl.shape === 'simple' ? found.type.name : convertNode(vm, classes, value, found);
}
