/** This file defines the state of a compilation: the stack of code units, name resolution, errors, and writing instructions (CPython's `compile.c`). */
import {
  CO_ASYNC_GENERATOR,
  CO_COROUTINE,
  CO_GENERATOR,
  CO_HAS_DOCSTRING,
  CO_METHOD,
  CO_NESTED,
  CO_NEWLOCALS,
  CO_OPTIMIZED,
  CO_VARARGS,
  CO_VARKEYWORDS,
  type PyCode,
} from '../bytecode/code.js';
import * as op from '../bytecode/opcodes.js';
import { RESUME_AT_FUNC_START } from '../bytecode/operands.js';
import type { expr, expr_context, stmt } from '../syntax/ast/nodes.js';
import type { WarningSink } from '../syntax/errors/syntax-error-info.js';
import type { Value } from '../values/object.js';
import { None } from '../values/singletons.js';
import { type Str, strFromKey } from '../values/str.js';
import { optimizeAndAssemble } from './assemble/optimize-and-assemble.js';
import { type ArgumentCounts, CompilerUnit, FBlockInfo, type FBlockType, type ScopeType } from './compiler-unit.js';
import { RecursionDepth } from './depth.js';
import { type Located, MalformedTreeError, syntaxError } from './errors.js';
import { hasTarget } from './flowgraph/opcode-kinds.js';
import { type FutureFeatures, PyCF_MASK } from './future.js';
import { type InstructionSequence, type Label, NO_LABEL, NO_LOCATION, SourceLocation } from './instruction-sequence.js';
import { compareNames, mangle, maybeMangle } from './names.js';
import { CELL, FREE, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, LOCAL, type SymtableEntry } from './symtable/entry.js';
import type { Symtable } from './symtable/symtable.js';
import { type CodeUnitMetadata, dictAddObj, type NameTable } from './unit-metadata.js';

/** How many frame blocks may be nested statically. */
const CO_MAXBLOCKS = 21;

/** Values on the stack beyond which a display is built piece by piece. */
export const STACK_USE_GUIDELINE = 30;

/** What kind of instruction reaches a name. */
export type NameOpType = 'fast' | 'global' | 'deref' | 'name';

/** Operands of `addopName` that stand for a form of another instruction. */
export const LOAD_METHOD = -1;
export const LOAD_SUPER_METHOD = -2;
export const LOAD_ZERO_SUPER_ATTR = -3;
export const LOAD_ZERO_SUPER_METHOD = -4;

/** What all families of code generation share. `CodeGenerator` completes it with the visitors. */
export abstract class Compiler {
  readonly c_stack: CompilerUnit[] = [];
  readonly depth = new RecursionDepth();
  /** Sequences of nested code units are kept with their parents', for tests of code generation. */
  savesNested = false;
  /** More than 0 while a `finally` body is written for the second time, so that it does not warn again. */
  private c_disable_warning = 0;
  private unit: CompilerUnit | null = null;

  constructor(
    readonly c_filename: Str,
    readonly c_st: Symtable,
    readonly c_future: FutureFeatures,
    readonly c_optimize: number,
    readonly c_interactive: boolean,
    private readonly warningSink: WarningSink | null,
    protected readonly chargeStatement: (() => void) | null,
  ) {}

  abstract visitExpr(e: expr): void;
  abstract visitStmt(s: stmt): void;

  visitStmts(stmts: readonly stmt[]): void {
    for (const s of stmts) this.visitStmt(s);
  }

  visitExprs(exprs: readonly expr[]): void {
    for (const e of exprs) this.visitExpr(e);
  }

  /** The current unit. */
  get u(): CompilerUnit {
    return this.unit as CompilerUnit;
  }

  get ste(): SymtableEntry {
    return this.u.u_ste;
  }

  get seq(): InstructionSequence {
    return this.u.u_instr_sequence;
  }

  get metadata(): CodeUnitMetadata {
    return this.u.u_metadata;
  }

  get isInteractiveTopLevel(): boolean {
    return this.c_interactive && this.c_stack.length === 0;
  }

