/** This file resumes generators from native code: send, throw and close. */

import * as op from '../bytecode/opcodes.js';
import { RESUME_OPARG_DEPTH1_MASK } from '../bytecode/operands.js';
import { makeException, recursionError, runtimeError, typeError, valueError } from '../objects/errors.js';
import type { PyStopIteration } from '../objects/exceptions/base-exception.js';
import { Raised } from '../objects/exceptions/raised.js';
import { GeneratorExit, StopAsyncIteration, StopIteration } from '../objects/exceptions/types.js';
import { lookupAttr } from '../objects/operations/attributes.js';
import { reprText } from '../objects/operations/text.js';
import type { Value } from '../values/object.js';
import { None } from '../values/singletons.js';
import { enterExceptionState, setContext } from './exception-state.js';
import type { PyFrame, Slot } from './frame.js';
import {
  GEN_CLOSED,
  GEN_CREATED,
  GEN_RUNNING,
  GEN_SUSPENDED,
  PyAsyncGenerator,
  PyCoroutine,
  PyGenerator,
} from './generator.js';
import { run } from './interpreter.js';
import type { Machine, Sent } from './machine.js';
import { isException, type ThrowArguments, thrownException } from './throw-arguments.js';

/** What messages call it. */
function kindOf(generator: PyGenerator): string {
  if (generator instanceof PyCoroutine) return 'coroutine';
  return generator instanceof PyAsyncGenerator ? 'async generator' : 'generator';
}

/** The iterator that a suspended generator delegates to (`yield from`, `await`), or null. */
export function yieldFrom(generator: PyGenerator): Value | null {
  if (generator.state !== GEN_SUSPENDED) return null;
  const frame = generator.frame;
  // YIELD_VALUE says by its operand that it stands in a SEND loop, whose receiver is on top of the stack.
  const instruction = frame.exec.plain[frame.pc - 1] as number;
  if ((instruction & 0xff) !== op.YIELD_VALUE || instruction >>> 8 !== 1) return null;
  return (frame.slots[frame.sp - 1] as Slot) ?? null;
}

/** Run a generator that may be run until it yields or ends. `thrown` is raised where it stopped. */
function resume(vm: Machine, generator: PyGenerator, value: Value, thrown: Raised | null): Sent {
  const frame = generator.frame;
  vm.enterNested();
  try {
    if (vm.pythonDepth >= vm.recursionLimit) throw recursionError('maximum recursion depth exceeded');
    const compiled = frame.exec.resume;
    if (compiled !== null && thrown === null && vm.entersCompiled) {
      const result = vm.resumeCompiled(generator, compiled, value);
      return { value: result, finished: isClosed(generator) };
    }
    generator.state = GEN_RUNNING;
    enterExceptionState(vm, generator);
    if (thrown === null) frame.slots[frame.sp++] = value;
    else vm.throwInto = thrown;
    const result = run(vm, frame);
    return { value: result, finished: isClosed(generator) };
  } finally {
    vm.leaveNested();
  }
}

const isClosed = (generator: PyGenerator): boolean => generator.state === GEN_CLOSED;

function checkNotRunning(generator: PyGenerator): void {
  if (generator.state === GEN_RUNNING) throw valueError(`${kindOf(generator)} already executing`);
}

/** `generator.send(value)`: what it yields, or its returned value. An exhausted generator answers finished with None. */
export function sendToGenerator(vm: Machine, generator: PyGenerator, value: Value): Sent {
  if (generator.state === GEN_CREATED && value !== None) {
    throw typeError(`can't send non-None value to a just-started ${kindOf(generator)}`);
  }
  checkNotRunning(generator);
  if (generator.state === GEN_CLOSED) {
    if (generator instanceof PyCoroutine) throw runtimeError('cannot reuse already awaited coroutine');
    return { value: None, finished: true };
  }
  return resume(vm, generator, value, null);
}

/** Raise an exception where a generator stopped. Through an exhausted one it passes unchanged. */
export function raiseInGenerator(vm: Machine, generator: PyGenerator, thrown: Raised, closing = false): Sent {
  checkNotRunning(generator);
  if (generator.state === GEN_CLOSED) {
    if (generator instanceof PyCoroutine && !closing) throw runtimeError('cannot reuse already awaited coroutine');
    throw thrown;
  }
  if (!thrown.hasContext) {
    // Only what the generator itself handles becomes the context, not what its caller handles.
    thrown.hasContext = true;
    setContext(generator, thrown.exception);
  }
  return resume(vm, generator, None, thrown);
}

/** Do something while the generator counts as running, linked below what is called. */
function whileRunning<T>(vm: Machine, generator: PyGenerator, action: () => T): T {
  const frame = generator.frame;
  const below = vm.frame;
  const { heapFrame, activeBase } = vm;
  generator.state = GEN_RUNNING;
  frame.back = below;
  vm.frame = frame;
  try {
    return action();
  } finally {
    vm.heapFrame = heapFrame;
    vm.activeBase = activeBase;
    frame.back = null;
    generator.state = GEN_SUSPENDED;
  }
}

