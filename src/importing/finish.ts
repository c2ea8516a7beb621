/** This file ends a run: uncaught exceptions, exit handlers, flushing. */

import { flushPendingStreams } from '../modules/io/pending.js';
import { displayException, writeStderr } from '../modules/sys/hooks.js';
import { sysState } from '../modules/sys/state.js';
import { PyIntSubclass, typeOf } from '../objects/core-types.js';
import type { PyBaseException, PySystemExit } from '../objects/exceptions/base-exception.js';
import { Raised } from '../objects/exceptions/raised.js';
import { KeyboardInterrupt, SystemExit } from '../objects/exceptions/types.js';
import { getAttr, lookupAttr } from '../objects/operations/attributes.js';
import { str } from '../objects/operations/text.js';
import type { Value } from '../values/object.js';
import { None } from '../values/singletons.js';
import { strToUtf16 } from '../values/str.js';
import { runPendingChildren } from '../vm/children.js';
import { finalizeProgram } from '../vm/heap/shutdown.js';
import type { Machine } from '../vm/machine.js';

/** The status of a program that Ctrl-C ended: as an exit code 130; told apart from a program that exits with 130. */
export const INTERRUPTED = 256 + 130;

/** The exit code for a SystemExit: prints its code when that is neither a number nor None. */
function systemExitCode(vm: Machine, exception: PyBaseException): number {
  let code: Value = (exception as PySystemExit).code ?? None;
  if (exception.type !== SystemExit) code = lookupAttr(vm, exception, 'code') ?? code;
  if (code === None) return 0;
  const number = intValueOf(code);
  if (typeof number === 'number') return number & 0xff;
  if (typeof number === 'bigint') return BigInt.asIntN(64, number) === number ? Number(BigInt.asUintN(8, number)) : 255;
  flushStream(vm, 'stdout');
  let text = '';
  try {
    text = strToUtf16(str(vm, code));
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
  }
  writeStderr(vm, `${text}\n`);
  return 1;
}

/** The number that an int or an instance of a subclass is. */
function intValueOf(value: Value): number | bigint | undefined {
  const plain = value instanceof PyIntSubclass ? value.value : value;
  if (typeof plain === 'boolean') return plain ? 1 : 0;
  return typeof plain === 'number' || typeof plain === 'bigint' ? plain : undefined;
}

/**
 * Report an exception that nothing caught, as `sys.excepthook` has it; answers the exit code. With `keepRunning` (`-i`) a
 * SystemExit is reported like any other.
 */
export function reportUncaught(vm: Machine, raised: Raised, keepRunning = false): number {
  const { exception } = raised;
  if (!keepRunning && exception.type.isSubtypeOf(SystemExit)) return systemExitCode(vm, exception);
  const sys = vm.modules.getStr('sys');
  const hook = sys === undefined ? undefined : lookupAttr(vm, sys, 'excepthook');
  try {
    if (sys !== undefined) {
      for (const [name, value] of [
        ['last_exc', exception],
        ['last_type', typeOf(exception)],
        ['last_value', exception],
        ['last_traceback', exception.traceback ?? None],
      ] as const) {
        setSys(vm, name, value);
      }
    }
    flushStream(vm, 'stdout');
    if (hook === undefined) {
      writeStderr(vm, 'sys.excepthook is missing\n');
      displayException(vm, exception);
    } else {
      vm.audit('sys.excepthook', [hook, typeOf(exception), exception, exception.traceback ?? None]);
      vm.call(hook, [typeOf(exception), exception, exception.traceback ?? None]);
    }
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
    if (reason.exception.type.isSubtypeOf(SystemExit)) return systemExitCode(vm, reason.exception);
    writeStderr(vm, 'Error in sys.excepthook:\n');
    displayException(vm, reason.exception);
    writeStderr(vm, '\nOriginal exception was:\n');
    displayException(vm, exception);
  }
  return exception.type.isSubtypeOf(KeyboardInterrupt) ? INTERRUPTED : 1;
}

function setSys(vm: Machine, name: string, value: Value): void {
  const sys = vm.modules.getStr('sys') as unknown as { attrDict: { setStr(name: string, value: Value): void } };
  sys.attrDict.setStr(name, value);
}

export function flushStream(vm: Machine, name: 'stdout' | 'stderr'): boolean {
  const sys = vm.modules.getStr('sys');
  const stream = sys === undefined ? undefined : lookupAttr(vm, sys, name);
  if (stream === undefined || stream === None) return true;
  try {
    if (lookupAttr(vm, stream, 'closed') === true) return true;
    vm.call0(getAttr(vm, stream, 'flush'));
    return true;
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
    if (name === 'stdout') {
      writeStderr(vm, `Exception ignored while flushing sys.stdout:\n`);
      displayException(vm, reason.exception);
    }
    return false;
  }
}

/** Wait for threads, run exit handlers, flush the streams (Py_FinalizeEx); answers the exit code. */
export function finish(vm: Machine, status: number): number {
  const threading = vm.modules.getStr('threading');
  if (threading !== undefined) callIgnoring(vm, threading, '_shutdown');
  const atexit = vm.modules.getStr('atexit');
  if (atexit !== undefined) callIgnoring(vm, atexit, '_run_exitfuncs');
  runPendingChildren(vm);
  const flushed = flushStream(vm, 'stdout');
  vm.state(sysState).finalizing = true;
  finalizeProgram(vm);
  // Files that were never closed: CPython writes them out when their last reference goes.
  flushPendingStreams(vm);
  const errors = flushStream(vm, 'stderr');
  return flushed && errors ? status : 120;
}

function callIgnoring(vm: Machine, module: Value, name: string): void {
  const func = lookupAttr(vm, module, name);
  if (func === undefined) return;
  try {
    vm.call0(func);
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
    if (!reason.exception.type.isSubtypeOf(SystemExit)) displayException(vm, reason.exception);
  }
}
