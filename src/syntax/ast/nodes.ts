/** This file defines the node classes of the syntax tree. Generated from asdl.ts by tools/generate-ast.ts: do not edit. */
import type { Value } from '../../values/object.js';
import type { Str } from '../../values/str.js';

/** Where a node stands: lines from 1, columns as UTF-8 byte offsets in their line. */
export interface Positioned {
  lineno: number;
  col_offset: number;
  end_lineno: number;
  end_col_offset: number;
}

/** `Module(stmt* body, type_ignore* type_ignores)` */
export class Module {
  declare readonly kind: 'Module';
  declare body: stmt[];
  declare type_ignores: type_ignore[];

  constructor(body: stmt[], type_ignores: type_ignore[]) {
    this.kind = 'Module';
    this.body = body;
    this.type_ignores = type_ignores;
  }
}

/** `Interactive(stmt* body)` */
export class Interactive {
  declare readonly kind: 'Interactive';
  declare body: stmt[];

  constructor(body: stmt[]) {
    this.kind = 'Interactive';
    this.body = body;
  }
}

/** `Expression(expr body)` */
export class Expression {
  declare readonly kind: 'Expression';
  declare body: expr;

  constructor(body: expr) {
    this.kind = 'Expression';
    this.body = body;
  }
}

/** `FunctionType(expr* argtypes, expr returns)` */
export class FunctionType {
  declare readonly kind: 'FunctionType';
  declare argtypes: expr[];
  declare returns: expr;

  constructor(argtypes: expr[], returns: expr) {
    this.kind = 'FunctionType';
    this.argtypes = argtypes;
    this.returns = returns;
  }
}

/** The sum type `mod`. */
export type mod = Module | Interactive | Expression | FunctionType;

