/** This file turns syntax trees into the node objects that programs see. */
import { setOwn } from '../../objects/instance.js';
import { PyList } from '../../objects/types/list/list.js';
import type { AsdlField } from '../../syntax/ast/asdl.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import { ATTRIBUTES, type NodeClass, type NodeClasses, nodeClasses, type PyAst } from './node-classes.js';

/** A node of the parser, seen through its declaration. */
type RawNode = Readonly<Record<string, unknown>> & { readonly kind: string };

/** The Python object of a tree. */
export function treeToPython(vm: Runtime, node: unknown): Value {
  return convertNode(vm, vm.state(nodeClasses), node as RawNode);
}

function convertNode(vm: Runtime, classes: NodeClasses, node: RawNode): Value {
  const found = classes.constructors.get(node.kind) as NodeClass;
  const made = new (found.type.instanceClass as unknown as new () => PyAst)();
  vm.enterRecursion(' during ast construction');
  try {
    for (const field of found.fields) setOwn(made, field.name, convertField(vm, classes, field, node[field.property]));
  } finally {
    vm.leaveRecursion();
  }
  if (found.asdl.positioned) for (const name of ATTRIBUTES) setOwn(made, name, node[name] as number);
  return made;
}

function convertField(vm: Runtime, classes: NodeClasses, field: AsdlField, value: unknown): Value {
  if (field.quantifier.includes('*')) {
    return new PyList((value as readonly unknown[]).map((item) => convertItem(vm, classes, field.type, item)));
  }
  return convertItem(vm, classes, field.type, value);
}

function convertItem(vm: Runtime, classes: NodeClasses, type: string, value: unknown): Value {
  if (value === null || value === undefined) return None;
  switch (type) {
    case 'identifier':
      return strFromUtf16(value as string);
    case 'string':
    case 'int':
    case 'constant':
      return value as Value;
    default:
      return typeof value === 'string'
        ? (classes.singletons.get(value) as PyAst)
        : convertNode(vm, classes, value as RawNode);
  }
}
