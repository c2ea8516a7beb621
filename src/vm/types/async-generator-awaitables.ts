/** This file defines what `asend()`, `__anext__()`, `athrow()` and `aclose()` of asynchronous generators answer: awaitables that drive the generator. */
import { makeType } from '../../objects/core-types.js';
import { makeException, runtimeError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { GeneratorExit, StopAsyncIteration, StopIteration } from '../../objects/exceptions/types.js';
import { defineType } from '../../objects/native/define-type.js';
import { method, type NativeDef, rawMethod } from '../../objects/native/native-def.js';
import { noteReturnValue } from '../../objects/operations/stop-iteration.js';
import { PyObject, type Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import type { PyType } from '../../values/type.js';
import { AsyncGenWrappedValue, GEN_CLOSED, type PyAsyncGenerator } from '../generator.js';
import { returned, sendToGenerator, throwIntoGenerator } from '../generator-run.js';
import type { Machine, Sent } from '../machine.js';
import { readThrowArguments, ThrowArguments } from '../throw-arguments.js';

const INIT = 0;
const ITER = 1;
const CLOSED = 2;

/** One `asend(value)`. Can be awaited once. */
export class PyAsyncGenASend extends PyObject {
  state: 0 | 1 | 2 = INIT;
  constructor(
    readonly generator: PyAsyncGenerator,
    readonly value: Value,
  ) {
    super();
  }
}

/** One `athrow(…)`, or `aclose()` when there is nothing to throw. */
export class PyAsyncGenAThrow extends PyObject {
  state: 0 | 1 | 2 = INIT;
  constructor(
    readonly generator: PyAsyncGenerator,
    readonly args: ThrowArguments | null,
  ) {
    super();
  }
}

type Awaitable = PyAsyncGenASend | PyAsyncGenAThrow;

const isRaised = (reason: unknown, ...types: PyType[]): boolean =>
  reason instanceof Raised && types.some((type) => reason.exception.type.isSubtypeOf(type));

/** Take one step of the generator; a value that it yields for the consumer ends the awaiting with that value. */
function unwrap(generator: PyAsyncGenerator, step: () => Sent): Sent {
  let sent: Sent;
  try {
    sent = step();
    if (sent.finished) throw new Raised(makeException(StopAsyncIteration, []));
  } catch (reason) {
    if (isRaised(reason, StopAsyncIteration, GeneratorExit)) generator.closed = true;
    generator.running = false;
    throw reason;
  }
  if (!(sent.value instanceof AsyncGenWrappedValue)) return sent;
  generator.running = false;
  return { value: sent.value.value, finished: true };
}

/** Run a step and close the awaitable when it ends with it, in whatever way. */
function closingAfter(self: Awaitable, step: () => Sent): Sent {
  try {
    const sent = step();
    if (sent.finished) self.state = CLOSED;
    return sent;
  } catch (reason) {
    self.state = CLOSED;
    throw reason;
  }
}

const reuseError = (self: Awaitable): Raised =>
  runtimeError(
    self instanceof PyAsyncGenASend
      ? 'cannot reuse already awaited __anext__()/asend()'
      : 'cannot reuse already awaited aclose()/athrow()',
  );

/** The first step: the generator must not be busy with another awaitable. */
function begin(self: Awaitable): void {
  if (self.generator.running) {
    self.state = CLOSED;
    const what = self instanceof PyAsyncGenASend ? 'anext()' : self.args === null ? 'aclose()' : 'athrow()';
    throw runtimeError(`${what}: asynchronous generator is already running`);
  }
  self.state = ITER;
}

/**
 * The first half of a step of `asend()`: what is to be sent into the generator, which counts as running from here on.
 */
export function beginASend(self: PyAsyncGenASend): Value {
  if (self.state === CLOSED) throw reuseError(self);
  let sent: Value = None;
  if (self.state === INIT) {
    begin(self);
    sent = self.value;
  }
  self.generator.running = true;
  return sent;
}

/** The second half: what the generator yielded (undefined at its end). Answers what is passed on, undefined at the end of the awaiting. */
export function endASend(vm: Machine, self: PyAsyncGenASend, value: Value | undefined): Value | undefined {
  const sent: Sent = value === undefined ? { value: None, finished: true } : { value, finished: false };
  const result = closingAfter(self, () => unwrap(self.generator, () => sent));
  if (!result.finished) return result.value;
  noteReturnValue(vm, self, result.value);
  return undefined;
}

/** The generator raised. */
export function failASend(self: PyAsyncGenASend, raised: Raised): never {
  return closingAfter(self, () =>
    unwrap(self.generator, () => {
      throw raised;
    }),
  ) as never;
}

function stepASend(vm: Machine, self: PyAsyncGenASend, value: Value): Sent {
  const { generator } = self;
  if (self.state === CLOSED) throw reuseError(self);
  let sent = value;
  if (self.state === INIT) {
    begin(self);
    if (sent === None) sent = self.value;
  }
  generator.running = true;
  return closingAfter(self, () => unwrap(generator, () => sendToGenerator(vm, generator, sent)));
}

function throwASend(vm: Machine, self: PyAsyncGenASend, args: ThrowArguments): Sent {
  const { generator } = self;
  if (self.state === CLOSED) throw reuseError(self);
  if (self.state === INIT) {
    begin(self);
    generator.running = true;
  }
  return closingAfter(self, () => unwrap(generator, () => throwIntoGenerator(vm, generator, args)));
}

/** A step of `aclose()`: the generator may await, but must not yield; its end is the end of the awaiting. */
function closing(self: PyAsyncGenAThrow, step: () => Sent): Sent {
  const { generator } = self;
  let sent: Sent;
  try {
    sent = step();
    if (sent.finished) throw new Raised(makeException(StopAsyncIteration, []));
  } catch (reason) {
    generator.running = false;
    self.state = CLOSED;
    if (isRaised(reason, StopAsyncIteration, GeneratorExit)) return { value: None, finished: true };
    throw reason;
  }
  if (!(sent.value instanceof AsyncGenWrappedValue)) return sent;
  generator.running = false;
  self.state = CLOSED;
  throw runtimeError('async generator ignored GeneratorExit');
}

/** A step of `athrow()`, which ends the awaitable when the generator raises. */
function throwing(self: PyAsyncGenAThrow, step: () => Sent): Sent {
  try {
    return unwrap(self.generator, step);
  } catch (reason) {
    self.generator.running = false;
    self.state = CLOSED;
    throw reason;
  }
}

function stepAThrow(vm: Machine, self: PyAsyncGenAThrow, value: Value): Sent {
  const { generator, args } = self;
  if (self.state === CLOSED) throw reuseError(self);
  if (generator.state === GEN_CLOSED) {
    self.state = CLOSED;
    return { value: None, finished: true };
  }
  if (self.state === INIT) {
    begin(self);
    if (generator.closed) {
      self.state = CLOSED;
      throw new Raised(makeException(StopAsyncIteration, []));
    }
    if (value !== None) {
      self.state = INIT;
      throw runtimeError("can't send non-None value to a just-started coroutine");
    }
    generator.running = true;
    if (args === null) {
      generator.closed = true;
      const exit = new ThrowArguments(GeneratorExit);
      return closing(self, () => throwIntoGenerator(vm, generator, exit, false));
    }
    return throwing(self, () => throwIntoGenerator(vm, generator, args, false));
  }
  if (args === null) return closing(self, () => sendToGenerator(vm, generator, value));
  return unwrap(generator, () => sendToGenerator(vm, generator, value));
}

function throwAThrow(vm: Machine, self: PyAsyncGenAThrow, thrown: ThrowArguments): Sent {
  const { generator } = self;
  if (self.state === CLOSED) throw reuseError(self);
  if (self.state === INIT) {
    begin(self);
    generator.running = true;
  }
  if (self.args === null) return closing(self, () => throwIntoGenerator(vm, generator, thrown));
  return closingAfter(self, () => unwrap(generator, () => throwIntoGenerator(vm, generator, thrown)));
}

function step(vm: Machine, self: Awaitable, value: Value): Sent {
  return self instanceof PyAsyncGenASend ? stepASend(vm, self, value) : stepAThrow(vm, self, value);
}

function throwInto(vm: Machine, self: Awaitable, args: ThrowArguments): Sent {
  return self instanceof PyAsyncGenASend ? throwASend(vm, self, args) : throwAThrow(vm, self, args);
}

/** What a method answers: the yielded value, or StopIteration for the end. */
function result(sent: Sent): Value {
  if (sent.finished) throw returned(sent.value);
  return sent.value;
}

function closeAwaitable(vm: Machine, self: Awaitable): Value {
  if (self.state === CLOSED) return None;
  try {
    if (throwInto(vm, self, new ThrowArguments(GeneratorExit)).finished) return None;
  } catch (reason) {
    if (isRaised(reason, StopIteration, StopAsyncIteration, GeneratorExit)) return None;
    throw reason;
  }
  throw runtimeError('coroutine ignored GeneratorExit');
}

/** The methods of an awaitable that is its own iterator. */
const METHODS: readonly NativeDef[] = [
  method('send($self, object, /)', 'Send a value into what is awaited.', (vm, self: Awaitable, value: Value) =>
    result(step(vm as Machine, self, value)),
  ),
  rawMethod('throw', 'Raise an exception in what is awaited.', (vm, self: Awaitable, args, kwnames) =>
    result(throwInto(vm as Machine, self, readThrowArguments(vm, 'throw', args, kwnames))),
  ),
  method('close($self, /)', 'Raise GeneratorExit in what is awaited.', (vm, self: Awaitable) =>
    closeAwaitable(vm as Machine, self),
  ),
];

/** Declare one of the two types. */
function define(type: PyType): void {
  defineType(type, {
    hasWeakrefs: false,
    noInstantiation: true,
    slots: {
      am_await: (_vm, self: Awaitable) => self,
      tp_iter: (_vm, self: Awaitable) => self,
      tp_iternext: (vm, self: Awaitable) => {
        const sent = step(vm as Machine, self, None);
        if (!sent.finished) return sent.value;
        noteReturnValue(vm, self, sent.value);
        return undefined;
      },
    },
    methods: METHODS,
  });
}

export const asyncGenASendType = makeType('async_generator_asend', PyAsyncGenASend);
export const asyncGenAThrowType = makeType('async_generator_athrow', PyAsyncGenAThrow);
define(asyncGenASendType);
define(asyncGenAThrowType);
