/** This file declares the module faulthandler: tracebacks on demand. The machine itself has no faults to handle. */
import { lineAt } from '../../bytecode/location-table.js';
import { overflowError, runtimeError, valueError } from '../../objects/errors.js';
import { asDouble } from '../../objects/native/convert.js';
import { defineModule } from '../../objects/native/define-module.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { getAttr, lookupAttr } from '../../objects/operations/attributes.js';
import { asInt } from '../../objects/operations/index.js';
import { ascii } from '../../objects/operations/text.js';
import type { Value } from '../../values/object.js';
import { StateKey } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strToUtf16 } from '../../values/str.js';
import type { Machine } from '../../vm/machine.js';

const MAX_FRAMES = 100;

const handler = new StateKey('faulthandler', () => ({ enabled: false }));

/** The descriptor of the `file` argument: a number, an object with fileno(), or sys.stderr. Its buffer is flushed. */
function descriptorOf(vm: Machine, file: Value | undefined): number {
  let target = file;
  if (target === undefined || target === None) {
    const sys = vm.loadedModule('sys');
    target = sys === undefined ? undefined : lookupAttr(vm, sys, 'stderr');
    if (target === undefined) throw runtimeError('unable to get sys.stderr');
    if (target === None) throw runtimeError('sys.stderr is None');
  } else if (typeof target === 'number') {
    if (target < 0) throw valueError('file is not a valid file descriptor');
    return target;
  }
  const descriptor = asInt(vm, vm.call0(getAttr(vm, target, 'fileno')));
  if (descriptor < 0) throw runtimeError('file.fileno() is not a valid file descriptor');
  vm.call0(getAttr(vm, target, 'flush'));
  return descriptor;
}

/** Frames as faulthandler writes them: innermost first, ASCII only. */
function dumpText(vm: Machine, allThreads: boolean): string {
  let text = allThreads
    ? `Current thread 0x${vm.identity(vm.modules).toString(16).padStart(16, '0')} (most recent call first):\n`
    : 'Stack (most recent call first):\n';
  let count = 0;
  for (let frame = vm.frame; frame !== null; frame = frame.back) {
    if (count++ === MAX_FRAMES) return `${text}  ...\n`;
    const { code } = frame;
    text += `  File ${quoted(vm, code.co_filename)}, line ${lineAt(code, 2 * frame.lasti)} in ${plain(vm, code.co_name)}\n`;
  }
  return text;
}

function plain(vm: Machine, text: Value): string {
  return strToUtf16(ascii(vm, text)).slice(1, -1);
}

function quoted(vm: Machine, text: Value): string {
  return `"${plain(vm, text)}"`;
}

function dump(vm: Machine, file: Value | undefined, allThreads: boolean): Value {
  const descriptor = descriptorOf(vm, file);
  const data = Uint8Array.from(dumpText(vm, allThreads), (c) => c.charCodeAt(0));
  vm.call2(getAttr(vm, vm.importModule('posix'), 'write'), descriptor, new PyBytes(data));
  return None;
}

const later: readonly NativeDef[] = [
  nativeFunction(
    'dump_traceback_later($module, /, timeout, repeat: bool=False, file=sys.stderr, exit: bool=False)',
    'Dump the traceback of all threads in timeout seconds. Machines have no watchdog thread.',
    (runtime, timeout: Value, _repeat: boolean, file: Value | undefined) => {
      const vm = runtime as Machine;
      const seconds = asDouble(vm, timeout);
      if (!(seconds > 0)) throw valueError('timeout must be greater than 0');
      if (seconds > 9223372036) throw overflowError('timeout value is too large');
      descriptorOf(vm, file);
      throw runtimeError('unable to start watchdog thread');
    },
  ),
  nativeFunction(
    'cancel_dump_traceback_later($module, /)',
    'Cancel the previous call to dump_traceback_later().',
    () => None,
  ),
];

/** `faulthandler`. */
export const faulthandlerModule = defineModule({
  name: 'faulthandler',
  doc: 'faulthandler module.',
  functions: [
    nativeFunction(
      'enable($module, /, file=sys.stderr, all_threads: bool=True)',
      'Enable the fault handler.',
      (vm, file: Value | undefined) => {
        descriptorOf(vm as Machine, file);
        vm.state(handler).enabled = true;
        return None;
      },
    ),
    nativeFunction('disable($module, /)', 'Disable the fault handler.', (vm) => {
      const state = vm.state(handler);
      const was = state.enabled;
      state.enabled = false;
      return was;
    }),
    nativeFunction('is_enabled($module, /)', 'Check if the handler is enabled.', (vm) => vm.state(handler).enabled),
    nativeFunction(
      'dump_traceback($module, /, file=sys.stderr, all_threads: bool=True)',
      'Dump the traceback of the current thread into file.',
      (vm, file: Value | undefined, allThreads: boolean) => dump(vm as Machine, file, allThreads),
    ),
    ...later,
  ],
});
