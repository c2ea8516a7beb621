/** This file defines generators, coroutines and asynchronous generators as data. */
import { makeType } from '../objects/core-types.js';
import { PyObject, type Value } from '../values/object.js';
import { ExceptionState, type PyFrame } from './frame.js';

/** Progress of a generator. */
export const GEN_CREATED = 0;
export const GEN_SUSPENDED = 1;
export const GEN_RUNNING = 2;
export const GEN_CLOSED = 3;

/** A generator, and the common part of coroutines and asynchronous generators. */
export class PyGenerator extends PyObject {
  state: 0 | 1 | 2 | 3 = GEN_CREATED;
  name: Value;
  qualname: Value;
  readonly exceptionState = new ExceptionState(null);
  /** Where a coroutine was made: a tuple for `cr_origin`, or null. */
  origin: Value | null = null;

  constructor(public frame: PyFrame) {
    super();
    this.name = frame.func === null ? frame.code.co_name : frame.func.name;
    this.qualname = frame.func === null ? frame.code.co_qualname : frame.func.qualname;
  }
}

export class PyCoroutine extends PyGenerator {}

export class PyAsyncGenerator extends PyGenerator {
  /** `sys.set_asyncgen_hooks` was applied. */
  hooksInited = false;
  closed = false;
  running = false;
  finalizer: Value | null = null;
}

/** A value that an asynchronous generator yields, on its way through the awaiting frames. */
export class AsyncGenWrappedValue extends PyObject {
  constructor(readonly value: Value) {
    super();
  }
}

export const generatorType = makeType('generator', PyGenerator);
export const coroutineType = makeType('coroutine', PyCoroutine);
export const asyncGeneratorType = makeType('async_generator', PyAsyncGenerator);
export const asyncGenWrappedValueType = makeType('async_generator_wrapped_value', AsyncGenWrappedValue);
