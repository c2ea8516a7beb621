/** This file is the interactive session: it reads a statement, runs it, shows what it raises, and goes on. */
import { PyCode } from '../bytecode/code.js';
import { flushStream, reportUncaught } from '../importing/finish.js';
import { registerSource } from '../importing/source-registry.js';
import { compileSource } from '../modules/builtins/evaluate.js';
import { writeStderr } from '../modules/sys/hooks.js';
import { makeException } from '../objects/errors.js';
import { Raised } from '../objects/exceptions/raised.js';
import { _IncompleteInputError, KeyboardInterrupt, SyntaxError, SystemExit } from '../objects/exceptions/types.js';
import { lookupAttr, setAttr } from '../objects/operations/attributes.js';
import { str } from '../objects/operations/text.js';
import type { PyModule } from '../objects/types/function.js';
import type { Value } from '../values/object.js';
import { strFromUtf16, strToUtf16 } from '../values/str.js';
import { executeCode } from '../vm/execute-code.js';
import type { Machine } from '../vm/machine.js';
import { type LineSource, StreamLines } from './line-source.js';
import { TerminalLines } from './terminal-lines.js';

const DONT_IMPLY_DEDENT = 0x200;
const ALLOW_INCOMPLETE_INPUT = 0x4000;

/** Run a session in `__main__` until the input ends or a SystemExit; answers the exit code. */
export function runSession(vm: Machine, main: PyModule): number {
  main.dict.deleteStr('__file__');
  main.dict.deleteStr('__cached__');
  const { stdin, stdout } = vm.host.streams;
  if (stdin === null) return 0;
  const onTerminal = stdin.isTerminal() && stdout?.isTerminal() === true;
  const lines: LineSource = onTerminal ? new TerminalLines(vm, main) : new StreamLines(vm, stdin);
  const sys = vm.modules.getStr('sys') as Value;
  if (lookupAttr(vm, sys, 'ps1') === undefined) setAttr(vm, sys, 'ps1', '>>> ');
  if (lookupAttr(vm, sys, 'ps2') === undefined) setAttr(vm, sys, 'ps2', '... ');
  try {
    return runStatements(vm, main, lines);
  } finally {
    lines.close();
  }
}

function runStatements(vm: Machine, main: PyModule, lines: LineSource): number {
  for (;;) {
    try {
      if (!runStatement(vm, main, lines)) return 0;
    } catch (reason) {
      if (!(reason instanceof Raised)) throw reason;
      const status = reportUncaught(vm, reason);
      if (reason.exception.type.isSubtypeOf(SystemExit)) return status;
    }
    flushStream(vm, 'stderr');
    flushStream(vm, 'stdout');
  }
}

/** Read one statement and run it; false at the end of the input. Throws what it raises. */
function runStatement(vm: Machine, main: PyModule, lines: LineSource): boolean {
  const read: string[] = [];
  for (;;) {
    const line = lines.readLine(prompt(vm, read.length === 0 ? 'ps1' : 'ps2'));
    if (line === 'interrupt') throw new Raised(makeException(KeyboardInterrupt, []));
    if (line === 'end') {
      if (read.length === 0) {
        writeStderr(vm, '\n');
        return false;
      }
    } else {
      read.push(line.text);
      if (read.every((each) => /^\s*(#.*)?$/.test(each))) return true;
    }
    const source = read.join('\n');
    const code = line === 'end' ? compileStatement(vm, `${source}\n`, 0) : completeStatement(vm, source);
    if (code === undefined) continue;
    registerSource(vm, code, strFromUtf16(source), '<stdin>');
    executeCode(vm, code, main.dict, main.dict);
    return true;
  }
}

function prompt(vm: Machine, name: 'ps1' | 'ps2'): string {
  const value = lookupAttr(vm, vm.modules.getStr('sys') as Value, name);
  if (value === undefined) return '';
  try {
    return strToUtf16(str(vm, value));
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
    return '';
  }
}

/**
 * The code of a whole statement, undefined when lines are missing: as codeop tells them apart, a statement that compiles
 * only with a newline more is one whose block is still open. Throws Raised for what can become no statement.
 */
function completeStatement(vm: Machine, source: string): PyCode | undefined {
  const flags = DONT_IMPLY_DEDENT | ALLOW_INCOMPLETE_INPUT;
  const warn = vm.warnExplicitHook;
  // Only the last compilation shows warnings.
  vm.warnExplicitHook = () => {};
  try {
    try {
      compileStatement(vm, source, flags);
    } catch (reason) {
      if (!isSyntaxError(reason)) throw reason;
      try {
        compileStatement(vm, `${source}\n`, flags);
        return undefined;
      } catch (second) {
        if (!isSyntaxError(second)) throw second;
        if (second.exception.type === _IncompleteInputError) return undefined;
      }
    }
  } finally {
    vm.warnExplicitHook = warn;
  }
  return compileStatement(vm, source, DONT_IMPLY_DEDENT);
}

function isSyntaxError(reason: unknown): reason is Raised {
  return reason instanceof Raised && reason.exception.type.isSubtypeOf(SyntaxError);
}

function compileStatement(vm: Machine, source: string, flags: number): PyCode | undefined {
  const text = strFromUtf16(source);
  const code = compileSource(vm, text, { filename: '<stdin>', mode: 'single', flags, optimize: -1 });
  return code instanceof PyCode ? code : undefined;
}