  // Scopes

  /** Start a code unit: its symbol table block must exist. `privateName` null inherits the name for mangling. */
  enterScope(
    name: string,
    scopeType: ScopeType,
    ste: SymtableEntry,
    lineno: number,
    privateName: string | null = null,
    counts: ArgumentCounts = {},
  ): void {
    const outer = this.unit;
    const inner = new CompilerUnit(scopeType, ste, privateName ?? outer?.u_private ?? null, name, lineno, counts);
    if (outer !== null) this.c_stack.push(outer);
    this.unit = inner;
    if (scopeType !== 'module') this.setQualname();
    const loc = new SourceLocation(scopeType === 'module' ? 0 : lineno, lineno, 0, 0);
    this.addop(loc, op.RESUME, RESUME_AT_FUNC_START);
    if (scopeType === 'module') this.addop(loc, op.ANNOTATIONS_PLACEHOLDER);
  }

  /** Return to the unit around. */
  exitScope(): void {
    this.unit = this.c_stack.pop() ?? null;
  }

  private setQualname(): void {
    const { u } = this;
    const { u_metadata } = u;
    let parentIndex = this.c_stack.length - 1;
    let base: string | null = null;
    if (parentIndex > 0) {
      let parent = this.c_stack[parentIndex] as CompilerUnit;
      if (parent.u_scope_type === 'annotations') {
        if (parentIndex === 1) {
          u_metadata.u_qualname = u_metadata.u_name;
          return;
        }
        parentIndex--;
        parent = this.c_stack[parentIndex] as CompilerUnit;
      }
      let forceGlobal = false;
      if (u.u_scope_type === 'function' || u.u_scope_type === 'async function' || u.u_scope_type === 'class') {
        const mangled = mangle(parent.u_private, u_metadata.u_name);
        forceGlobal = parent.u_ste.getScope(mangled) === GLOBAL_EXPLICIT;
      }
      if (!forceGlobal) {
        const type = parent.u_scope_type;
        base = parent.u_metadata.u_qualname;
        if (type === 'function' || type === 'async function' || type === 'lambda') base += '.<locals>';
      }
    }
    u_metadata.u_qualname = base === null ? u_metadata.u_name : `${base}.${u_metadata.u_name}`;
  }

  /** Optimise and assemble the current unit, with a `return None` (or of the value on the stack) at its end. */
  optimizeAndAssemble(addNone: boolean): PyCode {
    if (addNone) this.loadConst(NO_LOCATION, None);
    this.addop(NO_LOCATION, op.RETURN_VALUE);
    const { u } = this;
    if (this.savesNested) {
      const parent = this.c_stack[this.c_stack.length - 1];
      parent?.u_instr_sequence.addNested(u.u_instr_sequence.snapshot(hasTarget));
    }
    return optimizeAndAssemble(u.u_metadata, u.u_instr_sequence, {
      filename: this.c_filename,
      codeFlags: this.codeFlags(),
      nparams: u.u_ste.ste_varnames.length,
    });
  }

  private codeFlags(): number {
    const { ste } = this;
    let flags = 0;
    if (ste.isFunctionLike) {
      flags |= CO_NEWLOCALS | CO_OPTIMIZED;
      if (ste.ste_nested) flags |= CO_NESTED;
      if (ste.ste_generator) flags |= ste.ste_coroutine ? CO_ASYNC_GENERATOR : CO_GENERATOR;
      if (ste.ste_varargs) flags |= CO_VARARGS;
      if (ste.ste_varkeywords) flags |= CO_VARKEYWORDS;
      if (ste.ste_has_docstring) flags |= CO_HAS_DOCSTRING;
      if (ste.ste_method) flags |= CO_METHOD;
    }
    if (ste.ste_coroutine && !ste.ste_generator) flags |= CO_COROUTINE;
    return flags | (this.c_future.ff_features & PyCF_MASK);
  }

  // Frame blocks