/**
 * `generator.throw(…)`: delegated to the iterator of a `yield from`, raised here otherwise. `closeOnExit` closes that
 * iterator first when GeneratorExit is thrown; asynchronous generators may await in it.
 */
export function throwIntoGenerator(
  vm: Machine,
  generator: PyGenerator,
  args: ThrowArguments,
  closeOnExit = true,
): Sent {
  const delegate = yieldFrom(generator);
  if (delegate === null) return raiseInGenerator(vm, generator, thrownException(vm, args));
  if (closeOnExit && isException(args.type, GeneratorExit)) {
    try {
      whileRunning(vm, generator, () => closeIterator(vm, delegate));
    } catch (reason) {
      if (reason instanceof Raised) return raiseInGenerator(vm, generator, reason);
      throw reason;
    }
    return raiseInGenerator(vm, generator, thrownException(vm, args));
  }
  const method = isNativeGenerator(delegate) ? undefined : lookupAttr(vm, delegate, 'throw');
  if (method === undefined && !isNativeGenerator(delegate)) {
    return raiseInGenerator(vm, generator, thrownException(vm, args));
  }
  try {
    if (isNativeGenerator(delegate)) {
      const sent = whileRunning(vm, generator, () => throwIntoGenerator(vm, delegate, args, closeOnExit));
      if (!sent.finished) return sent;
      throw returned(sent.value);
    }
    return { value: whileRunning(vm, generator, () => vm.call(method as Value, args.given)), finished: false };
  } catch (reason) {
    // Whatever the delegate raised arises at the `yield from`; StopIteration ends it with a value.
    if (!(reason instanceof Raised) || !isSuspended(generator)) throw reason;
    return raiseInGenerator(vm, generator, new Raised(reason.exception));
  }
}

const isSuspended = (generator: PyGenerator): boolean => generator.state === GEN_SUSPENDED;

/** A generator or coroutine of ours, which is driven without looking its methods up. */
function isNativeGenerator(value: Value): value is PyGenerator {
  return value instanceof PyGenerator && !(value instanceof PyAsyncGenerator);
}

/** StopIteration for a returned value. */
export function returned(value: Value): Raised {
  const exception = makeException(StopIteration, value === None ? [] : [value]) as PyStopIteration;
  exception.value = value;
  return new Raised(exception);
}

/** Close what a generator delegates to: its `close()`, when it has one. */
function closeIterator(vm: Machine, iterator: Value): void {
  if (isNativeGenerator(iterator)) {
    closeGenerator(vm, iterator);
    return;
  }
  let method: Value | undefined;
  try {
    method = lookupAttr(vm, iterator, 'close');
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
    vm.unraisableHook(reason, `Exception ignored while closing generator ${reprText(vm, iterator)}`, None);
    return;
  }
  if (method !== undefined) vm.call0(method);
}

/** Drop what an ended generator's frame holds. */
function finish(generator: PyGenerator): void {
  const frame: PyFrame = generator.frame;
  generator.state = GEN_CLOSED;
  frame.finished = true;
  frame.slots.fill(undefined);
  frame.sp = frame.exec.nlocalsplus;
}

/** Is the only handler around the suspended position the one that every generator has? */
function isOutsideTry(frame: PyFrame): boolean {
  const next = frame.exec.plain[frame.pc] as number;
  return (next & 0xff) === op.RESUME && ((next >>> 8) & RESUME_OPARG_DEPTH1_MASK) !== 0;
}

/** `generator.close()`: raises GeneratorExit inside; answers the value that the generator returns then, or None. */
export function closeGenerator(vm: Machine, generator: PyGenerator): Value {
  if (generator.state === GEN_CREATED) {
    finish(generator);
    return None;
  }
  if (generator.state === GEN_CLOSED) return None;
  let thrown: Raised | null = null;
  const delegate = yieldFrom(generator);
  if (delegate !== null) {
    try {
      whileRunning(vm, generator, () => closeIterator(vm, delegate));
    } catch (reason) {
      if (!(reason instanceof Raised)) throw reason;
      thrown = new Raised(reason.exception);
    }
  }
  if (thrown === null && generator.state === GEN_SUSPENDED && isOutsideTry(generator.frame)) {
    finish(generator);
    return None;
  }
  try {
    const sent = raiseInGenerator(vm, generator, thrown ?? new Raised(makeException(GeneratorExit, [])), true);
    if (sent.finished) return sent.value;
  } catch (reason) {
    if (reason instanceof Raised && reason.exception.type.isSubtypeOf(GeneratorExit)) return None;
    if (reason instanceof Raised && reason.exception.type.isSubtypeOf(StopIteration)) {
      return (reason.exception as PyStopIteration).value ?? None;
    }
    throw reason;
  }
  throw runtimeError(`${kindOf(generator)} ignored GeneratorExit`);
}

/** The value of a step as the method `send` answers it: the end is an exception. */
export function stepResult(generator: PyGenerator, sent: Sent): Value {
  if (!sent.finished) return sent.value;
  if (generator instanceof PyAsyncGenerator) throw new Raised(makeException(StopAsyncIteration, []));
  throw returned(sent.value);
}