/** `FunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)` */
export class FunctionDef {
  declare readonly kind: 'FunctionDef';
  declare name: string;
  declare args: Arguments;
  declare body: stmt[];
  declare decorator_list: expr[];
  declare returns: expr | null;
  declare type_comment: Str | null;
  declare type_params: type_param[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    name: string,
    args: Arguments,
    body: stmt[],
    decorator_list: expr[],
    returns: expr | null,
    type_comment: Str | null,
    type_params: type_param[],
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'FunctionDef';
    this.name = name;
    this.args = args;
    this.body = body;
    this.decorator_list = decorator_list;
    this.returns = returns;
    this.type_comment = type_comment;
    this.type_params = type_params;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `AsyncFunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)` */
export class AsyncFunctionDef {
  declare readonly kind: 'AsyncFunctionDef';
  declare name: string;
  declare args: Arguments;
  declare body: stmt[];
  declare decorator_list: expr[];
  declare returns: expr | null;
  declare type_comment: Str | null;
  declare type_params: type_param[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    name: string,
    args: Arguments,
    body: stmt[],
    decorator_list: expr[],
    returns: expr | null,
    type_comment: Str | null,
    type_params: type_param[],
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'AsyncFunctionDef';
    this.name = name;
    this.args = args;
    this.body = body;
    this.decorator_list = decorator_list;
    this.returns = returns;
    this.type_comment = type_comment;
    this.type_params = type_params;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `ClassDef(identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list, type_param* type_params)` */
export class ClassDef {
  declare readonly kind: 'ClassDef';
  declare name: string;
  declare bases: expr[];
  declare keywords: Keyword[];
  declare body: stmt[];
  declare decorator_list: expr[];
  declare type_params: type_param[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    name: string,
    bases: expr[],
    keywords: Keyword[],
    body: stmt[],
    decorator_list: expr[],
    type_params: type_param[],
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'ClassDef';
    this.name = name;
    this.bases = bases;
    this.keywords = keywords;
    this.body = body;
    this.decorator_list = decorator_list;
    this.type_params = type_params;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Return(expr? value)` */
export class Return {
  declare readonly kind: 'Return';
  declare value: expr | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(value: expr | null, lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'Return';
    this.value = value;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Delete(expr* targets)` */
export class Delete {
  declare readonly kind: 'Delete';
  declare targets: expr[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(targets: expr[], lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'Delete';
    this.targets = targets;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Assign(expr* targets, expr value, string? type_comment)` */
export class Assign {
  declare readonly kind: 'Assign';
  declare targets: expr[];
  declare value: expr;
  declare type_comment: Str | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    targets: expr[],
    value: expr,
    type_comment: Str | null,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'Assign';
    this.targets = targets;
    this.value = value;
    this.type_comment = type_comment;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `TypeAlias(expr name, type_param* type_params, expr value)` */
export class TypeAlias {
  declare readonly kind: 'TypeAlias';
  declare name: expr;
  declare type_params: type_param[];
  declare value: expr;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    name: expr,
    type_params: type_param[],
    value: expr,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'TypeAlias';
    this.name = name;
    this.type_params = type_params;
    this.value = value;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `AugAssign(expr target, operator op, expr value)` */
export class AugAssign {
  declare readonly kind: 'AugAssign';
  declare target: expr;
  declare op: operator;
  declare value: expr;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    target: expr,
    op: operator,
    value: expr,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'AugAssign';
    this.target = target;
    this.op = op;
    this.value = value;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `AnnAssign(expr target, expr annotation, expr? value, int simple)` */
export class AnnAssign {
  declare readonly kind: 'AnnAssign';
  declare target: expr;
  declare annotation: expr;
  declare value: expr | null;
  declare simple: number;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    target: expr,
    annotation: expr,
    value: expr | null,
    simple: number,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'AnnAssign';
    this.target = target;
    this.annotation = annotation;
    this.value = value;
    this.simple = simple;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `For(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)` */
export class For {
  declare readonly kind: 'For';
  declare target: expr;
  declare iter: expr;
  declare body: stmt[];
  declare orelse: stmt[];
  declare type_comment: Str | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    target: expr,
    iter: expr,
    body: stmt[],
    orelse: stmt[],
    type_comment: Str | null,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'For';
    this.target = target;
    this.iter = iter;
    this.body = body;
    this.orelse = orelse;
    this.type_comment = type_comment;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `AsyncFor(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)` */
export class AsyncFor {
  declare readonly kind: 'AsyncFor';
  declare target: expr;
  declare iter: expr;
  declare body: stmt[];
  declare orelse: stmt[];
  declare type_comment: Str | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    target: expr,
    iter: expr,
    body: stmt[],
    orelse: stmt[],
    type_comment: Str | null,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'AsyncFor';
    this.target = target;
    this.iter = iter;
    this.body = body;
    this.orelse = orelse;
    this.type_comment = type_comment;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `While(expr test, stmt* body, stmt* orelse)` */
export class While {
  declare readonly kind: 'While';
  declare test: expr;
  declare body: stmt[];
  declare orelse: stmt[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    test: expr,
    body: stmt[],
    orelse: stmt[],
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'While';
    this.test = test;
    this.body = body;
    this.orelse = orelse;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `If(expr test, stmt* body, stmt* orelse)` */
export class If {
  declare readonly kind: 'If';
  declare test: expr;
  declare body: stmt[];
  declare orelse: stmt[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    test: expr,
    body: stmt[],
    orelse: stmt[],
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'If';
    this.test = test;
    this.body = body;
    this.orelse = orelse;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `With(withitem* items, stmt* body, string? type_comment)` */
export class With {
  declare readonly kind: 'With';
  declare items: Withitem[];
  declare body: stmt[];
  declare type_comment: Str | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    items: Withitem[],
    body: stmt[],
    type_comment: Str | null,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'With';
    this.items = items;
    this.body = body;
    this.type_comment = type_comment;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `AsyncWith(withitem* items, stmt* body, string? type_comment)` */
export class AsyncWith {
  declare readonly kind: 'AsyncWith';
  declare items: Withitem[];
  declare body: stmt[];
  declare type_comment: Str | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    items: Withitem[],
    body: stmt[],
    type_comment: Str | null,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'AsyncWith';
    this.items = items;
    this.body = body;
    this.type_comment = type_comment;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Match(expr subject, match_case* cases)` */
export class Match {
  declare readonly kind: 'Match';
  declare subject: expr;
  declare cases: MatchCase[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    subject: expr,
    cases: MatchCase[],
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'Match';
    this.subject = subject;
    this.cases = cases;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Raise(expr? exc, expr? cause)` */
export class Raise {
  declare readonly kind: 'Raise';
  declare exc: expr | null;
  declare cause: expr | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    exc: expr | null,
    cause: expr | null,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'Raise';
    this.exc = exc;
    this.cause = cause;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Try(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)` */
export class Try {
  declare readonly kind: 'Try';
  declare body: stmt[];
  declare handlers: excepthandler[];
  declare orelse: stmt[];
  declare finalbody: stmt[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    body: stmt[],
    handlers: excepthandler[],
    orelse: stmt[],
    finalbody: stmt[],
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'Try';
    this.body = body;
    this.handlers = handlers;
    this.orelse = orelse;
    this.finalbody = finalbody;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `TryStar(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)` */
export class TryStar {
  declare readonly kind: 'TryStar';
  declare body: stmt[];
  declare handlers: excepthandler[];
  declare orelse: stmt[];
  declare finalbody: stmt[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    body: stmt[],
    handlers: excepthandler[],
    orelse: stmt[],
    finalbody: stmt[],
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'TryStar';
    this.body = body;
    this.handlers = handlers;
    this.orelse = orelse;
    this.finalbody = finalbody;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Assert(expr test, expr? msg)` */
export class Assert {
  declare readonly kind: 'Assert';
  declare test: expr;
  declare msg: expr | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    test: expr,
    msg: expr | null,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'Assert';
    this.test = test;
    this.msg = msg;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Import(alias* names)` */
export class Import {
  declare readonly kind: 'Import';
  declare names: Alias[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(names: Alias[], lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'Import';
    this.names = names;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `ImportFrom(identifier? module, alias* names, int? level)` */
export class ImportFrom {
  declare readonly kind: 'ImportFrom';
  declare module: string | null;
  declare names: Alias[];
  declare level: number | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    module: string | null,
    names: Alias[],
    level: number | null,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'ImportFrom';
    this.module = module;
    this.names = names;
    this.level = level;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Global(identifier* names)` */
export class Global {
  declare readonly kind: 'Global';
  declare names: string[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(names: string[], lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'Global';
    this.names = names;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Nonlocal(identifier* names)` */
export class Nonlocal {
  declare readonly kind: 'Nonlocal';
  declare names: string[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(names: string[], lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'Nonlocal';
    this.names = names;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Expr(expr value)` */
export class Expr {
  declare readonly kind: 'Expr';
  declare value: expr;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(value: expr, lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'Expr';
    this.value = value;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Pass()` */
export class Pass {
  declare readonly kind: 'Pass';
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'Pass';
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Break()` */
export class Break {
  declare readonly kind: 'Break';
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'Break';
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Continue()` */
export class Continue {
  declare readonly kind: 'Continue';
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'Continue';
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** The sum type `stmt`. */
export type stmt =
  | FunctionDef
  | AsyncFunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | TypeAlias
  | AugAssign
  | AnnAssign
  | For
  | AsyncFor
  | While
  | If
  | With
  | AsyncWith
  | Match
  | Raise
  | Try
  | TryStar
  | Assert
  | Import
  | ImportFrom
  | Global
  | Nonlocal
  | Expr
  | Pass
  | Break
  | Continue;

/** `BoolOp(boolop op, expr* values)` */
export class BoolOp {
  declare readonly kind: 'BoolOp';
  declare op: boolop;
  declare values: expr[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    op: boolop,
    values: expr[],
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'BoolOp';
    this.op = op;
    this.values = values;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `NamedExpr(expr target, expr value)` */
export class NamedExpr {
  declare readonly kind: 'NamedExpr';
  declare target: expr;
  declare value: expr;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    target: expr,
    value: expr,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'NamedExpr';
    this.target = target;
    this.value = value;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `BinOp(expr left, operator op, expr right)` */
export class BinOp {
  declare readonly kind: 'BinOp';
  declare left: expr;
  declare op: operator;
  declare right: expr;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    left: expr,
    op: operator,
    right: expr,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'BinOp';
    this.left = left;
    this.op = op;
    this.right = right;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `UnaryOp(unaryop op, expr operand)` */
export class UnaryOp {
  declare readonly kind: 'UnaryOp';
  declare op: unaryop;
  declare operand: expr;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    op: unaryop,
    operand: expr,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'UnaryOp';
    this.op = op;
    this.operand = operand;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Lambda(arguments args, expr body)` */
export class Lambda {
  declare readonly kind: 'Lambda';
  declare args: Arguments;
  declare body: expr;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    args: Arguments,
    body: expr,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'Lambda';
    this.args = args;
    this.body = body;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `IfExp(expr test, expr body, expr orelse)` */
export class IfExp {
  declare readonly kind: 'IfExp';
  declare test: expr;
  declare body: expr;
  declare orelse: expr;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    test: expr,
    body: expr,
    orelse: expr,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'IfExp';
    this.test = test;
    this.body = body;
    this.orelse = orelse;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Dict(expr?* keys, expr* values)` */
export class Dict {
  declare readonly kind: 'Dict';
  declare keys: (expr | null)[];
  declare values: expr[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    keys: (expr | null)[],
    values: expr[],
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'Dict';
    this.keys = keys;
    this.values = values;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Set(expr* elts)` */
export class Set {
  declare readonly kind: 'Set';
  declare elts: expr[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(elts: expr[], lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'Set';
    this.elts = elts;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `ListComp(expr elt, comprehension* generators)` */
export class ListComp {
  declare readonly kind: 'ListComp';
  declare elt: expr;
  declare generators: Comprehension[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    elt: expr,
    generators: Comprehension[],
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'ListComp';
    this.elt = elt;
    this.generators = generators;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `SetComp(expr elt, comprehension* generators)` */
export class SetComp {
  declare readonly kind: 'SetComp';
  declare elt: expr;
  declare generators: Comprehension[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    elt: expr,
    generators: Comprehension[],
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'SetComp';
    this.elt = elt;
    this.generators = generators;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `DictComp(expr key, expr value, comprehension* generators)` */
export class DictComp {
  declare readonly kind: 'DictComp';
  declare key: expr;
  declare value: expr;
  declare generators: Comprehension[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    key: expr,
    value: expr,
    generators: Comprehension[],
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'DictComp';
    this.key = key;
    this.value = value;
    this.generators = generators;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `GeneratorExp(expr elt, comprehension* generators)` */
export class GeneratorExp {
  declare readonly kind: 'GeneratorExp';
  declare elt: expr;
  declare generators: Comprehension[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    elt: expr,
    generators: Comprehension[],
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'GeneratorExp';
    this.elt = elt;
    this.generators = generators;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Await(expr value)` */
export class Await {
  declare readonly kind: 'Await';
  declare value: expr;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(value: expr, lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'Await';
    this.value = value;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Yield(expr? value)` */
export class Yield {
  declare readonly kind: 'Yield';
  declare value: expr | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(value: expr | null, lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'Yield';
    this.value = value;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `YieldFrom(expr value)` */
export class YieldFrom {
  declare readonly kind: 'YieldFrom';
  declare value: expr;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(value: expr, lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'YieldFrom';
    this.value = value;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Compare(expr left, cmpop* ops, expr* comparators)` */
export class Compare {
  declare readonly kind: 'Compare';
  declare left: expr;
  declare ops: cmpop[];
  declare comparators: expr[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    left: expr,
    ops: cmpop[],
    comparators: expr[],
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'Compare';
    this.left = left;
    this.ops = ops;
    this.comparators = comparators;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Call(expr func, expr* args, keyword* keywords)` */
export class Call {
  declare readonly kind: 'Call';
  declare func: expr;
  declare args: expr[];
  declare keywords: Keyword[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    func: expr,
    args: expr[],
    keywords: Keyword[],
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'Call';
    this.func = func;
    this.args = args;
    this.keywords = keywords;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `FormattedValue(expr value, int conversion, expr? format_spec)` */
export class FormattedValue {
  declare readonly kind: 'FormattedValue';
  declare value: expr;
  declare conversion: number;
  declare format_spec: expr | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    value: expr,
    conversion: number,
    format_spec: expr | null,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'FormattedValue';
    this.value = value;
    this.conversion = conversion;
    this.format_spec = format_spec;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Interpolation(expr value, constant str, int conversion, expr? format_spec)` */
export class Interpolation {
  declare readonly kind: 'Interpolation';
  declare value: expr;
  declare str: Value;
  declare conversion: number;
  declare format_spec: expr | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    value: expr,
    str: Value,
    conversion: number,
    format_spec: expr | null,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'Interpolation';
    this.value = value;
    this.str = str;
    this.conversion = conversion;
    this.format_spec = format_spec;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `JoinedStr(expr* values)` */
export class JoinedStr {
  declare readonly kind: 'JoinedStr';
  declare values: expr[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(values: expr[], lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'JoinedStr';
    this.values = values;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `TemplateStr(expr* values)` */
export class TemplateStr {
  declare readonly kind: 'TemplateStr';
  declare values: expr[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(values: expr[], lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'TemplateStr';
    this.values = values;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Constant(constant value, string? kind)` */
export class Constant {
  declare readonly kind: 'Constant';
  declare value: Value;
  declare literal_kind: Str | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    value: Value,
    literal_kind: Str | null,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'Constant';
    this.value = value;
    this.literal_kind = literal_kind;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Attribute(expr value, identifier attr, expr_context ctx)` */
export class Attribute {
  declare readonly kind: 'Attribute';
  declare value: expr;
  declare attr: string;
  declare ctx: expr_context;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    value: expr,
    attr: string,
    ctx: expr_context,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'Attribute';
    this.value = value;
    this.attr = attr;
    this.ctx = ctx;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Subscript(expr value, expr slice, expr_context ctx)` */
export class Subscript {
  declare readonly kind: 'Subscript';
  declare value: expr;
  declare slice: expr;
  declare ctx: expr_context;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    value: expr,
    slice: expr,
    ctx: expr_context,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'Subscript';
    this.value = value;
    this.slice = slice;
    this.ctx = ctx;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Starred(expr value, expr_context ctx)` */
export class Starred {
  declare readonly kind: 'Starred';
  declare value: expr;
  declare ctx: expr_context;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    value: expr,
    ctx: expr_context,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'Starred';
    this.value = value;
    this.ctx = ctx;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Name(identifier id, expr_context ctx)` */
export class Name {
  declare readonly kind: 'Name';
  declare id: string;
  declare ctx: expr_context;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    id: string,
    ctx: expr_context,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'Name';
    this.id = id;
    this.ctx = ctx;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `List(expr* elts, expr_context ctx)` */
export class List {
  declare readonly kind: 'List';
  declare elts: expr[];
  declare ctx: expr_context;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    elts: expr[],
    ctx: expr_context,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'List';
    this.elts = elts;
    this.ctx = ctx;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Tuple(expr* elts, expr_context ctx)` */
export class Tuple {
  declare readonly kind: 'Tuple';
  declare elts: expr[];
  declare ctx: expr_context;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    elts: expr[],
    ctx: expr_context,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'Tuple';
    this.elts = elts;
    this.ctx = ctx;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `Slice(expr? lower, expr? upper, expr? step)` */
export class Slice {
  declare readonly kind: 'Slice';
  declare lower: expr | null;
  declare upper: expr | null;
  declare step: expr | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    lower: expr | null,
    upper: expr | null,
    step: expr | null,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'Slice';
    this.lower = lower;
    this.upper = upper;
    this.step = step;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** The sum type `expr`. */
export type expr =
  | BoolOp
  | NamedExpr
  | BinOp
  | UnaryOp
  | Lambda
  | IfExp
  | Dict
  | Set
  | ListComp
  | SetComp
  | DictComp
  | GeneratorExp
  | Await
  | Yield
  | YieldFrom
  | Compare
  | Call
  | FormattedValue
  | Interpolation
  | JoinedStr
  | TemplateStr
  | Constant
  | Attribute
  | Subscript
  | Starred
  | Name
  | List
  | Tuple
  | Slice;

/** The simple sum type `expr_context`. */
export type expr_context = 'Load' | 'Store' | 'Del';

/** The simple sum type `boolop`. */
export type boolop = 'And' | 'Or';

/** The simple sum type `operator`. */
export type operator =
  | 'Add'
  | 'Sub'
  | 'Mult'
  | 'MatMult'
  | 'Div'
  | 'Mod'
  | 'Pow'
  | 'LShift'
  | 'RShift'
  | 'BitOr'
  | 'BitXor'
  | 'BitAnd'
  | 'FloorDiv';

/** The simple sum type `unaryop`. */
export type unaryop = 'Invert' | 'Not' | 'UAdd' | 'USub';

/** The simple sum type `cmpop`. */
export type cmpop = 'Eq' | 'NotEq' | 'Lt' | 'LtE' | 'Gt' | 'GtE' | 'Is' | 'IsNot' | 'In' | 'NotIn';

/** `comprehension(expr target, expr iter, expr* ifs, int is_async)` */
export class Comprehension {
  declare readonly kind: 'comprehension';
  declare target: expr;
  declare iter: expr;
  declare ifs: expr[];
  declare is_async: number;

  constructor(target: expr, iter: expr, ifs: expr[], is_async: number) {
    this.kind = 'comprehension';
    this.target = target;
    this.iter = iter;
    this.ifs = ifs;
    this.is_async = is_async;
  }
}

/** `ExceptHandler(expr? type, identifier? name, stmt* body)` */
export class ExceptHandler {
  declare readonly kind: 'ExceptHandler';
  declare type: expr | null;
  declare name: string | null;
  declare body: stmt[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    type: expr | null,
    name: string | null,
    body: stmt[],
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'ExceptHandler';
    this.type = type;
    this.name = name;
    this.body = body;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** The sum type `excepthandler`. */
export type excepthandler = ExceptHandler;

/** `arguments(arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr?* kw_defaults, arg? kwarg, expr* defaults)` */
export class Arguments {
  declare readonly kind: 'arguments';
  declare posonlyargs: Arg[];
  declare args: Arg[];
  declare vararg: Arg | null;
  declare kwonlyargs: Arg[];
  declare kw_defaults: (expr | null)[];
  declare kwarg: Arg | null;
  declare defaults: expr[];

  constructor(
    posonlyargs: Arg[],
    args: Arg[],
    vararg: Arg | null,
    kwonlyargs: Arg[],
    kw_defaults: (expr | null)[],
    kwarg: Arg | null,
    defaults: expr[],
  ) {
    this.kind = 'arguments';
    this.posonlyargs = posonlyargs;
    this.args = args;
    this.vararg = vararg;
    this.kwonlyargs = kwonlyargs;
    this.kw_defaults = kw_defaults;
    this.kwarg = kwarg;
    this.defaults = defaults;
  }
}

/** `arg(identifier arg, expr? annotation, string? type_comment)` */
export class Arg {
  declare readonly kind: 'arg';
  declare arg: string;
  declare annotation: expr | null;
  declare type_comment: Str | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    arg: string,
    annotation: expr | null,
    type_comment: Str | null,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'arg';
    this.arg = arg;
    this.annotation = annotation;
    this.type_comment = type_comment;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `keyword(identifier? arg, expr value)` */
export class Keyword {
  declare readonly kind: 'keyword';
  declare arg: string | null;
  declare value: expr;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    arg: string | null,
    value: expr,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'keyword';
    this.arg = arg;
    this.value = value;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `alias(identifier name, identifier? asname)` */
export class Alias {
  declare readonly kind: 'alias';
  declare name: string;
  declare asname: string | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    name: string,
    asname: string | null,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'alias';
    this.name = name;
    this.asname = asname;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `withitem(expr context_expr, expr? optional_vars)` */
export class Withitem {
  declare readonly kind: 'withitem';
  declare context_expr: expr;
  declare optional_vars: expr | null;

  constructor(context_expr: expr, optional_vars: expr | null) {
    this.kind = 'withitem';
    this.context_expr = context_expr;
    this.optional_vars = optional_vars;
  }
}

/** `match_case(pattern pattern, expr? guard, stmt* body)` */
export class MatchCase {
  declare readonly kind: 'match_case';
  declare pattern: pattern;
  declare guard: expr | null;
  declare body: stmt[];

  constructor(pattern: pattern, guard: expr | null, body: stmt[]) {
    this.kind = 'match_case';
    this.pattern = pattern;
    this.guard = guard;
    this.body = body;
  }
}

/** `MatchValue(expr value)` */
export class MatchValue {
  declare readonly kind: 'MatchValue';
  declare value: expr;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(value: expr, lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'MatchValue';
    this.value = value;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `MatchSingleton(constant value)` */
export class MatchSingleton {
  declare readonly kind: 'MatchSingleton';
  declare value: Value;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(value: Value, lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'MatchSingleton';
    this.value = value;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `MatchSequence(pattern* patterns)` */
export class MatchSequence {
  declare readonly kind: 'MatchSequence';
  declare patterns: pattern[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(patterns: pattern[], lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'MatchSequence';
    this.patterns = patterns;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `MatchMapping(expr* keys, pattern* patterns, identifier? rest)` */
export class MatchMapping {
  declare readonly kind: 'MatchMapping';
  declare keys: expr[];
  declare patterns: pattern[];
  declare rest: string | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    keys: expr[],
    patterns: pattern[],
    rest: string | null,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'MatchMapping';
    this.keys = keys;
    this.patterns = patterns;
    this.rest = rest;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `MatchClass(expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns)` */
export class MatchClass {
  declare readonly kind: 'MatchClass';
  declare cls: expr;
  declare patterns: pattern[];
  declare kwd_attrs: string[];
  declare kwd_patterns: pattern[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    cls: expr,
    patterns: pattern[],
    kwd_attrs: string[],
    kwd_patterns: pattern[],
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'MatchClass';
    this.cls = cls;
    this.patterns = patterns;
    this.kwd_attrs = kwd_attrs;
    this.kwd_patterns = kwd_patterns;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `MatchStar(identifier? name)` */
export class MatchStar {
  declare readonly kind: 'MatchStar';
  declare name: string | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(name: string | null, lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'MatchStar';
    this.name = name;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `MatchAs(pattern? pattern, identifier? name)` */
export class MatchAs {
  declare readonly kind: 'MatchAs';
  declare pattern: pattern | null;
  declare name: string | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    pattern: pattern | null,
    name: string | null,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'MatchAs';
    this.pattern = pattern;
    this.name = name;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `MatchOr(pattern* patterns)` */
export class MatchOr {
  declare readonly kind: 'MatchOr';
  declare patterns: pattern[];
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(patterns: pattern[], lineno: number, col_offset: number, end_lineno: number, end_col_offset: number) {
    this.kind = 'MatchOr';
    this.patterns = patterns;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** The sum type `pattern`. */
export type pattern =
  | MatchValue
  | MatchSingleton
  | MatchSequence
  | MatchMapping
  | MatchClass
  | MatchStar
  | MatchAs
  | MatchOr;

/** `TypeIgnore(int lineno, string tag)` */
export class TypeIgnore {
  declare readonly kind: 'TypeIgnore';
  declare lineno: number;
  declare tag: Str;

  constructor(lineno: number, tag: Str) {
    this.kind = 'TypeIgnore';
    this.lineno = lineno;
    this.tag = tag;
  }
}

/** The sum type `type_ignore`. */
export type type_ignore = TypeIgnore;

/** `TypeVar(identifier name, expr? bound, expr? default_value)` */
export class TypeVar {
  declare readonly kind: 'TypeVar';
  declare name: string;
  declare bound: expr | null;
  declare default_value: expr | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    name: string,
    bound: expr | null,
    default_value: expr | null,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'TypeVar';
    this.name = name;
    this.bound = bound;
    this.default_value = default_value;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `ParamSpec(identifier name, expr? default_value)` */
export class ParamSpec {
  declare readonly kind: 'ParamSpec';
  declare name: string;
  declare default_value: expr | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    name: string,
    default_value: expr | null,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'ParamSpec';
    this.name = name;
    this.default_value = default_value;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** `TypeVarTuple(identifier name, expr? default_value)` */
export class TypeVarTuple {
  declare readonly kind: 'TypeVarTuple';
  declare name: string;
  declare default_value: expr | null;
  declare lineno: number;
  declare col_offset: number;
  declare end_lineno: number;
  declare end_col_offset: number;

  constructor(
    name: string,
    default_value: expr | null,
    lineno: number,
    col_offset: number,
    end_lineno: number,
    end_col_offset: number,
  ) {
    this.kind = 'TypeVarTuple';
    this.name = name;
    this.default_value = default_value;
    this.lineno = lineno;
    this.col_offset = col_offset;
    this.end_lineno = end_lineno;
    this.end_col_offset = end_col_offset;
  }
}

/** The sum type `type_param`. */
export type type_param = TypeVar | ParamSpec | TypeVarTuple;

/** Any node of the tree. */
export type Node =
  | Module
  | Interactive
  | Expression
  | FunctionType
  | FunctionDef
  | AsyncFunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | TypeAlias
  | AugAssign
  | AnnAssign
  | For
  | AsyncFor
  | While
  | If
  | With
  | AsyncWith
  | Match
  | Raise
  | Try
  | TryStar
  | Assert
  | Import
  | ImportFrom
  | Global
  | Nonlocal
  | Expr
  | Pass
  | Break
  | Continue
  | BoolOp
  | NamedExpr
  | BinOp
  | UnaryOp
  | Lambda
  | IfExp
  | Dict
  | Set
  | ListComp
  | SetComp
  | DictComp
  | GeneratorExp
  | Await
  | Yield
  | YieldFrom
  | Compare
  | Call
  | FormattedValue
  | Interpolation
  | JoinedStr
  | TemplateStr
  | Constant
  | Attribute
  | Subscript
  | Starred
  | Name
  | List
  | Tuple
  | Slice
  | Comprehension
  | ExceptHandler
  | Arguments
  | Arg
  | Keyword
  | Alias
  | Withitem
  | MatchCase
  | MatchValue
  | MatchSingleton
  | MatchSequence
  | MatchMapping
  | MatchClass
  | MatchStar
  | MatchAs
  | MatchOr
  | TypeIgnore
  | TypeVar
  | ParamSpec
  | TypeVarTuple;

/** Call `visit` for each child node, in the order of the fields. Not recursive: the visitor descends. */
export function visitChildren(node: Node, visit: (child: Node) => void): void {
  switch (node.kind) {
    case 'Module':
      for (const child of node.body) visit(child);
      for (const child of node.type_ignores) visit(child);
      break;
    case 'Interactive':
      for (const child of node.body) visit(child);
      break;
    case 'Expression':
      visit(node.body);
      break;
    case 'FunctionType':
      for (const child of node.argtypes) visit(child);
      visit(node.returns);
      break;
    case 'FunctionDef':
      visit(node.args);
      for (const child of node.body) visit(child);
      for (const child of node.decorator_list) visit(child);
      if (node.returns !== null) visit(node.returns);
      for (const child of node.type_params) visit(child);
      break;
    case 'AsyncFunctionDef':
      visit(node.args);
      for (const child of node.body) visit(child);
      for (const child of node.decorator_list) visit(child);
      if (node.returns !== null) visit(node.returns);
      for (const child of node.type_params) visit(child);
      break;
    case 'ClassDef':
      for (const child of node.bases) visit(child);
      for (const child of node.keywords) visit(child);
      for (const child of node.body) visit(child);
      for (const child of node.decorator_list) visit(child);
      for (const child of node.type_params) visit(child);
      break;
    case 'Return':
      if (node.value !== null) visit(node.value);
      break;
    case 'Delete':
      for (const child of node.targets) visit(child);
      break;
    case 'Assign':
      for (const child of node.targets) visit(child);
      visit(node.value);
      break;
    case 'TypeAlias':
      visit(node.name);
      for (const child of node.type_params) visit(child);
      visit(node.value);
      break;
    case 'AugAssign':
      visit(node.target);
      visit(node.value);
      break;
    case 'AnnAssign':
      visit(node.target);
      visit(node.annotation);
      if (node.value !== null) visit(node.value);
      break;
    case 'For':
      visit(node.target);
      visit(node.iter);
      for (const child of node.body) visit(child);
      for (const child of node.orelse) visit(child);
      break;
    case 'AsyncFor':
      visit(node.target);
      visit(node.iter);
      for (const child of node.body) visit(child);
      for (const child of node.orelse) visit(child);
      break;
    case 'While':
      visit(node.test);
      for (const child of node.body) visit(child);
      for (const child of node.orelse) visit(child);
      break;
    case 'If':
      visit(node.test);
      for (const child of node.body) visit(child);
      for (const child of node.orelse) visit(child);
      break;
    case 'With':
      for (const child of node.items) visit(child);
      for (const child of node.body) visit(child);
      break;
    case 'AsyncWith':
      for (const child of node.items) visit(child);
      for (const child of node.body) visit(child);
      break;
    case 'Match':
      visit(node.subject);
      for (const child of node.cases) visit(child);
      break;
    case 'Raise':
      if (node.exc !== null) visit(node.exc);
      if (node.cause !== null) visit(node.cause);
      break;
    case 'Try':
      for (const child of node.body) visit(child);
      for (const child of node.handlers) visit(child);
      for (const child of node.orelse) visit(child);
      for (const child of node.finalbody) visit(child);
      break;
    case 'TryStar':
      for (const child of node.body) visit(child);
      for (const child of node.handlers) visit(child);
      for (const child of node.orelse) visit(child);
      for (const child of node.finalbody) visit(child);
      break;
    case 'Assert':
      visit(node.test);
      if (node.msg !== null) visit(node.msg);
      break;
    case 'Import':
      for (const child of node.names) visit(child);
      break;
    case 'ImportFrom':
      for (const child of node.names) visit(child);
      break;
    case 'Expr':
      visit(node.value);
      break;
    case 'BoolOp':
      for (const child of node.values) visit(child);
      break;
    case 'NamedExpr':
      visit(node.target);
      visit(node.value);
      break;
    case 'BinOp':
      visit(node.left);
      visit(node.right);
      break;
    case 'UnaryOp':
      visit(node.operand);
      break;
    case 'Lambda':
      visit(node.args);
      visit(node.body);
      break;
    case 'IfExp':
      visit(node.test);
      visit(node.body);
      visit(node.orelse);
      break;
    case 'Dict':
      for (const child of node.keys) if (child !== null) visit(child);
      for (const child of node.values) visit(child);
      break;
    case 'Set':
      for (const child of node.elts) visit(child);
      break;
    case 'ListComp':
      visit(node.elt);
      for (const child of node.generators) visit(child);
      break;
    case 'SetComp':
      visit(node.elt);
      for (const child of node.generators) visit(child);
      break;
    case 'DictComp':
      visit(node.key);
      visit(node.value);
      for (const child of node.generators) visit(child);
      break;
    case 'GeneratorExp':
      visit(node.elt);
      for (const child of node.generators) visit(child);
      break;
    case 'Await':
      visit(node.value);
      break;
    case 'Yield':
      if (node.value !== null) visit(node.value);
      break;
    case 'YieldFrom':
      visit(node.value);
      break;
    case 'Compare':
      visit(node.left);
      for (const child of node.comparators) visit(child);
      break;
    case 'Call':
      visit(node.func);
      for (const child of node.args) visit(child);
      for (const child of node.keywords) visit(child);
      break;
    case 'FormattedValue':
      visit(node.value);
      if (node.format_spec !== null) visit(node.format_spec);
      break;
    case 'Interpolation':
      visit(node.value);
      if (node.format_spec !== null) visit(node.format_spec);
      break;
    case 'JoinedStr':
      for (const child of node.values) visit(child);
      break;
    case 'TemplateStr':
      for (const child of node.values) visit(child);
      break;
    case 'Attribute':
      visit(node.value);
      break;
    case 'Subscript':
      visit(node.value);
      visit(node.slice);
      break;
    case 'Starred':
      visit(node.value);
      break;
    case 'List':
      for (const child of node.elts) visit(child);
      break;
    case 'Tuple':
      for (const child of node.elts) visit(child);
      break;
    case 'Slice':
      if (node.lower !== null) visit(node.lower);
      if (node.upper !== null) visit(node.upper);
      if (node.step !== null) visit(node.step);
      break;
    case 'comprehension':
      visit(node.target);
      visit(node.iter);
      for (const child of node.ifs) visit(child);
      break;
    case 'ExceptHandler':
      if (node.type !== null) visit(node.type);
      for (const child of node.body) visit(child);
      break;
    case 'arguments':
      for (const child of node.posonlyargs) visit(child);
      for (const child of node.args) visit(child);
      if (node.vararg !== null) visit(node.vararg);
      for (const child of node.kwonlyargs) visit(child);
      for (const child of node.kw_defaults) if (child !== null) visit(child);
      if (node.kwarg !== null) visit(node.kwarg);
      for (const child of node.defaults) visit(child);
      break;
    case 'arg':
      if (node.annotation !== null) visit(node.annotation);
      break;
    case 'keyword':
      visit(node.value);
      break;
    case 'withitem':
      visit(node.context_expr);
      if (node.optional_vars !== null) visit(node.optional_vars);
      break;
    case 'match_case':
      visit(node.pattern);
      if (node.guard !== null) visit(node.guard);
      for (const child of node.body) visit(child);
      break;
    case 'MatchValue':
      visit(node.value);
      break;
    case 'MatchSequence':
      for (const child of node.patterns) visit(child);
      break;
    case 'MatchMapping':
      for (const child of node.keys) visit(child);
      for (const child of node.patterns) visit(child);
      break;
    case 'MatchClass':
      visit(node.cls);
      for (const child of node.patterns) visit(child);
      for (const child of node.kwd_patterns) visit(child);
      break;
    case 'MatchAs':
      if (node.pattern !== null) visit(node.pattern);
      break;
    case 'MatchOr':
      for (const child of node.patterns) visit(child);
      break;
    case 'TypeVar':
      if (node.bound !== null) visit(node.bound);
      if (node.default_value !== null) visit(node.default_value);
      break;
    case 'ParamSpec':
      if (node.default_value !== null) visit(node.default_value);
      break;
    case 'TypeVarTuple':
      if (node.default_value !== null) visit(node.default_value);
      break;
  }
}
