/** This file compiles what the host gives to `run`: statements, and an expression at the end whose value is the result. */
import type { PyCode } from '../bytecode/code.js';
import { compile } from '../compiler/compile.js';
import { type CompileOptions, compiling, parseSource } from '../modules/builtins/evaluate.js';
import { Assign, Expr, Module, Name } from '../syntax/ast/nodes.js';
import { strFromUtf16 } from '../values/str.js';
import type { Machine } from '../vm/machine.js';

/** Where the value of the last expression stands until the host takes it. */
export const RESULT_NAME = '__pyvm_result__';

/** Compile source. Raises SyntaxError in the program. */
export function compileProgram(vm: Machine, source: string, filename: string): PyCode {
  vm.chargeMemory(source.length);
  const name = strFromUtf16(filename);
  const options: CompileOptions = { filename: name, mode: 'exec', flags: 0, optimize: -1 };
  return compiling(vm, options, (warn) => {
    const tree = parseSource(vm, strFromUtf16(source), options, warn);
    const statements = tree instanceof Module ? tree.body : [];
    const last = statements[statements.length - 1];
    if (last instanceof Expr) statements[statements.length - 1] = keepingResult(last);
    return compile(tree, { filename: name, optimize: vm.optimizationLevel, warn });
  });
}

/** The expression as an assignment. */
function keepingResult({ value, lineno, col_offset, end_lineno, end_col_offset }: Expr): Assign {
  const target = new Name(RESULT_NAME, 'Store', lineno, col_offset, end_lineno, end_col_offset);
  return new Assign([target], value, null, lineno, col_offset, end_lineno, end_col_offset);
}

/** The programs that were compiled last, by source: running the same again costs no compilation. */
export class ProgramCache {
  private readonly programs = new Map<string, PyCode>();

  /** A program whose source is longer is not kept. */
  static readonly longestSource = 10_000;
  private static readonly capacity = 50;

  get(vm: Machine, source: string, filename: string): PyCode {
    const key = `${filename}\n${source}`;
    const known = this.programs.get(key);
    if (known !== undefined) return known;
    const made = compileProgram(vm, source, filename);
    if (source.length <= ProgramCache.longestSource) {
      if (this.programs.size >= ProgramCache.capacity) this.programs.clear();
      this.programs.set(key, made);
    }
    return made;
  }
}