  pushFBlock(
    loc: SourceLocation,
    type: FBlockType,
    block: Label,
    exit: Label = NO_LABEL,
    datum: readonly stmt[] | string | null = null,
  ): void {
    const { u_fblock } = this.u;
    if (u_fblock.length >= CO_MAXBLOCKS) throw syntaxError('too many statically nested blocks', loc);
    u_fblock.push(new FBlockInfo(type, block, loc, exit, datum));
    if (type === 'finally end') this.c_disable_warning++;
  }

  popFBlock(type: FBlockType): void {
    this.u.u_fblock.pop();
    if (type === 'finally end') this.c_disable_warning--;
  }

  topFBlock(): FBlockInfo | null {
    return this.u.u_fblock.at(-1) ?? null;
  }

  // Names

  /** The mangled form of a name in the current unit. */
  maybeMangle(name: string): string {
    return maybeMangle(this.u.u_private, this.ste.ste_mangled_names, name);
  }

  mangle(name: string): string {
    return mangle(this.u.u_private, name);
  }

  /** How the current unit reaches a name of this scope, and the operand (for 'fast' the caller looks it up itself). */
  resolveNameop(mangled: string, scope: number): readonly [type: NameOpType, arg: number] {
    const { u_freevars, u_cellvars, u_fasthidden, u_names } = this.metadata;
    switch (scope) {
      case FREE:
        return ['deref', dictAddObj(u_freevars, mangled)];
      case CELL:
        return ['deref', dictAddObj(u_cellvars, mangled)];
      case LOCAL:
        if (this.ste.isFunctionLike || u_fasthidden.get(mangled) === true) return ['fast', 0];
        break;
      case GLOBAL_IMPLICIT:
        if (this.ste.isFunctionLike) return ['global', dictAddObj(u_names, mangled)];
        break;
      case GLOBAL_EXPLICIT:
        return ['global', dictAddObj(u_names, mangled)];
    }
    return ['name', dictAddObj(u_names, mangled)];
  }

  /** Whether a closure variable is a cell of the current unit or free in it. */
  getRefType(name: string): number {
    if (
      this.u.u_scope_type === 'class' &&
      (name === '__class__' || name === '__classdict__' || name === '__conditional_annotations__')
    ) {
      return CELL;
    }
    return this.ste.getScope(name);
  }

  /** The index, among cells and free variables, of a variable that an inner unit captures. */
  lookupArg(name: string): number {
    const { u_cellvars, u_freevars } = this.metadata;
    const arg = (this.getRefType(name) === CELL ? u_cellvars : u_freevars).get(name);
    if (arg === undefined) throw new MalformedTreeError(`no closure variable '${name}'`);
    return arg;
  }

  /** Note that a method assigns `self.<attr>`, for `__static_attributes__`. */
  addStaticAttribute(attr: string): void {
    const enclosing = this.c_stack.findLast((u) => u.u_scope_type === 'class');
    enclosing?.u_static_attributes.add(attr);
  }

  get staticAttributes(): string[] {
    return [...this.u.u_static_attributes].sort(compareNames);
  }

  // Warnings

  /** Emit a SyntaxWarning; the sink throws when warnings are errors. */
  warn(loc: Located, message: string): void {
    if (this.c_disable_warning || this.warningSink === null) return;
    const asError = syntaxError(message, loc);
    asError.filename = this.c_filename;
    this.warningSink({ category: 'SyntaxWarning', message, lineno: loc.lineno, asError });
  }

  // Instructions

  newLabel(): Label {
    return this.seq.newLabel();
  }

  useLabel(label: Label): void {
    this.seq.useLabel(label);
  }

  addop(loc: SourceLocation, opcode: number, oparg = 0): void {
    this.seq.addop(opcode, oparg, loc);
  }

  addopJump(loc: SourceLocation, opcode: number, target: Label): void {
    this.seq.addop(opcode, target, loc);
  }

  /** Load a constant. */
  loadConst(loc: SourceLocation, value: Value): void {
    this.seq.addop(op.LOAD_CONST, this.metadata.u_consts.add(value), loc);
  }

