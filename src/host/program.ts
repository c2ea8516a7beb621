/** This file runs a whole program in a machine, from its first line to its exit handlers, and says how it ended. */
import type { PyCode } from '../bytecode/code.js';
import { finish, reportUncaught } from '../importing/finish.js';
import { isPyc, makeMain, RejectedBytecode, readProgram } from '../importing/main-module.js';
import { compileSource } from '../modules/builtins/evaluate.js';
import { displayException } from '../modules/sys/hooks.js';
import { Raised } from '../objects/exceptions/raised.js';
import { SystemExit } from '../objects/exceptions/types.js';
import { qualifiedName } from '../objects/type/type-type.js';
import { None } from '../values/singletons.js';
import { strFromUtf16 } from '../values/str.js';
import { executeCode } from '../vm/execute-code.js';
import { ImmediateExit } from '../vm/immediate-exit.js';
import { LimitExceeded, type LimitKind } from '../vm/limits.js';
import type { Machine } from '../vm/machine.js';

/** How a program ended. `rejected`: its bytecode was refused; `denied`: a policy stopped it. */
export interface Outcome {
  readonly outcome: 'ok' | 'exception' | 'limit' | 'rejected' | 'denied' | 'internal-error';
  readonly limit: LimitKind | null;
  /** The class of an exception that nothing caught, with its module unless that is `builtins`. */
  readonly exception: string | null;
  /** What the program asked to exit with: 0 at its end, 1 after an exception, the code of a SystemExit. */
  readonly status: number;
  /** The foreign error behind an internal error; for the host's log only. */
  readonly fault?: unknown;
}

/** A program: its source or the content of a `.pyc` file, and the path that it has for itself. */
export interface Program {
  readonly path: string;
  readonly content: Uint8Array;
}

/**
 * Run a program as `__main__`, report what it does not catch on its own stderr, run its exit handlers. Nothing is thrown:
 * a limit or an error inside pyvm is an outcome, and the machine is dead afterwards.
 */
export function runProgram(vm: Machine, program: Program): Outcome {
  let exception: string | null = null;
  let status = 0;
  let rejected = false;
  try {
    const main = makeMain(vm);
    try {
      const path = strFromUtf16(program.path);
      main.dict.setStr('__file__', path);
      main.dict.setStr('__cached__', None);
      vm.audit('cpython.run_file', [path]);
      const code =
        isPyc(program.content) || program.path.endsWith('.pyc') ? readProgram(program.content) : compile(vm, program);
      executeCode(vm, code, main.dict, main.dict);
    } catch (reason) {
      if (reason instanceof RejectedBytecode) {
        rejected = true;
        status = 1;
        displayException(vm, reason.error.exception);
      } else if (reason instanceof Raised) {
        status = reportUncaught(vm, reason);
        const { type } = reason.exception;
        if (!type.isSubtypeOf(SystemExit) || status !== 0) exception = qualifiedName(type);
      } else throw reason;
    }
    status = finish(vm, status);
  } catch (reason) {
    return stopped(reason, vm);
  }
  if (rejected) return { outcome: 'rejected', limit: null, exception: null, status };
  return { outcome: exception === null ? 'ok' : 'exception', limit: null, exception, status };
}

function compile(vm: Machine, program: Program): PyCode {
  vm.chargeMemory(program.content.length);
  const code = compileSource(vm, program.content, {
    filename: strFromUtf16(program.path),
    mode: 'exec',
    flags: 0,
    optimize: -1,
    fromFile: true,
  });
  return code as PyCode;
}

function stopped(reason: unknown, vm: Machine): Outcome {
  if (reason instanceof ImmediateExit && reason.isAbort) {
    return { outcome: 'exception', limit: null, exception: 'Aborted', status: 1 };
  }
  if (reason instanceof ImmediateExit)
    return { outcome: 'ok', limit: null, exception: null, status: reason.status & 0xff };
  if (reason instanceof LimitExceeded) {
    const outcome = reason.kind === 'denied' ? 'denied' : 'limit';
    return { outcome, limit: reason.kind, exception: null, status: 1 };
  }
  if (reason instanceof Raised)
    return { outcome: 'exception', limit: null, exception: qualifiedName(reason.exception.type), status: 1 };
  // Whatever state the machine is in, nothing more may run in it.
  vm.stopped ??= new LimitExceeded('cancelled');
  return { outcome: 'internal-error', limit: null, exception: null, status: 120, fault: reason };
}
