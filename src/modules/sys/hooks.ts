/** This file defines the hooks of sys: what happens with uncaught exceptions and at breakpoints. */

import { typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { PyBaseException } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { AttributeError, ImportError, RuntimeWarning } from '../../objects/exceptions/types.js';
import { type NativeDef, nativeFunction, rawFunction } from '../../objects/native/native-def.js';
import { getAttr, lookupAttr } from '../../objects/operations/attributes.js';
import { repr, str } from '../../objects/operations/text.js';
import { qualifiedName } from '../../objects/type/type-type.js';
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { environmentVariables } from '../../vm/environment.js';
import type { Machine } from '../../vm/machine.js';
import { PyTraceback } from '../../vm/traceback.js';
import { fileLine } from '../builtins/program-text.js';

function standardError(vm: Machine): Value | undefined {
  const sys = vm.modules.getStr('sys');
  return sys === undefined ? undefined : lookupAttr(vm, sys, 'stderr');
}

/** Write text to `sys.stderr`; nothing happens when there is none. */
export function writeStderr(vm: Machine, text: string): void {
  const stderr = standardError(vm);
  if (stderr === undefined || stderr === None) return;
  vm.call1(getAttr(vm, stderr, 'write'), strFromUtf16(text));
}

/** Print an exception with its traceback as CPython does: with the traceback module, plainly when that fails. */
export function displayException(vm: Machine, exception: Value): void {
  const stderr = standardError(vm);
  if (stderr === None) return;
  if (stderr === undefined) {
    vm.host.streams.stderr?.write(new TextEncoder().encode('lost sys.stderr\n'));
    return;
  }
  if (!hasLongChain(exception)) {
    try {
      const traceback = vm.importModule('traceback');
      vm.call1(getAttr(vm, traceback, '_print_exception_bltin'), exception);
      return;
    } catch (reason) {
      if (!(reason instanceof Raised)) throw reason;
    }
  }
  displayPlainly(vm, exception);
}

/** Causes and contexts that are shown; a longer chain is printed without them. */
const LONGEST_CHAIN = 1000;

/** Are there more causes and contexts behind an exception than anybody would read? */
function hasLongChain(exception: Value): boolean {
  let length = 0;
  for (let at: Value | null = exception; at instanceof PyBaseException; at = at.cause ?? at.context) {
    if (++length > LONGEST_CHAIN) return true;
  }
  return false;
}

const CAUSE = '\nThe above exception was the direct cause of the following exception:\n\n';
const CONTEXT = '\nDuring handling of the above exception, another exception occurred:\n\n';

/** Print traceback and exception, after what led to it, without any help of Python code: no carets and no notes. */
function displayPlainly(vm: Machine, exception: Value, seen = new Set<Value>()): void {
  if (!(exception instanceof PyBaseException)) return;
  vm.chargeFuel(100);
  seen.add(exception);
  const { cause, context, suppressContext } = exception;
  const before = cause ?? (suppressContext ? null : context);
  if (before !== null && !seen.has(before) && seen.size < ENTRIES_SHOWN) {
    displayPlainly(vm, before, seen);
    writeStderr(vm, cause === null ? CONTEXT : CAUSE);
  }
  try {
    if (exception.traceback !== null) writeStderr(vm, plainTraceback(vm, exception.traceback as PyTraceback));
    writeStderr(vm, `${exceptionLine(vm, exception)}\n`);
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
  }
}

/** `Type: message`; the type under its module's name unless that is builtins or `__main__`. */
function exceptionLine(vm: Machine, exception: PyBaseException): string {
  const type = typeOf(exception);
  const module = lookupAttr(vm, type, '__module__');
  const prefix =
    module === undefined || !isStr(module)
      ? '<unknown>.'
      : module === 'builtins' || module === '__main__'
        ? ''
        : `${strToUtf16(module)}.`;
  let message = '<exception str() failed>';
  try {
    message = strToUtf16(str(vm, exception));
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
  }
  return `${prefix}${qualifiedName(type)}${message === '' ? '' : `: ${message}`}`;
}

/** Repeated entries that are shown before they are counted only (CPython's TB_RECURSIVE_CUTOFF). */
const REPEATS_SHOWN = 3;
/** Entries shown at most, the newest (CPython's PyTraceBack_LIMIT). */
const ENTRIES_SHOWN = 1000;

/** A traceback as CPython's C code prints it: entries with their source lines, no carets. */
export function plainTraceback(vm: Machine, traceback: PyTraceback): string {
  const entries: PyTraceback[] = [];
  for (let entry: PyTraceback | null = traceback; entry !== null; entry = entry.next) entries.push(entry);
  let out = 'Traceback (most recent call last):\n';
  let last = '';
  let repeats = 0;
  const tellRepeats = (): void => {
    const more = repeats - REPEATS_SHOWN;
    if (more > 0) out += `  [Previous line repeated ${more} more time${more > 1 ? 's' : ''}]\n`;
  };
  for (const entry of entries.slice(-ENTRIES_SHOWN)) {
    const { code } = entry.frame;
    const path = strToUtf16(code.co_filename as Str);
    const line = entry.lineno;
    const shown = `  File "${path}", line ${line}, in ${strToUtf16(code.co_name as Str)}\n`;
    if (shown !== last) {
      tellRepeats();
      last = shown;
      repeats = 0;
    }
    repeats++;
    if (repeats > REPEATS_SHOWN) continue;
    const source = fileLine(vm, path, line);
    out += source === null ? shown : `${shown}    ${strToUtf16(source).trim()}\n`;
  }
  tellRepeats();
  return out;
}

function breakpointHook(vm: Machine, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const wanted =
    (vm.configuration.ignoreEnvironment ? undefined : vm.state(environmentVariables).get('PYTHONBREAKPOINT')) ?? '';
  if (wanted === '0') return None;
  const path = wanted === '' ? 'pdb.set_trace' : wanted;
  const dot = path.lastIndexOf('.');
  const moduleName = dot < 0 ? 'builtins' : path.slice(0, dot);
  let hook: Value;
  try {
    hook = getAttr(vm, vm.importModule(moduleName), path.slice(dot + 1));
  } catch (reason) {
    const isMissing =
      reason instanceof Raised &&
      (reason.exception.type.isSubtypeOf(ImportError) || reason.exception.type.isSubtypeOf(AttributeError));
    if (!isMissing) throw reason;
    vm.warn(RuntimeWarning, `Ignoring unimportable $PYTHONBREAKPOINT: "${path}"`, 0);
    return None;
  }
  return vm.call(hook, args, kwnames);
}

export const hookFunctions: readonly NativeDef[] = [
  nativeFunction(
    'excepthook($module, exctype, value, traceback, /)',
    'Handle an exception by displaying it with a traceback on sys.stderr.',
    (vm, _type: Value, value: Value, traceback: Value) => {
      if (value instanceof PyBaseException && traceback !== None && value.traceback === null) {
        value.traceback = traceback as PyBaseException['traceback'];
      }
      displayException(vm as Machine, value);
      return None;
    },
  ),
  rawFunction(
    'breakpointhook',
    'This hook function is called by built-in breakpoint().',
    (vm, _self, args, kwnames) => breakpointHook(vm as Machine, args, kwnames),
    '($module, /, *args, **kwargs)',
  ),
  nativeFunction(
    'unraisablehook($module, unraisable, /)',
    'Handle an unraisable exception.',
    (runtime, unraisable: Value) => {
      const vm = runtime as Machine;
      if (!(unraisable instanceof PyTuple) || typeOf(unraisable).name !== 'sys.UnraisableHookArgs') {
        throw typeError('sys.unraisablehook argument type must be UnraisableHookArgs');
      }
      const object = lookupAttr(vm, unraisable, 'object') ?? None;
      const message = lookupAttr(vm, unraisable, 'err_msg') ?? None;
      if (object !== None) {
        const prefix = message !== None && isStr(message) ? strToUtf16(message) : 'Exception ignored in';
        let shown = '<object repr() failed>';
        try {
          shown = strToUtf16(repr(vm, object));
        } catch (reason) {
          if (!(reason instanceof Raised)) throw reason;
        }
        writeStderr(vm, `${prefix}: ${shown}\n`);
      } else if (message !== None && isStr(message)) writeStderr(vm, `${strToUtf16(message)}:\n`);
      const traceback = getAttr(vm, unraisable, 'exc_traceback');
      if (traceback instanceof PyTraceback) writeStderr(vm, plainTraceback(vm, traceback));
      const exception = getAttr(vm, unraisable, 'exc_value');
      if (exception instanceof PyBaseException) writeStderr(vm, `${exceptionLine(vm, exception)}\n`);
      return None;
    },
  ),
];
