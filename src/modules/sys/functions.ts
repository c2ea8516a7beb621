/** This file defines the functions of sys. */
import { PyStrSubclass, typeOf } from '../../objects/core-types.js';
import { makeException, recursionError, runtimeError, typeError, valueError } from '../../objects/errors.js';
import type { PyBaseException } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { DeprecationWarning, SystemExit } from '../../objects/exceptions/types.js';
import { checkPositional, noKeywords } from '../../objects/native/bind.js';
import { type NativeDef, nativeFunction, rawFunction } from '../../objects/native/native-def.js';
import { getAttr, lookupAttr, lookupSpecial } from '../../objects/operations/attributes.js';
import { index } from '../../objects/operations/index.js';
import { repr } from '../../objects/operations/text.js';
import { typeModified } from '../../objects/type/change.js';
import { HAVE_GC, typeFlags } from '../../objects/type/flags.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { intDigitLimit } from '../../objects/types/int/text.js';
import { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { EMPTY_TUPLE, PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { PyType } from '../../values/type.js';
import { coroutineHooks } from '../../vm/coroutine-hooks.js';
import { handledException } from '../../vm/exception-state.js';
import type { PyFrame } from '../../vm/frame.js';
import type { Machine } from '../../vm/machine.js';
import { schedulerOf } from '../../vm/scheduler.js';
import { asyncgenHooksType } from './info.js';
import { sysState } from './state.js';

function frameAt(vm: Machine, depth: number): PyFrame {
  let frame = vm.frame;
  for (let i = 0; i < depth && frame !== null; i++) frame = frame.back;
  if (frame === null) throw valueError('call stack is not deep enough');
  return frame;
}

function displayHook(vm: Machine, value: Value): Value {
  if (value === None) return None;
  const builtins = vm.builtins;
  builtins.setStr('_', None);
  const stdout =
    vm.modules.getStr('sys') === undefined ? undefined : lookupAttr(vm, vm.modules.getStr('sys') as Value, 'stdout');
  if (stdout === undefined || stdout === None) throw runtimeError('lost sys.stdout');
  const write = getAttr(vm, stdout, 'write');
  vm.call1(write, repr(vm, value));
  vm.call1(write, '\n');
  builtins.setStr('_', value);
  return None;
}

function excInfo(vm: Machine): Value {
  const exception = handledException(vm);
  if (exception === null) return new PyTuple([None, None, None]);
  return new PyTuple([typeOf(exception), exception, exception.traceback ?? None]);
}

function exit(status: Value): never {
  const args = status === None ? [] : status instanceof PyTuple ? status.items : [status];
  const exception = makeException(SystemExit, args) as PyBaseException & { code: Value | null };
  exception.code = args.length === 0 ? None : args.length === 1 ? (args[0] as Value) : new PyTuple(args);
  throw new Raised(exception);
}

function sizeOf(vm: Runtime, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const nkw = kwnames?.length ?? 0;
  const object = args[0];
  if (object === undefined) throw typeError("getsizeof() missing required argument 'object' (pos 1)");
  const fallback = args.length - nkw > 1 ? args[1] : nkw > 0 ? args[args.length - 1] : undefined;
  const method = lookupSpecial(vm, object, '__sizeof__');
  if (method === undefined) {
    if (fallback !== undefined) return fallback;
    throw typeError(`Type ${typeOf(object).name} doesn't define __sizeof__`);
  }
  const size = index(vm, vm.call0(method));
  if (size < 0) throw valueError('__sizeof__() should return >= 0');
  // Objects that the collector looks at have a header.
  const header = typeFlags(typeOf(object)) & HAVE_GC ? 16 : 0;
  return typeof size === 'number' ? size + header : size;
}

const fn = nativeFunction;

export const sysFunctions: readonly NativeDef[] = [
  fn(
    'displayhook($module, object, /)',
    'Print an object to sys.stdout and also save it in builtins._',
    (vm, value: Value) => displayHook(vm as Machine, value),
  ),
  fn('exc_info($module, /)', 'Return current exception information: (type, value, traceback).', (vm) =>
    excInfo(vm as Machine),
  ),
  fn('exception($module, /)', 'Return the current exception.', (vm) => handledException(vm as Machine) ?? None),
  fn('exit($module, status=None, /)', 'Exit the interpreter by raising SystemExit(status).', (_vm, status: Value) =>
    exit(status),
  ),
  fn(
    'getdefaultencoding($module, /)',
    'Return the current default encoding used by the Unicode implementation.',
    () => 'utf-8',
  ),
  fn(
    'getfilesystemencoding($module, /)',
    'Return the encoding used to convert Unicode filenames to OS filenames.',
    () => 'utf-8',
  ),
  fn(
    'getfilesystemencodeerrors($module, /)',
    'Return the error mode used for Unicode to OS filename conversion.',
    () => 'surrogateescape',
  ),
  fn(
    'getrecursionlimit($module, /)',
    'Return the current value of the recursion limit.',
    (vm) => (vm as Machine).recursionLimit,
  ),
  fn(
    'setrecursionlimit($module, limit: int, /)',
    'Set the maximum depth of the Python interpreter stack to n.',
    (runtime, limit: number) => {
      const vm = runtime as Machine;
      if (limit < 1) throw valueError('recursion limit must be greater or equal than 1');
      if (vm.pythonDepth >= limit) {
        throw recursionError(
          `cannot set the recursion limit to ${limit} at the recursion depth ${vm.pythonDepth}: the limit is too low`,
        );
      }
      vm.recursionLimit = Math.min(limit, vm.limits.recursion);
      vm.setActiveLimit();
      return None;
    },
  ),
  fn('intern($module, string, /)', "``Intern'' the given string.", (_vm, value: Value) => {
    if (isStr(value)) return value;
    if (value instanceof PyStrSubclass) throw typeError(`can't intern ${typeOf(value).name}`);
    throw typeError(`intern() argument must be str, not ${typeOf(value).name}`);
  }),
  fn('_is_interned($module, string, /)', 'Return True if the given string is "interned".', (_vm, value: Value) => {
    if (isStr(value)) return true;
    if (value instanceof PyStrSubclass) return false;
    throw typeError(`_is_interned() argument must be str, not ${typeOf(value).name}`);
  }),
  fn('_is_gil_enabled($module, /)', 'Return True if the GIL is currently enabled.', () => true),
  fn(
    '_is_immortal($module, op, /)',
    'Return True if the given object is "immortal".',
    (_vm, value: Value) =>
      typeof value !== 'object' ||
      value === None ||
      value === EMPTY_TUPLE ||
      (value instanceof PyType && !value.isHeap) ||
      (value instanceof PyBytes && value.constructor === PyBytes && value.data.length <= 1),
  ),
  fn('is_finalizing($module, /)', 'Return True if Python is exiting.', (vm) => vm.state(sysState).finalizing),
  rawFunction('getsizeof', 'Return the size of object in bytes.', (vm, _self, args, kwnames) =>
    sizeOf(vm, args, kwnames),
  ),
  fn('getrefcount($module, object, /)', 'Return the reference count of object.', () => 2),
  fn('getallocatedblocks($module, /)', 'Return the number of memory blocks currently allocated.', () => 0),
  fn(
    'getunicodeinternedsize($module, /, *, _only_immortal: bool=False)',
    'Return the number of elements of the unicode interned dictionary',
    () => 0,
  ),
  fn('_getframe($module, depth: int=0, /)', 'Return a frame object from the call stack.', (vm, depth: number) => {
    const frame = frameAt(vm as Machine, Math.max(0, depth));
    vm.audit('sys._getframe', [frame]);
    return frame;
  }),
  fn(
    '_getframemodulename($module, /, depth: int=0)',
    'Return the name of the module for a calling frame.',
    (runtime, depth: number) => {
      const vm = runtime as Machine;
      vm.audit('sys._getframemodulename', [depth]);
      let frame = vm.frame;
      for (let i = 0; i < depth && frame !== null; i++) frame = frame.back;
      return frame === null ? None : (frame.func?.module ?? frame.globals.getStr('__name__') ?? None);
    },
  ),
  fn(
    '_current_frames($module, /)',
    "Return a dict mapping each thread's thread id to its current stack frame.",
    (runtime) => {
      const vm = runtime as Machine;
      vm.audit('sys._current_frames', []);
      const dict = new PyDict();
      for (const { id, frame } of schedulerOf(vm).standings()) if (frame !== null) dict.set(vm, id, frame);
      return dict;
    },
  ),
  fn(
    '_current_exceptions($module, /)',
    'Return a dict mapping each identifier to its current raised exception.',
    (runtime) => {
      const vm = runtime as Machine;
      vm.audit('sys._current_exceptions', []);
      const dict = new PyDict();
      for (const standing of schedulerOf(vm).standings()) {
        dict.set(vm, standing.id, handledException(standing) ?? None);
      }
      return dict;
    },
  ),
  fn('_clear_type_cache($module, /)', 'Clear the internal type lookup cache.', (vm) => {
    vm.warn(
      DeprecationWarning,
      'sys._clear_type_cache() is deprecated and may be removed in a future version of Python. Use sys._clear_internal_caches() instead.',
    );
    return None;
  }),
  fn('_clear_internal_caches($module, /)', 'Clear all internal performance-related caches.', () => None),
  fn(
    '_clear_type_descriptors($module, type: type, /)',
    "Private function for clearing certain descriptors from a type's dictionary",
    (vm, type: PyType) => {
      if (!type.isHeap) throw typeError('argument is immutable');
      for (const name of ['__weakref__', '__dict__']) {
        if (type.dict.delete(name)) typeModified(vm, type, name);
      }
      return None;
    },
  ),
  fn('_get_cpu_count_config($module, /)', 'Private function for getting PyConfig.cpu_count', () => -1),
  fn(
    '_debugmallocstats($module, /)',
    'Print debug info to stderr about the state of pymalloc and structseq objects.',
    () => None,
  ),
  fn(
    'getswitchinterval($module, /)',
    'Return the current thread switch interval.',
    (vm) => vm.state(sysState).switchInterval,
  ),
  fn(
    'setswitchinterval($module, interval: double, /)',
    'Set the ideal thread switching delay inside the Python interpreter.',
    (vm, interval: number) => {
      vm.state(sysState).setSwitchInterval(interval);
      return None;
    },
  ),
  fn(
    'get_int_max_str_digits($module, /)',
    'Return the maximum string digits limit for non-binary int<->str conversions.',
    (vm) => vm.state(intDigitLimit).digits,
  ),
  fn(
    'set_int_max_str_digits($module, /, maxdigits: int)',
    'Set the maximum string digits limit for non-binary int<->str conversions.',
    (vm, digits: number) => {
      if (digits !== 0 && digits < 640) throw valueError('maxdigits must be >= 640 or 0 for unlimited');
      vm.state(intDigitLimit).digits = digits;
      return None;
    },
  ),
  rawFunction(
    'audit',
    'Passes the event to any hooks that are attached.',
    (vm, _self, args, kwnames) => {
      noKeywords('audit()', kwnames);
      const event = args[0];
      if (event === undefined) throw typeError('audit expected at least 1 argument, got 0');
      if (!isStr(event)) throw typeError(`expected str for argument 'event', not ${typeOf(event).name}`);
      (vm as Machine).auditRaised(strToUtf16(event), args.slice(1));
      return None;
    },
    '($module, event, /, *args)',
  ),
  fn('addaudithook($module, /, hook)', 'Adds a new audit hook callback.', (runtime, hook: Value) => {
    const vm = runtime as Machine;
    vm.audit('sys.addaudithook', []);
    vm.state(sysState).addAuditHook(vm, hook);
    return None;
  }),
  rawFunction('set_asyncgen_hooks', 'set_asyncgen_hooks([firstiter] [, finalizer])', (vm, _self, args, kwnames) => {
    const state = vm.state(coroutineHooks);
    const npos = args.length - (kwnames?.length ?? 0);
    checkPositional('set_asyncgen_hooks', npos, 0, 2);
    const given = new Map<string, Value>();
    if (npos > 0) given.set('firstiter', args[0] as Value);
    if (npos > 1) given.set('finalizer', args[1] as Value);
    kwnames?.forEach((name, i) => given.set(name, args[npos + i] as Value));
    for (const [name, value] of given) {
      if (value !== None && typeOf(value).tp_call === null) {
        throw typeError(`callable ${name} expected, got ${typeOf(value).name}`);
      }
      if (name === 'firstiter') state.firstiter = value;
      else if (name === 'finalizer') state.finalizer = value;
      else throw typeError(`set_asyncgen_hooks() got an unexpected keyword argument '${name}'`);
    }
    return None;
  }),
  fn('get_asyncgen_hooks($module, /)', 'Return the installed asynchronous generators hooks.', (vm) => {
    const state = vm.state(coroutineHooks);
    return asyncgenHooksType.make([state.firstiter, state.finalizer]);
  }),
  fn(
    'get_coroutine_origin_tracking_depth($module, /)',
    'Check status of origin tracking for coroutine objects in this thread.',
    (vm) => vm.state(coroutineHooks).originDepth,
  ),
  fn(
    'set_coroutine_origin_tracking_depth($module, /, depth: int)',
    'Enable or disable origin tracking for coroutine objects in this thread.',
    (vm, depth: number) => {
      if (depth < 0) throw valueError('depth must be >= 0');
      vm.state(coroutineHooks).originDepth = depth;
      return None;
    },
  ),
  fn('is_stack_trampoline_active($module, /)', 'Return *True* if a stack profiler trampoline is active.', () => false),
  fn(
    'is_remote_debug_enabled($module, /)',
    'Return True if remote debugging is enabled, False otherwise.',
    () => false,
  ),
  fn(
    'activate_stack_trampoline($module, backend: str, /)',
    'Activate stack profiler trampoline *backend*.',
    (_vm, backend: Str) => {
      throw valueError(`invalid backend: ${strToUtf16(backend)}`);
    },
  ),
  fn(
    'deactivate_stack_trampoline($module, /)',
    'Deactivate the current stack profiler trampoline backend.',
    () => None,
  ),
];

/** A list of strings. */
export function stringList(items: readonly string[]): PyList {
  return new PyList(items.map(strFromUtf16));
}
