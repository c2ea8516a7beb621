/** This file refuses trees that the grammar could not have made, as CPython's ast.c does. */
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { PyFrozenSet } from '../../objects/types/set/set.js';
import type * as ast from '../../syntax/ast/nodes.js';
import { visitChildren } from '../../syntax/ast/nodes.js';
import { PyComplex, PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { Ellipsis, None } from '../../values/singletons.js';
import { isStr } from '../../values/str.js';

/** Check a tree; raises ValueError or TypeError. */
export function validateTree(vm: Runtime, tree: ast.mod): void {
  validateNode(vm, tree);
}

function validateNode(vm: Runtime, node: ast.Node): void {
  vm.enterRecursion(' during ast validation');
  try {
    validateOne(vm, node);
    visitChildren(node, (child) => validateNode(vm, child));
  } finally {
    vm.leaveRecursion();
  }
}

function nonempty(list: readonly unknown[], what: string, owner: string): void {
  if (list.length === 0) throw valueError(`empty ${what} on ${owner}`);
}

function forbiddenName(name: string | null): void {
  if (name === 'None' || name === 'True' || name === 'False') {
    throw valueError(`identifier field can't represent '${name}' constant`);
  }
}

function context(node: ast.expr, expected: 'Load' | 'Store' | 'Del'): void {
  if (!('ctx' in node)) {
    if (expected !== 'Load') {
      throw valueError(`expression which can't be assigned to in ${expected} context`);
    }
    return;
  }
  if (node.ctx !== expected) {
    throw valueError(`expression must have ${expected} context but has ${node.ctx} instead`);
  }
}

function targets(list: readonly ast.expr[], ctx: 'Store' | 'Del'): void {
  for (const each of list) target(each, ctx);
}

function target(node: ast.expr, ctx: 'Store' | 'Del'): void {
  context(node, ctx);
  if (node.kind === 'Tuple' || node.kind === 'List') targets(node.elts, ctx);
  else if (node.kind === 'Starred') target(node.value, ctx);
}

function loads(...list: readonly (ast.expr | null)[]): void {
  for (const each of list) if (each !== null) context(each, 'Load');
}

function constantValue(vm: Runtime, value: Value): void {
  if (value === None || value === Ellipsis) return;
  if (typeof value !== 'object' || isStr(value)) return;
  if (value.constructor === PyFloat || value.constructor === PyComplex || value.constructor === PyBytes) return;
  if (value.constructor === PyTuple) {
    for (const item of (value as PyTuple).items) constantValue(vm, item);
    return;
  }
  if (value.constructor === PyFrozenSet) return;
  throw typeError(`got an invalid type in Constant: ${typeOf(value).name}`);
}

function validateOne(vm: Runtime, node: ast.Node): void {
  switch (node.kind) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      nonempty(node.body, 'body', node.kind);
      loads(...node.decorator_list, node.returns);
      break;
    case 'ClassDef':
      nonempty(node.body, 'body', 'ClassDef');
      loads(...node.bases, ...node.decorator_list);
      break;
    case 'Delete':
      nonempty(node.targets, 'targets', 'Delete');
      targets(node.targets, 'Del');
      break;
    case 'Assign':
      nonempty(node.targets, 'targets', 'Assign');
      targets(node.targets, 'Store');
      loads(node.value);
      break;
    case 'AugAssign':
      target(node.target, 'Store');
      loads(node.value);
      break;
    case 'AnnAssign':
      if (node.simple && node.target.kind !== 'Name') throw typeError('AnnAssign with simple non-Name target');
      target(node.target, 'Store');
      loads(node.value, node.annotation);
      break;
    case 'TypeAlias':
      if (node.name.kind !== 'Name') throw typeError('TypeAlias with non-Name name');
      target(node.name, 'Store');
      loads(node.value);
      break;
    case 'For':
    case 'AsyncFor':
      target(node.target, 'Store');
      loads(node.iter);
      nonempty(node.body, 'body', node.kind);
      break;
    case 'While':
    case 'If':
      loads(node.test);
      nonempty(node.body, 'body', node.kind);
      break;
    case 'With':
    case 'AsyncWith':
      nonempty(node.items, 'items', node.kind);
      for (const item of node.items) {
        loads(item.context_expr);
        if (item.optional_vars !== null) target(item.optional_vars, 'Store');
      }
      nonempty(node.body, 'body', node.kind);
      break;
    case 'Match':
      nonempty(node.cases, 'cases', 'Match');
      loads(node.subject);
      for (const each of node.cases) nonempty(each.body, 'body', 'match_case');
      break;
    case 'Raise':
      if (node.exc === null && node.cause !== null) throw valueError('Raise with cause but no exception');
      loads(node.exc, node.cause);
      break;
    case 'Try':
    case 'TryStar':
      nonempty(node.body, 'body', node.kind);
      if (node.handlers.length === 0 && node.finalbody.length === 0) {
        throw valueError(`${node.kind} has neither handlers nor finalbody`);
      }
      if (node.handlers.length === 0 && node.orelse.length > 0) {
        throw valueError(`${node.kind} has orelse but no except handlers`);
      }
      for (const handler of node.handlers) nonempty(handler.body, 'body', 'ExceptHandler');
      break;
    case 'Import':
    case 'ImportFrom':
      if (node.kind === 'ImportFrom' && (node.level ?? 0) < 0) throw valueError('Negative ImportFrom level');
      nonempty(node.names, 'names', node.kind);
      break;
    case 'Global':
    case 'Nonlocal':
      nonempty(node.names, 'names', node.kind);
      break;
    case 'BoolOp':
      if (node.values.length < 2) throw valueError('BoolOp with less than 2 values');
      loads(...node.values);
      break;
    case 'NamedExpr':
      if (node.target.kind !== 'Name') throw typeError('NamedExpr target must be a Name');
      target(node.target, 'Store');
      loads(node.value);
      break;
    case 'BinOp':
      loads(node.left, node.right);
      break;
    case 'Dict':
      if (node.keys.length !== node.values.length) {
        throw valueError("Dict doesn't have the same number of keys as values");
      }
      loads(...node.keys, ...node.values);
      break;
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
    case 'DictComp':
      if (node.generators.length === 0) throw valueError('comprehension with no generators');
      for (const generator of node.generators) {
        target(generator.target, 'Store');
        loads(generator.iter, ...generator.ifs);
      }
      break;
    case 'Compare':
      if (node.comparators.length === 0) throw valueError('Compare with no comparators');
      if (node.comparators.length !== node.ops.length) {
        throw valueError('Compare has a different number of comparators and operands');
      }
      loads(node.left, ...node.comparators);
      break;
    case 'Call':
      loads(node.func, ...node.args);
      break;
    case 'Constant':
      constantValue(vm, node.value);
      break;
    case 'Name':
      forbiddenName(node.id);
      break;
    case 'Attribute':
      loads(node.value);
      break;
    case 'Subscript':
      loads(node.value, node.slice);
      break;
    case 'arguments':
      if (node.defaults.length > node.posonlyargs.length + node.args.length) {
        throw valueError('more positional defaults than args on arguments');
      }
      if (node.kw_defaults.length !== node.kwonlyargs.length) {
        throw valueError('length of kwonlyargs is not the same as kw_defaults on arguments');
      }
      break;
    case 'MatchSingleton':
      if (node.value !== None && typeof node.value !== 'boolean') {
        throw valueError('MatchSingleton can only contain True, False and None');
      }
      break;
    case 'MatchMapping':
      if (node.keys.length !== node.patterns.length) {
        throw valueError("MatchMapping doesn't have the same number of keys as patterns");
      }
      break;
    case 'MatchClass':
      if (node.kwd_attrs.length !== node.kwd_patterns.length) {
        throw valueError("MatchClass doesn't have the same number of keyword attributes as patterns");
      }
      break;
    case 'MatchAs':
      if (node.pattern !== null && node.name === null) {
        throw valueError('MatchAs must specify a target name if a pattern is given');
      }
      forbiddenName(node.name);
      break;
    case 'MatchOr':
      if (node.patterns.length < 2) throw valueError('MatchOr requires at least 2 patterns');
      break;
  }
}
