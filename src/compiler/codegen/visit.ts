/** This file defines the code generator: which family compiles which node (CPython's `codegen_visit_stmt` and `codegen_visit_expr`). */
import * as op from '../../bytecode/opcodes.js';
import { CONSTANT_ASSERTIONERROR, INTRINSIC_PRINT, INTRINSIC_UNARY_POSITIVE } from '../../bytecode/operands.js';
import type { Assert, Attribute, Call, expr, Raise, stmt, UnaryOp } from '../../syntax/ast/nodes.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { Compiler, LOAD_ZERO_SUPER_ATTR } from '../compiler.js';
import { locationOf, syntaxError } from '../errors.js';
import { NO_LOCATION, type SourceLocation } from '../instruction-sequence.js';
import {
  codegenAnnAssign,
  codegenAssign,
  codegenAugAssign,
  codegenSlice,
  codegenSubscript,
  codegenUnpackTarget,
} from './assignments.js';
import {
  canOptimizeSuperCall,
  codegenMethodCall,
  codegenPlainCall,
  codegenSuperMethodCall,
  loadArgsForSuper,
  methodOfCall,
  updateStartLocationToMatchAttr,
  validateKeywords,
} from './calls.js';
import { checkCaller, checkIndex, checkSubscripter } from './checks.js';
import { codegenClass } from './classes.js';
import { addYield, codegenComprehension } from './comprehensions.js';
import {
  codegenAsyncFor,
  codegenBreak,
  codegenContinue,
  codegenFor,
  codegenIf,
  codegenIfExp,
  codegenReturn,
  codegenWhile,
  jumpIf,
} from './control-flow.js';
import { codegenDict, LIST_DISPLAY, SET_DISPLAY, starunpackHelper, TUPLE_DISPLAY } from './displays.js';
import { addAwait, addYieldFrom } from './fblocks.js';
import { codegenFunction, codegenLambda } from './functions.js';
import { codegenFromImport, codegenImport } from './imports.js';
import { addBinary, codegenBoolOp, codegenCompare } from './operators.js';
import { codegenMatch } from './patterns.js';
import { codegenFormattedValue, codegenInterpolation, codegenJoinedStr, codegenTemplateStr } from './strings.js';
import { codegenTry } from './try.js';
import { codegenTypeAlias } from './type-params.js';
import { codegenWith } from './with.js';

/** What is left to do for an expression once its leftmost part is on the stack. */
type Finish = (c: CodeGenerator) => void;

/** Compiles trees: dispatches each node to its family. */
export class CodeGenerator extends Compiler {
  override visitStmt(s: stmt): void {
    this.chargeStatement?.();
    this.depth.enter();
    switch (s.kind) {
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        codegenFunction(this, s);
        break;
      case 'ClassDef':
        codegenClass(this, s);
        break;
      case 'TypeAlias':
        codegenTypeAlias(this, s);
        break;
      case 'Return':
        codegenReturn(this, s);
        break;
      case 'Delete':
        this.visitExprs(s.targets);
        break;
      case 'Assign':
        codegenAssign(this, s);
        break;
      case 'AugAssign':
        codegenAugAssign(this, s);
        break;
      case 'AnnAssign':
        codegenAnnAssign(this, s);
        break;
      case 'Raise':
        codegenRaise(this, s);
        break;
      case 'Assert':
        codegenAssert(this, s);
        break;
      case 'Import':
        codegenImport(this, s);
        break;
      case 'ImportFrom':
        codegenFromImport(this, s);
        break;
      case 'Expr':
        codegenStmtExpr(this, locationOf(s), s.value);
        break;
      case 'Pass':
        this.addop(locationOf(s), op.NOP);
        break;
      case 'Break':
        codegenBreak(this, locationOf(s));
        break;
      case 'Continue':
        codegenContinue(this, locationOf(s));
        break;
      case 'Global':
      case 'Nonlocal':
        break;
      default:
        this.u.u_in_conditional_block++;
        this.visitCompoundStmt(s);
        this.u.u_in_conditional_block--;
    }
    this.depth.leave();
  }

  /** Statements whose bodies may not be executed: annotations inside are conditional. */
  private visitCompoundStmt(
    s: stmt & { kind: 'For' | 'AsyncFor' | 'While' | 'If' | 'Match' | 'Try' | 'TryStar' | 'With' | 'AsyncWith' },
  ): void {
    switch (s.kind) {
      case 'For':
        codegenFor(this, s);
        break;
      case 'AsyncFor':
        codegenAsyncFor(this, s);
        break;
      case 'While':
        codegenWhile(this, s);
        break;
      case 'If':
        codegenIf(this, s);
        break;
      case 'Match':
        codegenMatch(this, s);
        break;
      case 'Try':
      case 'TryStar':
        codegenTry(this, s);
        break;
      case 'With':
      case 'AsyncWith':
        codegenWith(this, s);
    }
  }

