/** This file declares the functions of `_testcapi` that raise, report and print exceptions. */
import { typeOf } from '../../objects/core-types.js';
import { memoryError, systemError, typeError } from '../../objects/errors.js';
import { PyBaseException } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { BaseException } from '../../objects/exceptions/types.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { PyType } from '../../values/type.js';
import type { Machine } from '../../vm/machine.js';
import { PyTraceback } from '../../vm/traceback.js';
import { displayException, plainTraceback, writeStderr } from '../sys/hooks.js';
import { reportUnraisable } from '../unraisable.js';

function raisedFrom(vm: Machine, type: Value, args: readonly Value[]): Raised {
  if (!(type instanceof PyType) || !type.isSubtypeOf(BaseException)) {
    return systemError(`_PyErr_SetObject: exception ${typeOf(type).name} is not a BaseException subclass`);
  }
  const made = vm.call(type, args);
  if (made instanceof PyBaseException) return new Raised(made);
  return typeError(`calling ${type.name} should have returned an instance of BaseException, not ${typeOf(made).name}`);
}

function unraisableFrom(exception: Value): Raised {
  if (exception instanceof PyBaseException) return new Raised(exception);
  throw typeError('an exception is required');
}

function newException(vm: Machine, name: Str, doc: Value, bases: Value, dict: Value): Value {
  const text = strToUtf16(name);
  const dot = text.lastIndexOf('.');
  if (dot < 0) throw systemError('PyErr_NewException: name must be module.class');
  const namespace = dict instanceof PyDict ? dict : new PyDict();
  if (doc !== None) namespace.setStr('__doc__', doc);
  if (namespace.getStr('__module__') === undefined) namespace.setStr('__module__', strFromUtf16(text.slice(0, dot)));
  const base = bases === None ? getAttr(vm, vm.importModule('builtins'), 'Exception') : bases;
  const all = base instanceof PyTuple ? base : new PyTuple([base]);
  const type = getAttr(vm, vm.importModule('builtins'), 'type');
  return vm.call(type, [strFromUtf16(text.slice(dot + 1)), all, namespace]);
}

/** PyErr_GivenExceptionMatches: by identity for what is no class. */
function matches(vm: Runtime, given: Value, expected: Value): boolean {
  if (expected instanceof PyTuple) {
    vm.enterRecursion('');
    try {
      return expected.items.some((each) => matches(vm, given, each));
    } finally {
      vm.leaveRecursion();
    }
  }
  const type = given instanceof PyBaseException ? typeOf(given) : given;
  return type instanceof PyType && expected instanceof PyType ? type.isSubtypeOf(expected) : type === expected;
}

/** What `_testcapi` has of these. */
export const errorFunctions: readonly NativeDef[] = [
  nativeFunction(
    'exception_print($module, exception, legacy=False, /)',
    'To test the format of exceptions as printed out.',
    (vm, exception: Value) => {
      if (exception instanceof PyBaseException) displayException(vm as Machine, exception);
      else {
        const found = typeOf(exception).name;
        writeStderr(vm as Machine, `TypeError: print_exception(): Exception expected for value, ${found} found\n`);
      }
      return None;
    },
  ),
  nativeFunction(
    'traceback_print($module, traceback, file, /)',
    'To test the format of tracebacks as printed out.',
    (vm, traceback: Value, file: Value) => {
      if (!(traceback instanceof PyTraceback)) throw systemError('bad argument to internal function');
      vm.call1(getAttr(vm, file, 'write'), strFromUtf16(plainTraceback(vm as Machine, traceback)));
      return None;
    },
  ),
  nativeFunction('raise_exception($module, exception, num_args, /)', null, (vm, type: Value, count: Value) => {
    throw raisedFrom(
      vm as Machine,
      type,
      Array.from({ length: Number(count) }, (_item, at) => at),
    );
  }),
  nativeFunction('raise_memoryerror($module, /)', null, () => {
    throw memoryError();
  }),
  nativeFunction('err_givenexceptionmatches($module, err, exc, /)', null, (vm, given: Value, expected: Value) =>
    matches(vm, given, expected) ? 1 : 0,
  ),
  nativeFunction('err_writeunraisable($module, exc, obj, /)', null, (vm, exception: Value, object: Value) => {
    reportUnraisable(vm as Machine, unraisableFrom(exception), null, object);
    return None;
  }),
  nativeFunction(
    'err_formatunraisable($module, exc, fmt, obj=None, /)',
    null,
    (vm, exception: Value, format: Value, object: Value) => {
      const message = isStr(format) ? strToUtf16(format) : null;
      reportUnraisable(vm as Machine, unraisableFrom(exception), message, object);
      return None;
    },
  ),
  nativeFunction(
    'make_exception_with_doc($module, /, name: str, doc=None, base=None, dict=None)',
    null,
    (vm, name: Str, doc: Value, base: Value, dict: Value) => newException(vm as Machine, name, doc, base, dict),
  ),
];
