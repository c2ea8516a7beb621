/** This file defines print(), input(), and the functions that show namespaces: globals(), locals(), vars(), dir(). */

import { PyStrSubclass, typeOf } from '../../objects/core-types.js';
import { eofError, runtimeError, systemError, typeError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { checkPositional, noKeywords } from '../../objects/native/bind.js';
import { type NativeDef, nativeFunction, rawFunction } from '../../objects/native/native-def.js';
import { getAttr, lookupAttr } from '../../objects/operations/attributes.js';
import { toArray } from '../../objects/operations/iteration.js';
import { strObject } from '../../objects/operations/text.js';
import { dictType, PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { isStr, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { frameLocals } from '../../vm/frame-locals.js';
import type { Machine } from '../../vm/machine.js';
import { dirOf } from './functions.js';

/** An attribute of `sys`, or undefined. */
export function sysAttribute(vm: Machine, name: string): Value | undefined {
  const sys = vm.modules.getStr('sys');
  return sys === undefined ? undefined : lookupAttr(vm, sys, name);
}

function separator(value: Value, what: string, fallback: string): Value {
  if (value === None) return fallback;
  if (isStr(value) || value instanceof PyStrSubclass) return value;
  throw typeError(`${what} must be None or a string, not ${typeOf(value).name}`);
}

const print = nativeFunction(
  "print($module, /, *args, sep=' ', end='\\n', file=None, flush: bool=False)",
  'Prints the values to a stream, or to sys.stdout by default.',
  (runtime: Runtime, args: readonly Value[], sep: Value, end: Value, file: Value, flush: boolean) => {
    const vm = runtime as Machine;
    let stream = file;
    if (stream === None) {
      const stdout = sysAttribute(vm, 'stdout');
      if (stdout === undefined) throw runtimeError('lost sys.stdout');
      if (stdout === None) return None;
      stream = stdout;
    }
    const between = separator(sep, 'sep', ' ');
    const last = separator(end, 'end', '\n');
    const write = getAttr(vm, stream, 'write');
    for (let i = 0; i < args.length; i++) {
      if (i > 0) vm.call1(write, between);
      vm.call1(write, strObject(vm, args[i] as Value));
    }
    vm.call1(write, last);
    if (flush) vm.call0(getAttr(vm, stream, 'flush'));
    return None;
  },
);

const input = rawFunction(
  'input',
  'Read a string from standard input.  The trailing newline is stripped.',
  (runtime, _self, args, kwnames) => {
    const vm = runtime as Machine;
    noKeywords('input()', kwnames);
    checkPositional('input', args.length, 0, 1);
    const [stdin, stdout, stderr] = ['stdin', 'stdout', 'stderr'].map((name) => {
      const stream = sysAttribute(vm, name);
      if (stream === undefined || stream === None) throw runtimeError(`input(): lost sys.${name}`);
      return stream;
    }) as [Value, Value, Value];
    const prompt = args[0];
    vm.audit('builtins.input', [prompt ?? None]);
    flushQuietly(vm, stderr);
    if (prompt !== undefined) vm.call1(getAttr(vm, stdout, 'write'), strObject(vm, prompt));
    flushQuietly(vm, stdout);
    const line = vm.call0(getAttr(vm, stdin, 'readline'));
    if (!isStr(line)) throw typeError('object.readline() returned non-string');
    const text = strToUtf16(line);
    if (text === '') throw eofError('EOF when reading a line');
    const result = strFromUtf16(text.endsWith('\n') ? text.slice(0, -1) : text);
    vm.audit('builtins.input/result', [result]);
    return result;
  },
  "($module, prompt='', /)",
);

/** Flush a stream; what goes wrong does not matter to input(). */
function flushQuietly(vm: Machine, stream: Value): void {
  try {
    vm.call0(getAttr(vm, stream, 'flush'));
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
  }
}

function currentFrame(vm: Machine) {
  if (vm.frame === null) throw systemError('frame does not exist');
  return vm.frame;
}

/** `dir()` and `vars()` without an argument look at the caller's variables. */
function callerLocals(vm: Machine): Value {
  return frameLocals(currentFrame(vm));
}

export const namespaceFunctions: readonly NativeDef[] = [
  print,
  input,
  nativeFunction(
    'globals($module, /)',
    "Return the dictionary containing the current scope's global variables.",
    (vm) => currentFrame(vm as Machine).globals,
  ),
  nativeFunction('locals($module, /)', "Return a dictionary containing the current scope's local variables.", (vm) =>
    callerLocals(vm as Machine),
  ),
  rawFunction('vars', 'Show vars.', (vm, _self, args, kwnames) => {
    noKeywords('vars()', kwnames);
    checkPositional('vars', args.length, 0, 1);
    if (args.length === 0) return callerLocals(vm as Machine);
    const dict = lookupAttr(vm, args[0] as Value, '__dict__');
    if (dict === undefined) throw typeError('vars() argument must have __dict__ attribute');
    return dict;
  }),
  rawFunction('dir', 'Show attributes of an object.', (vm, _self, args, kwnames) => {
    noKeywords('dir()', kwnames);
    checkPositional('dir', args.length, 0, 1);
    if (args.length === 1) return dirOf(vm, args[0] as Value);
    const locals = callerLocals(vm as Machine);
    const names = new PyList(
      locals instanceof PyDict && locals.type === dictType
        ? keysOf(locals)
        : toArray(vm, vm.call0(getAttr(vm, locals, 'keys'))),
    );
    vm.call0(getAttr(vm, names, 'sort'));
    return names;
  }),
  rawFunction(
    'breakpoint',
    'Call sys.breakpointhook(*args, **kws).',
    (runtime, _self, args, kwnames) => {
      const vm = runtime as Machine;
      const hook = sysAttribute(vm, 'breakpointhook');
      if (hook === undefined) throw runtimeError('lost sys.breakpointhook');
      vm.audit('builtins.breakpoint', [hook]);
      return vm.call(hook, args, kwnames);
    },
    '($module, /, *args, **kws)',
  ),
];

function keysOf(dict: PyDict): Value[] {
  const keys: Value[] = [];
  for (let at = dict.nextPosition(0); at >= 0; at = dict.nextPosition(at + 1)) keys.push(dict.keyAt(at));
  return keys;
}