  /**
   * Compile an expression. Chains like `a + b + c` or `a.b().c` may be of any length: their leftmost parts are followed
   * in a loop, and the rest of each link is written on the way back.
   */
  override visitExpr(e: expr): void {
    let current = e;
    const finishes: Finish[] = [];
    for (;;) {
      const next = this.visitLink(current, finishes);
      if (next === null) break;
      current = next;
    }
    if (finishes.length === 0) return;
    this.depth.enter();
    for (let i = finishes.length - 1; i >= 0; i--) (finishes[i] as Finish)(this);
    this.depth.leave();
  }

  /** Start an expression: answers its leftmost part, with the rest in `finishes`, or compiles it whole. */
  private visitLink(e: expr, finishes: Finish[]): expr | null {
    switch (e.kind) {
      case 'BinOp':
        finishes.push((c) => {
          c.visitExpr(e.right);
          addBinary(c, locationOf(e), e.op, false);
        });
        return e.left;
      case 'UnaryOp':
        finishes.push((c) => codegenUnaryOp(c, e));
        return e.operand;
      case 'Attribute':
        if (e.ctx === 'Load' && canOptimizeSuperCall(this, e)) {
          codegenSuperAttribute(this, e);
          return null;
        }
        if (e.ctx === 'Store' && e.value.kind === 'Name' && e.value.id === 'self') this.addStaticAttribute(e.attr);
        finishes.push((c) => codegenAttribute(c, e));
        return e.value;
      case 'Subscript':
        if (e.ctx === 'Load') {
          checkSubscripter(this, e.value);
          checkIndex(this, e.value, e.slice);
        }
        finishes.push((c) => codegenSubscript(c, e));
        return e.value;
      case 'Call':
        return this.visitCall(e, finishes);
      default:
        this.depth.enter();
        this.visitNested(e);
        this.depth.leave();
        return null;
    }
  }

  private visitCall(e: Call, finishes: Finish[]): expr | null {
    validateKeywords(e.keywords);
    const meth = methodOfCall(this, e);
    if (meth === null) {
      checkCaller(this, e.func);
      finishes.push((c) => codegenPlainCall(c, e));
      return e.func;
    }
    if (canOptimizeSuperCall(this, meth)) {
      codegenSuperMethodCall(this, e, meth);
      return null;
    }
    finishes.push((c) => codegenMethodCall(c, e, meth));
    return meth.value;
  }

  private visitNested(e: expr): void {
    const loc = locationOf(e);
    switch (e.kind) {
      case 'NamedExpr':
        this.visitExpr(e.value);
        this.addop(loc, op.COPY, 1);
        this.visitExpr(e.target);
        break;
      case 'BoolOp':
        codegenBoolOp(this, e);
        break;
      case 'Lambda':
        codegenLambda(this, e);
        break;
      case 'IfExp':
        codegenIfExp(this, e);
        break;
      case 'Dict':
        codegenDict(this, e);
        break;
      case 'Set':
        starunpackHelper(this, loc, e.elts, null, 0, SET_DISPLAY);
        break;
      case 'GeneratorExp':
      case 'ListComp':
      case 'SetComp':
      case 'DictComp':
        codegenComprehension(this, e);
        break;
      case 'Yield':
        if (!this.ste.isFunctionLike) throw syntaxError("'yield' outside function", e);
        if (e.value !== null) this.visitExpr(e.value);
        else this.loadConst(loc, None);
        addYield(this, loc);
        break;
      case 'YieldFrom':
        if (!this.ste.isFunctionLike) throw syntaxError("'yield from' outside function", e);
        if (this.u.u_scope_type === 'async function') throw syntaxError("'yield from' inside async function", e);
        this.visitExpr(e.value);
        this.addop(loc, op.GET_YIELD_FROM_ITER);
        this.loadConst(loc, None);
        addYieldFrom(this, loc, false);
        break;
      case 'Await':
        this.visitExpr(e.value);
        addAwait(this, loc, 0);
        break;
      case 'Compare':
        codegenCompare(this, e);
        break;
      case 'Constant':
        this.loadConst(loc, e.value);
        break;
      case 'JoinedStr':
        codegenJoinedStr(this, e);
        break;
      case 'TemplateStr':
        codegenTemplateStr(this, e);
        break;
      case 'FormattedValue':
        codegenFormattedValue(this, e);
        break;
      case 'Interpolation':
        codegenInterpolation(this, e);
        break;
      case 'Starred':
        throw syntaxError(
          e.ctx === 'Store'
            ? 'starred assignment target must be in a list or tuple'
            : "can't use starred expression here",
          e,
        );
      case 'Slice':
        codegenSlice(this, e);
        break;
      case 'Name':
        this.nameop(loc, e.id, e.ctx);
        break;
      case 'List':
      case 'Tuple':
        if (e.ctx === 'Load') {
          starunpackHelper(this, loc, e.elts, null, 0, e.kind === 'List' ? LIST_DISPLAY : TUPLE_DISPLAY);
        } else if (e.ctx === 'Store') codegenUnpackTarget(this, e);
        else this.visitExprs(e.elts);
        break;
      case 'BinOp':
      case 'UnaryOp':
      case 'Attribute':
      case 'Subscript':
      case 'Call':
        break;
    }
  }
}

