/** This file defines the hooks of sys: what happens with uncaught exceptions and at breakpoints. */
import { typeOf } from '../../objects/core-types.js';
import { PyBaseException } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { type NativeDef, nativeFunction, rawFunction } from '../../objects/native/native-def.js';
import { getAttr, lookupAttr } from '../../objects/operations/attributes.js';
import { repr, str } from '../../objects/operations/text.js';
import { qualifiedName } from '../../objects/type/type-type.js';
import type { Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import { isStr, strFromUtf16, strToUtf16 } from '../../values/str.js';
import type { Machine } from '../../vm/machine.js';

/** Write text to `sys.stderr`; nothing happens when there is none. */
export function writeStderr(vm: Machine, text: string): void {
  const sys = vm.modules.getStr('sys');
  const stderr = sys === undefined ? undefined : lookupAttr(vm, sys, 'stderr');
  if (stderr === undefined || stderr === None) return;
  vm.call1(getAttr(vm, stderr, 'write'), strFromUtf16(text));
}

/** Print an exception with its traceback as CPython does: with the traceback module, plainly when that fails. */
export function displayException(vm: Machine, exception: Value): void {
  try {
    const traceback = vm.importModule('traceback');
    vm.call1(getAttr(vm, traceback, '_print_exception_bltin'), exception);
    return;
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
  }
  if (!(exception instanceof PyBaseException)) return;
  let message = '<exception str() failed>';
  try {
    message = strToUtf16(str(vm, exception));
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
  }
  writeStderr(vm, `${qualifiedName(typeOf(exception))}${message === '' ? '' : `: ${message}`}\n`);
}

function breakpointHook(vm: Machine, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const wanted = vm.host.environment?.get('PYTHONBREAKPOINT') ?? 'pdb.set_trace';
  if (wanted === '0') return None;
  const path = wanted === '' ? 'pdb.set_trace' : wanted;
  const dot = path.lastIndexOf('.');
  const moduleName = dot < 0 ? 'builtins' : path.slice(0, dot);
  try {
    const hook = getAttr(vm, vm.importModule(moduleName), path.slice(dot + 1));
    return vm.call(hook, args, kwnames);
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
    throw reason;
  }
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
      displayException(vm, getAttr(vm, unraisable, 'exc_value'));
      return None;
    },
  ),
];
