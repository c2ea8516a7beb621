/** This file reads the arguments of `throw()`: an exception, or the deprecated class, value and traceback. */
import { typeOf } from '../objects/core-types.js';
import { typeError } from '../objects/errors.js';
import { PyBaseException } from '../objects/exceptions/base-exception.js';
import { Raised } from '../objects/exceptions/raised.js';
import { BaseException, DeprecationWarning } from '../objects/exceptions/types.js';
import { checkPositional, noKeywords } from '../objects/native/bind.js';
import { repr } from '../objects/operations/text.js';
import type { Value } from '../values/object.js';
import type { Runtime } from '../values/runtime.js';
import { PyTuple } from '../values/sequences.js';
import { None } from '../values/singletons.js';
import { strToUtf16 } from '../values/str.js';
import { PyType } from '../values/type.js';
import { PyTraceback } from './traceback.js';

/** The arguments of one `throw()`, as given. */
export class ThrowArguments {
  constructor(
    readonly type: Value,
    readonly value: Value | null = null,
    readonly traceback: Value | null = null,
  ) {}

  /** For a `throw` method written in Python: as many as were given. */
  get given(): Value[] {
    if (this.traceback !== null) return [this.type, this.value ?? None, this.traceback];
    return this.value === null ? [this.type] : [this.type, this.value];
  }
}

/** Check the number of arguments of `throw` or `athrow`; warns about more than one. */
export function readThrowArguments(
  vm: Runtime,
  name: string,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): ThrowArguments {
  noKeywords(name, kwnames);
  checkPositional(name, args.length, 1, 3);
  if (args.length > 1) {
    vm.warn(
      DeprecationWarning,
      `the (type, exc, tb) signature of ${name}() is deprecated, use the single-arg signature instead.`,
    );
  }
  return new ThrowArguments(args[0] as Value, args[1] ?? null, args[2] ?? null);
}

/** Is this a class derived from `type`, or an instance of it? */
export function isException(value: Value, type: PyType): boolean {
  if (value instanceof PyType) return value.isSubtypeOf(type);
  return typeOf(value).isSubtypeOf(type);
}

/** An exception of the class, made from a value: the value itself, its items as arguments, or its only argument. */
function instantiate(vm: Runtime, type: PyType, value: Value | null): PyBaseException {
  if (value !== null && typeOf(value).isSubtypeOf(type)) return value as PyBaseException;
  let made: Value;
  if (value === null || value === None) made = vm.call0(type);
  else made = vm.call(type, value instanceof PyTuple ? value.items : [value]);
  if (made instanceof PyBaseException) return made;
  throw typeError(
    `calling ${strToUtf16(repr(vm, type))} should have returned an instance of BaseException, not ${strToUtf16(repr(vm, typeOf(made)))}`,
  );
}

/** The exception to raise. Raises TypeError for arguments that name none. */
export function thrownException(vm: Runtime, args: ThrowArguments): Raised {
  const { type, value } = args;
  const traceback = args.traceback === None ? null : args.traceback;
  if (traceback !== null && !(traceback instanceof PyTraceback)) {
    throw typeError('throw() third argument must be a traceback object');
  }
  let exception: PyBaseException;
  if (type instanceof PyType && type.isSubtypeOf(BaseException)) {
    try {
      exception = instantiate(vm, type, value);
    } catch (reason) {
      // As everywhere, an exception that cannot be made is replaced by what making it raised.
      if (!(reason instanceof Raised)) throw reason;
      return reason;
    }
  } else if (type instanceof PyBaseException) {
    if (value !== null && value !== None) throw typeError('instance exception may not have a separate value');
    exception = type;
  } else {
    throw typeError(`exceptions must be classes or instances deriving from BaseException, not ${typeOf(type).name}`);
  }
  if (traceback !== null) exception.traceback = traceback;
  return new Raised(exception);
}