/** Load, store or delete an attribute of the object on the stack. */
function codegenAttribute(c: Compiler, e: Attribute): void {
  const loc = updateStartLocationToMatchAttr(locationOf(e), e);
  const opcode = e.ctx === 'Load' ? op.LOAD_ATTR : e.ctx === 'Store' ? op.STORE_ATTR : op.DELETE_ATTR;
  c.addopName(loc, opcode, c.metadata.u_names, e.attr);
}

function codegenSuperAttribute(c: Compiler, e: Attribute): void {
  const loc = locationOf(e);
  const superCall = e.value as Call;
  loadArgsForSuper(c, superCall);
  c.addopName(loc, superCall.args.length > 0 ? op.LOAD_SUPER_ATTR : LOAD_ZERO_SUPER_ATTR, c.metadata.u_names, e.attr);
  c.addop(updateStartLocationToMatchAttr(loc, e), op.NOP);
}

/** An operator on the value on the stack. */
function codegenUnaryOp(c: Compiler, e: UnaryOp): void {
  const loc = locationOf(e);
  switch (e.op) {
    case 'UAdd':
      c.addop(loc, op.CALL_INTRINSIC_1, INTRINSIC_UNARY_POSITIVE);
      break;
    case 'Not':
      c.addop(loc, op.TO_BOOL);
      c.addop(loc, op.UNARY_NOT);
      break;
    case 'Invert':
      c.addop(loc, op.UNARY_INVERT);
      break;
    case 'USub':
      c.addop(loc, op.UNARY_NEGATIVE);
  }
}

function codegenRaise(c: Compiler, s: Raise): void {
  let n = 0;
  for (const e of s.exc === null ? [] : [s.exc, s.cause]) {
    if (e === null) continue;
    c.visitExpr(e);
    n++;
  }
  c.addop(locationOf(s), op.RAISE_VARARGS, n);
}

function codegenAssert(c: Compiler, s: Assert): void {
  const loc = locationOf(s);
  const { test } = s;
  const isTuple =
    (test.kind === 'Tuple' && test.elts.length > 0) ||
    (test.kind === 'Constant' && test.value instanceof PyTuple && test.value.items.length > 0);
  if (isTuple) c.warn(s, 'assertion is always true, perhaps remove parentheses?');
  if (c.c_optimize > 0) return;
  const end = c.newLabel();
  jumpIf(c, loc, test, end, true);
  c.addop(loc, op.LOAD_COMMON_CONSTANT, CONSTANT_ASSERTIONERROR);
  if (s.msg !== null) {
    c.visitExpr(s.msg);
    c.addop(loc, op.CALL, 0);
  }
  c.addop(locationOf(test), op.RAISE_VARARGS, 1);
  c.useLabel(end);
}

function codegenStmtExpr(c: Compiler, loc: SourceLocation, value: expr): void {
  if (c.isInteractiveTopLevel) {
    c.visitExpr(value);
    c.addop(loc, op.CALL_INTRINSIC_1, INTRINSIC_PRINT);
    c.addop(NO_LOCATION, op.POP_TOP);
  } else if (value.kind === 'Constant') {
    c.addop(loc, op.NOP);
  } else {
    c.visitExpr(value);
    c.addop(NO_LOCATION, op.POP_TOP);
  }
}