  /** Load an identifier as a string constant. */
  loadName(loc: SourceLocation, name: string): void {
    this.loadConst(loc, strFromKey(name));
  }

  /** An instruction on a name of a table, not mangled. */
  addopN(loc: SourceLocation, opcode: number, table: NameTable, name: string): void {
    this.seq.addop(opcode, dictAddObj(table, name), loc);
  }

  /** An instruction on a name of a table, mangled; the operand of attribute loads has flags below the index. */
  addopName(loc: SourceLocation, opcode: number, table: NameTable, name: string): void {
    const arg = dictAddObj(table, this.maybeMangle(name));
    switch (opcode) {
      case op.LOAD_ATTR:
        this.seq.addop(op.LOAD_ATTR, arg << 1, loc);
        break;
      case LOAD_METHOD:
        this.seq.addop(op.LOAD_ATTR, (arg << 1) | 1, loc);
        break;
      case op.LOAD_SUPER_ATTR:
        this.seq.addop(op.LOAD_SUPER_ATTR, (arg << 2) | 2, loc);
        break;
      case LOAD_SUPER_METHOD:
        this.seq.addop(op.LOAD_SUPER_ATTR, (arg << 2) | 3, loc);
        break;
      case LOAD_ZERO_SUPER_ATTR:
        this.seq.addop(op.LOAD_SUPER_ATTR, arg << 2, loc);
        break;
      case LOAD_ZERO_SUPER_METHOD:
        this.seq.addop(op.LOAD_SUPER_ATTR, (arg << 2) | 1, loc);
        break;
      default:
        this.seq.addop(opcode, arg, loc);
    }
  }

  /** Load, store or delete a name in the current unit (CPython's `codegen_nameop`). */
  nameop(loc: SourceLocation, name: string, ctx: expr_context): void {
    const mangled = this.maybeMangle(name);
    const { ste, metadata } = this;
    const scope = ste.getScope(mangled);
    const [type, arg] = this.resolveNameop(mangled, scope);
    switch (type) {
      case 'fast': {
        const opcode = ctx === 'Load' ? op.LOAD_FAST : ctx === 'Store' ? op.STORE_FAST : op.DELETE_FAST;
        this.addopN(loc, opcode, metadata.u_varnames, mangled);
        return;
      }
      case 'deref':
        if (ctx === 'Store') this.addop(loc, op.STORE_DEREF, arg);
        else if (ctx === 'Del') this.addop(loc, op.DELETE_DEREF, arg);
        else if (ste.ste_type === 'class' && this.u.u_in_inlined_comp === 0) {
          this.addop(loc, op.LOAD_LOCALS);
          this.addop(loc, op.LOAD_FROM_DICT_OR_DEREF, arg);
        } else if (ste.ste_can_see_class_scope) {
          this.addopN(loc, op.LOAD_DEREF, metadata.u_freevars, '__classdict__');
          this.addop(loc, op.LOAD_FROM_DICT_OR_DEREF, arg);
        } else this.addop(loc, op.LOAD_DEREF, arg);
        return;
      case 'global':
        if (ctx === 'Store') this.addop(loc, op.STORE_GLOBAL, arg);
        else if (ctx === 'Del') this.addop(loc, op.DELETE_GLOBAL, arg);
        else if (ste.ste_can_see_class_scope && scope === GLOBAL_IMPLICIT) {
          this.addopN(loc, op.LOAD_DEREF, metadata.u_freevars, '__classdict__');
          this.addop(loc, op.LOAD_FROM_DICT_OR_GLOBALS, arg);
        } else this.addop(loc, op.LOAD_GLOBAL, arg << 1);
        return;
      case 'name':
        if (ctx === 'Store') this.addop(loc, op.STORE_NAME, arg);
        else if (ctx === 'Del') this.addop(loc, op.DELETE_NAME, arg);
        else if (ste.ste_type === 'class' && this.u.u_in_inlined_comp > 0) this.addop(loc, op.LOAD_GLOBAL, arg << 1);
        else this.addop(loc, op.LOAD_NAME, arg);
    }
  }
}
