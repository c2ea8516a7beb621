/** This file compiles what the host gives to `run`: statements, and an expression at the end whose value is the result. */
import type { PyCode } from '../bytecode/code.js';
import { compile } from '../compiler/compile.js';
import { type CompileOptions, compiling, parseSource } from '../modules/builtins/evaluate.js';
import { Expr, Expression, Module } from '../syntax/ast/nodes.js';
import { strFromUtf16 } from '../values/str.js';
import type { Machine } from '../vm/machine.js';

/** Bits of `co_flags` that future statements leave for the code behind them. */
const FUTURE_MASK = 0x1fe0000;

/** A compiled program. */
export interface Program {
  /** The statements; null when there is nothing but the expression. */
  readonly body: PyCode | null;
  /** The last statement when it is an expression. */
  readonly result: PyCode | null;
}

/** Compile source. Raises SyntaxError in the program. */
export function compileProgram(vm: Machine, source: string, filename: string): Program {
  vm.chargeMemory(source.length);
  const name = strFromUtf16(filename);
  const options: CompileOptions = { filename: name, mode: 'exec', flags: 0, optimize: -1 };
  return compiling(vm, options, (warn) => {
    const tree = parseSource(vm, strFromUtf16(source), options, warn);
    const optimize = vm.optimizationLevel;
    const statements = tree instanceof Module ? tree.body : [];
    const last = statements[statements.length - 1];
    if (!(last instanceof Expr)) return { body: compile(tree, { filename: name, optimize, warn }), result: null };
    statements.pop();
    const body = statements.length === 0 ? null : compile(tree, { filename: name, optimize, warn });
    const flags = body === null ? 0 : body.co_flags & FUTURE_MASK;
    const result = compile(new Expression(last.value), { filename: name, mode: 'eval', flags, optimize, warn });
    return { body, result };
  });
}

/** The programs that were compiled last, by source: running the same again costs no compilation. */
export class ProgramCache {
  private readonly programs = new Map<string, Program>();

  /** A program whose source is longer is not kept. */
  static readonly longestSource = 10_000;
  private static readonly capacity = 50;

  get(vm: Machine, source: string, filename: string): Program {
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
