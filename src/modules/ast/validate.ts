/** This file refuses trees that the grammar could not have made, as CPython's ast.c does. */
import { typeError, valueError } from '../../objects/errors.js';
import type * as ast from '../../syntax/ast/nodes.js';
import type { Runtime } from '../../values/runtime.js';
import { type MaybeNull, validName, validPositions } from './validate-expressions.js';
import { PatternValidator } from './validate-patterns.js';

/** Check a tree; raises ValueError or TypeError. */
export function validateTree(vm: Runtime, tree: ast.mod): void {
  const validator = new TreeValidator(vm);
  switch (tree.kind) {
    case 'Module':
    case 'Interactive':
      return validator.statements(tree.body);
    case 'Expression':
      return validator.expression(tree.body);
    case 'FunctionType':
      validator.expressions(tree.argtypes);
      return validator.expression(tree.returns);
  }
}

function nonempty(list: readonly unknown[], what: string, owner: string): void {
  if (list.length === 0) throw valueError(`empty ${what} on ${owner}`);
}

class TreeValidator extends PatternValidator {
  statements(list: MaybeNull<ast.stmt>): void {
    for (const node of list) {
      if (node === null) throw valueError('None disallowed in statement list');
      this.enter();
      try {
        validPositions(node);
        this.statement(node);
      } finally {
        this.leave();
      }
    }
  }

  private body(list: readonly ast.stmt[], owner: string): void {
    nonempty(list, 'body', owner);
    this.statements(list);
  }

  private targets(list: readonly ast.expr[], ctx: 'Store' | 'Del'): void {
    nonempty(list, 'targets', ctx === 'Del' ? 'Delete' : 'Assign');
    this.expressions(list, ctx);
  }

  private typeParams(list: readonly ast.type_param[]): void {
    for (const param of list) {
      validPositions(param);
      validName(param.name);
      if (param.kind === 'TypeVar') this.optional(param.bound);
      this.optional(param.default_value);
    }
  }

  private statement(node: ast.stmt): void {
    switch (node.kind) {
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        validName(node.name);
        this.body(node.body, node.kind);
        this.typeParams(node.type_params);
        this.parameters(node.args);
        this.expressions(node.decorator_list);
        return this.optional(node.returns);
      case 'ClassDef':
        validName(node.name);
        this.body(node.body, 'ClassDef');
        this.typeParams(node.type_params);
        this.expressions(node.bases);
        this.keywords(node.keywords);
        return this.expressions(node.decorator_list);
      case 'Return':
        return this.optional(node.value);
      case 'Delete':
        return this.targets(node.targets, 'Del');
      case 'Assign':
        this.targets(node.targets, 'Store');
        return this.expression(node.value);
      case 'AugAssign':
        this.expression(node.target, 'Store');
        return this.expression(node.value);
      case 'AnnAssign':
        if (node.simple && node.target.kind !== 'Name') throw typeError('AnnAssign with simple non-Name target');
        this.expression(node.target, 'Store');
        this.optional(node.value);
        return this.expression(node.annotation);
      case 'TypeAlias':
        if (node.name.kind !== 'Name') throw typeError('TypeAlias with non-Name name');
        this.expression(node.name, 'Store');
        this.typeParams(node.type_params);
        return this.expression(node.value);
      case 'For':
      case 'AsyncFor':
        this.expression(node.target, 'Store');
        this.expression(node.iter);
        this.body(node.body, node.kind);
        return this.statements(node.orelse);
      case 'While':
      case 'If':
        this.expression(node.test);
        this.body(node.body, node.kind);
        return this.statements(node.orelse);
      case 'With':
      case 'AsyncWith':
        nonempty(node.items, 'items', node.kind);
        for (const { context_expr, optional_vars } of node.items) {
          this.expression(context_expr);
          if (optional_vars !== null) this.expression(optional_vars, 'Store');
        }
        return this.body(node.body, node.kind);
      case 'Match':
        this.expression(node.subject);
        nonempty(node.cases, 'cases', 'Match');
        for (const { pattern, guard, body } of node.cases) {
          this.pattern(pattern);
          this.optional(guard);
          this.body(body, 'match_case');
        }
        return;
      case 'Raise':
        if (node.exc === null && node.cause !== null) throw valueError('Raise with cause but no exception');
        this.optional(node.exc);
        return this.optional(node.cause);
      case 'Try':
      case 'TryStar':
        return this.tryStatement(node);
      case 'Assert':
        this.expression(node.test);
        return this.optional(node.msg);
      case 'Import':
      case 'ImportFrom':
        if (node.kind === 'ImportFrom' && (node.level ?? 0) < 0) throw valueError('Negative ImportFrom level');
        nonempty(node.names, 'names', node.kind);
        for (const { name, asname } of node.names) {
          validName(name);
          validName(asname);
        }
        return;
      case 'Global':
      case 'Nonlocal':
        return nonempty(node.names, 'names', node.kind);
      case 'Expr':
        return this.expression(node.value);
      case 'Pass':
      case 'Break':
      case 'Continue':
    }
  }

  private tryStatement(node: ast.Try | ast.TryStar): void {
    this.body(node.body, node.kind);
    if (node.handlers.length === 0 && node.finalbody.length === 0) {
      throw valueError(`${node.kind} has neither except handlers nor finalbody`);
    }
    if (node.handlers.length === 0 && node.orelse.length > 0) {
      throw valueError(`${node.kind} has orelse but no except handlers`);
    }
    for (const handler of node.handlers) {
      validPositions(handler);
      this.optional(handler.type);
      validName(handler.name);
      this.body(handler.body, 'ExceptHandler');
    }
    this.statements(node.finalbody);
    this.statements(node.orelse);
  }
}
