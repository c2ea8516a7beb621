/** This file defines the entry point of the compiler: from a tree to a code object (CPython's `_PyAST_Compile`). */
import type { PyCode } from '../bytecode/code.js';
import * as op from '../bytecode/opcodes.js';
import type { mod, stmt } from '../syntax/ast/nodes.js';
import { SyntaxErrorInfo, type WarningSink } from '../syntax/errors/syntax-error-info.js';
import type { Str } from '../values/str.js';
import { preprocessAst } from './ast-preprocess.js';
import { codegenBody } from './codegen/body.js';
import { CodeGenerator } from './codegen/visit.js';
import { locationOf, MalformedTreeError } from './errors.js';
import { futureFromAst } from './future.js';
import { SourceLocation } from './instruction-sequence.js';
import { buildSymtable } from './symtable/statements.js';

/** How to compile. */
export interface CompileOptions {
  /** `co_filename`. */
  readonly filename: Str;
  /** What the tree was parsed as. The kind of the tree decides; this says the same for readers. */
  readonly mode?: 'exec' | 'eval' | 'single';
  /** `CO_FUTURE_…` and `PyCF_…` bits; those of the module's own future statements are added. */
  readonly flags?: number;
  /** 0, 1 (`-O`: no asserts) or 2 (`-OO`: no docstrings either). */
  readonly optimize?: number;
  /** Receives SyntaxWarnings; without it there are none. */
  readonly warn?: WarningSink | undefined;
  /**
   * Called before each statement is compiled; it may throw to stop. A `finally` body is compiled twice, so nested ones
   * make code that is exponentially larger than their source: a meter on source size is not enough.
   */
  readonly chargeStatement?: (() => void) | undefined;
}

/**
 * Compile a tree, which is changed by it. Throws `SyntaxErrorInfo` for what the grammar allows but the language does
 * not, `RecursionLimitError` for trees that are too deep, `MalformedTreeError` for trees that no parser makes.
 */
export function compile(tree: mod, options: CompileOptions): PyCode {
  try {
    return compileTree(tree, options);
  } catch (error) {
    if (error instanceof SyntaxErrorInfo && error.filename === '') error.filename = options.filename;
    throw error;
  }
}

function compileTree(tree: mod, options: CompileOptions): PyCode {
  const c = generateCode(tree, options, false);
  const code = c.optimizeAndAssemble(tree.kind !== 'Expression');
  c.exitScope();
  return code;
}

/**
 * The code generator after it has written the instructions of a tree, before any optimisation (CPython's
 * `compiler_codegen`), with those of nested code units if `savesNested`.
 */
export function generateCode(tree: mod, options: CompileOptions, savesNested: boolean): CodeGenerator {
  const { filename, optimize = 0, warn = null } = options;
  const future = futureFromAst(tree);
  future.ff_features |= options.flags ?? 0;
  preprocessAst(tree, { optimize, ff_features: future.ff_features, filename, warn });
  const symtable = buildSymtable(tree, future);
  const c = new CodeGenerator(
    filename,
    symtable,
    future,
    optimize,
    tree.kind === 'Interactive',
    warn,
    options.chargeStatement ?? null,
  );
  c.savesNested = savesNested;
  c.enterScope('<module>', 'module', symtable.st_top, 1);
  switch (tree.kind) {
    case 'Module':
    case 'Interactive':
      codegenModule(c, tree.body, tree.kind === 'Interactive');
      break;
    case 'Expression':
      c.visitExpr(tree.body);
      break;
    case 'FunctionType':
      throw new MalformedTreeError('this compiler does not handle FunctionTypes');
  }
  return c;
}

function codegenModule(c: CodeGenerator, stmts: readonly stmt[], isInteractive: boolean): void {
  const [first] = stmts;
  const loc = first === undefined ? new SourceLocation(1, 1, 0, 0) : locationOf(first);
  if (c.ste.ste_has_conditional_annotations) {
    c.addop(loc, op.BUILD_SET, 0);
    c.addopN(loc, op.STORE_NAME, c.metadata.u_names, '__conditional_annotations__');
  }
  codegenBody(c, loc, stmts, isInteractive);
}
