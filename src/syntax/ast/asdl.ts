/** This file declares the abstract syntax tree of Python 3.14: every node class, its fields and its sum type, once. */

/**
 * A sum type (several constructors) or a product type (one constructor, named like the type).
 *
 * A field reads `type name`, `type? name` (may be `null`), `type* name` (an array) or `type?* name` (an array
 * whose elements may be `null`). `positioned` types carry lineno, col_offset, end_lineno and end_col_offset.
 * Constructors of `simple` types have no fields and are plain strings in the tree.
 *
 * `tools/generate-ast.ts` derives `nodes.ts` from this table; `ast.dump`, the Python-level node classes and the
 * validator read it at run time. Language reference: the grammar of the `ast` module.
 */
export interface AsdlType {
  readonly name: string;
  readonly shape: 'sum' | 'product' | 'simple';
  readonly positioned: boolean;
  /** Each constructor with its fields, in CPython's order. */
  readonly constructors: readonly (readonly [name: string, fields: string])[];
}

const FUNCTION =
  'identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params';
const LOOP = 'expr target, expr iter, stmt* body, stmt* orelse, string? type_comment';
const TRY = 'stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody';
const COMPREHENSION = 'expr elt, comprehension* generators';

function simple(name: string, names: string): AsdlType {
  return { name, shape: 'simple', positioned: false, constructors: names.split(' ').map((n) => [n, ''] as const) };
}

