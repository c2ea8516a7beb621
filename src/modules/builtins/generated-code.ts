/**
 * This file knows the source text that the standard library makes and runs by itself: namedtuple's `__new__` and the methods
 * of dataclasses. Where a policy denies dynamic code, text of just these shapes may run, because nothing else can be said
 * in it: it calls what its makers call, and otherwise only passes names on.
 */
import type * as ast from '../../syntax/ast/nodes.js';

/** Names that the methods of a dataclass call. */
const CALLED: ReadonlySet<string> = new Set(['hash', 'super', 'type', 'FrozenInstanceError']);
/** Methods that they call. */
const CALLED_METHODS: ReadonlySet<string> = new Set(['__setattr__', '__delattr__', '__post_init__']);
const OWN_NAME = /^__dataclass(?:es)?_\w+$/;

/** Is this one of the library's own texts? */
export function isGeneratedCode(tree: ast.mod): boolean {
  if (tree.kind === 'Expression') return isTupleMaker(tree.body);
  if (tree.kind !== 'Module' || tree.body.length !== 1) return false;
  const [outer] = tree.body;
  if (outer?.kind !== 'FunctionDef' || outer.name !== '__create_fn__' || !isPlain(outer)) return false;
  const methods = outer.body.slice(0, -1);
  const last = outer.body.at(-1);
  if (last?.kind !== 'Return' || last.value?.kind !== 'Tuple' || !last.value.elts.every(isName)) return false;
  return methods.every((each) => each.kind === 'FunctionDef' && isPlain(each) && each.body.every(isStatement));
}

/** ```lambda _cls, a, b: _tuple_new(_cls, (a, b))``` */
function isTupleMaker(body: ast.expr): boolean {
  if (body.kind !== 'Lambda' || !hasPlainParameters(body.args)) return false;
  const call = body.body;
  if (call.kind !== 'Call' || call.keywords.length > 0 || call.args.length !== 2) return false;
  const [cls, items] = call.args as [ast.expr, ast.expr];
  if (call.func.kind !== 'Name' || call.func.id !== '_tuple_new' || !isName(cls)) return false;
  return items.kind === 'Tuple' && items.elts.every(isName);
}

function isName(node: ast.expr): boolean {
  return node.kind === 'Name';
}

/** No annotations; defaults are names, decorators are the dataclass module's own. */
function isPlain(def: ast.FunctionDef): boolean {
  return (
    def.returns === null &&
    def.type_params.length === 0 &&
    hasPlainParameters(def.args) &&
    def.decorator_list.every((each) => each.kind === 'Call' && each.args.length === 0 && isCall(each))
  );
}

function hasPlainParameters(args: ast.Arguments): boolean {
  const all = [...args.posonlyargs, ...args.args, ...args.kwonlyargs];
  if (args.vararg !== null || args.kwarg !== null) return false;
  return (
    all.every((each) => each.annotation === null) &&
    [...args.defaults, ...args.kw_defaults].every((each) => each === null || each.kind === 'Name')
  );
}

function isStatement(node: ast.stmt): boolean {
  switch (node.kind) {
    case 'Pass':
      return true;
    case 'Return':
      return node.value === null || isExpression(node.value);
    case 'Expr':
      return isExpression(node.value);
    case 'Assign':
      return node.targets.every(isTarget) && isExpression(node.value);
    case 'If':
      return isExpression(node.test) && node.body.every(isStatement) && node.orelse.every(isStatement);
    case 'Raise':
      return node.exc !== null && isExpression(node.exc) && node.cause === null;
    default:
      return false;
  }
}

function isTarget(node: ast.expr): boolean {
  return node.kind === 'Attribute' && isName(node.value);
}

function isExpression(node: ast.expr): boolean {
  switch (node.kind) {
    case 'Name':
    case 'Constant':
      return true;
    case 'Attribute':
      return isExpression(node.value);
    case 'Tuple':
    case 'Set':
      return node.elts.every(isExpression);
    case 'Compare':
      return isExpression(node.left) && node.comparators.every(isExpression);
    case 'BoolOp':
      return node.values.every(isExpression);
    case 'IfExp':
      return isExpression(node.test) && isExpression(node.body) && isExpression(node.orelse);
    case 'JoinedStr':
      return node.values.every(isExpression);
    case 'FormattedValue':
      return isExpression(node.value) && node.format_spec === null;
    case 'Call':
      return isCall(node);
    default:
      return false;
  }
}

function isCall(node: ast.Call): boolean {
  if (node.keywords.length > 0 || !node.args.every(isExpression)) return false;
  const { func } = node;
  if (func.kind === 'Name') return CALLED.has(func.id) || OWN_NAME.test(func.id);
  return func.kind === 'Attribute' && CALLED_METHODS.has(func.attr) && isExpression(func.value);
}