/** Every type of the tree, in the order of the language's own definition. */
export const ASDL: readonly AsdlType[] = [
  {
    name: 'mod',
    shape: 'sum',
    positioned: false,
    constructors: [
      ['Module', 'stmt* body, type_ignore* type_ignores'],
      ['Interactive', 'stmt* body'],
      ['Expression', 'expr body'],
      ['FunctionType', 'expr* argtypes, expr returns'],
    ],
  },
  {
    name: 'stmt',
    shape: 'sum',
    positioned: true,
    constructors: [
      ['FunctionDef', FUNCTION],
      ['AsyncFunctionDef', FUNCTION],
      [
        'ClassDef',
        'identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list, type_param* type_params',
      ],
      ['Return', 'expr? value'],
      ['Delete', 'expr* targets'],
      ['Assign', 'expr* targets, expr value, string? type_comment'],
      ['TypeAlias', 'expr name, type_param* type_params, expr value'],
      ['AugAssign', 'expr target, operator op, expr value'],
      ['AnnAssign', 'expr target, expr annotation, expr? value, int simple'],
      ['For', LOOP],
      ['AsyncFor', LOOP],
      ['While', 'expr test, stmt* body, stmt* orelse'],
      ['If', 'expr test, stmt* body, stmt* orelse'],
      ['With', 'withitem* items, stmt* body, string? type_comment'],
      ['AsyncWith', 'withitem* items, stmt* body, string? type_comment'],
      ['Match', 'expr subject, match_case* cases'],
      ['Raise', 'expr? exc, expr? cause'],
      ['Try', TRY],
      ['TryStar', TRY],
      ['Assert', 'expr test, expr? msg'],
      ['Import', 'alias* names'],
      ['ImportFrom', 'identifier? module, alias* names, int? level'],
      ['Global', 'identifier* names'],
      ['Nonlocal', 'identifier* names'],
      ['Expr', 'expr value'],
      ['Pass', ''],
      ['Break', ''],
      ['Continue', ''],
    ],
  },
  {
    name: 'expr',
    shape: 'sum',
    positioned: true,
    constructors: [
      ['BoolOp', 'boolop op, expr* values'],
      ['NamedExpr', 'expr target, expr value'],
      ['BinOp', 'expr left, operator op, expr right'],
      ['UnaryOp', 'unaryop op, expr operand'],
      ['Lambda', 'arguments args, expr body'],
      ['IfExp', 'expr test, expr body, expr orelse'],
      ['Dict', 'expr?* keys, expr* values'],
      ['Set', 'expr* elts'],
      ['ListComp', COMPREHENSION],
      ['SetComp', COMPREHENSION],
      ['DictComp', 'expr key, expr value, comprehension* generators'],
      ['GeneratorExp', COMPREHENSION],
      ['Await', 'expr value'],
      ['Yield', 'expr? value'],
      ['YieldFrom', 'expr value'],
      ['Compare', 'expr left, cmpop* ops, expr* comparators'],
      ['Call', 'expr func, expr* args, keyword* keywords'],
      ['FormattedValue', 'expr value, int conversion, expr? format_spec'],
      ['Interpolation', 'expr value, constant str, int conversion, expr? format_spec'],
      ['JoinedStr', 'expr* values'],
      ['TemplateStr', 'expr* values'],
      ['Constant', 'constant value, string? kind'],
      ['Attribute', 'expr value, identifier attr, expr_context ctx'],
      ['Subscript', 'expr value, expr slice, expr_context ctx'],
      ['Starred', 'expr value, expr_context ctx'],
      ['Name', 'identifier id, expr_context ctx'],
      ['List', 'expr* elts, expr_context ctx'],
      ['Tuple', 'expr* elts, expr_context ctx'],
      ['Slice', 'expr? lower, expr? upper, expr? step'],
    ],
  },
  simple('expr_context', 'Load Store Del'),
  simple('boolop', 'And Or'),
  simple('operator', 'Add Sub Mult MatMult Div Mod Pow LShift RShift BitOr BitXor BitAnd FloorDiv'),
  simple('unaryop', 'Invert Not UAdd USub'),
  simple('cmpop', 'Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn'),
  {
    name: 'comprehension',
    shape: 'product',
    positioned: false,
    constructors: [['comprehension', 'expr target, expr iter, expr* ifs, int is_async']],
  },
  {
    name: 'excepthandler',
    shape: 'sum',
    positioned: true,
    constructors: [['ExceptHandler', 'expr? type, identifier? name, stmt* body']],
  },
  {
    name: 'arguments',
    shape: 'product',
    positioned: false,
    constructors: [
      [
        'arguments',
        'arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr?* kw_defaults, arg? kwarg, expr* defaults',
      ],
    ],
  },
  {
    name: 'arg',
    shape: 'product',
    positioned: true,
    constructors: [['arg', 'identifier arg, expr? annotation, string? type_comment']],
  },
  { name: 'keyword', shape: 'product', positioned: true, constructors: [['keyword', 'identifier? arg, expr value']] },
  {
    name: 'alias',
    shape: 'product',
    positioned: true,
    constructors: [['alias', 'identifier name, identifier? asname']],
  },
  {
    name: 'withitem',
    shape: 'product',
    positioned: false,
    constructors: [['withitem', 'expr context_expr, expr? optional_vars']],
  },
  {
    name: 'match_case',
    shape: 'product',
    positioned: false,
    constructors: [['match_case', 'pattern pattern, expr? guard, stmt* body']],
  },
  {
    name: 'pattern',
    shape: 'sum',
    positioned: true,
    constructors: [
      ['MatchValue', 'expr value'],
      ['MatchSingleton', 'constant value'],
      ['MatchSequence', 'pattern* patterns'],
      ['MatchMapping', 'expr* keys, pattern* patterns, identifier? rest'],
      ['MatchClass', 'expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns'],
      ['MatchStar', 'identifier? name'],
      ['MatchAs', 'pattern? pattern, identifier? name'],
      ['MatchOr', 'pattern* patterns'],
    ],
  },
  { name: 'type_ignore', shape: 'sum', positioned: false, constructors: [['TypeIgnore', 'int lineno, string tag']] },
  {
    name: 'type_param',
    shape: 'sum',
    positioned: true,
    constructors: [
      ['TypeVar', 'identifier name, expr? bound, expr? default_value'],
      ['ParamSpec', 'identifier name, expr? default_value'],
      ['TypeVarTuple', 'identifier name, expr? default_value'],
    ],
  },
];

/** One field of a node class. */
export interface AsdlField {
  readonly type: string;
  readonly name: string;
  /** The property of the TypeScript class: the name, except that Constant's field `kind` is `literal_kind` (`kind` tells the class). */
  readonly property: string;
  /** `''` exactly one, `'?'` may be null, `'*'` an array, `'?*'` an array that may hold null. */
  readonly quantifier: '' | '?' | '*' | '?*';
}

/** The fields that a declaration such as `expr? value, int simple` lists. */
export function parseFields(declaration: string): AsdlField[] {
  if (declaration === '') return [];
  return declaration.split(', ').map((text) => {
    const [, type, quantifier, name] = /^(\w+)(\??\*?) (\w+)$/.exec(text) as RegExpExecArray;
    const property = name === 'kind' ? 'literal_kind' : (name as string);
    return { type: type as string, name: name as string, property, quantifier: quantifier as AsdlField['quantifier'] };
  });
}

/** The node classes by name (simple types' constructors included), each with its type and fields. */
export function asdlConstructors(): Map<string, { type: AsdlType; fields: AsdlField[] }> {
  const out = new Map<string, { type: AsdlType; fields: AsdlField[] }>();
  for (const type of ASDL) {
    for (const [name, fields] of type.constructors) out.set(name, { type, fields: parseFields(fields) });
  }
  return out;
}
