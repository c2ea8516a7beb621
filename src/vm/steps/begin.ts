/** This file begins what may run Python code: calls, steps of iterators, special methods. */
import { typeOf, typeType } from '../../objects/core-types.js';
import { attributeError, runtimeError, typeError } from '../../objects/errors.js';
import type { PyStopIteration } from '../../objects/exceptions/base-exception.js';
import type { Raised } from '../../objects/exceptions/raised.js';
import { StopIteration } from '../../objects/exceptions/types.js';
import { checkSelf } from '../../objects/native/call-native.js';
import type { Scope } from '../../objects/native/native-def.js';
import { PyMethodDescriptor, PyNativeFunction } from '../../objects/native/native-function.js';
import { getIter } from '../../objects/operations/iteration.js';
import { noteStopIteration, takeStopIteration } from '../../objects/operations/stop-iteration.js';
import { PyNewWrapper } from '../../objects/type/new-wrapper.js';
import { slotCall, slotInit, slotIter, slotIterNext, slotNew } from '../../objects/type/slot-dispatch.js';
import { PyMethodWrapper } from '../../objects/type/slot-wrappers.js';
import { PyMethod } from '../../objects/types/descriptors.js';
import { PyFunction } from '../../objects/types/function.js';
import type { Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import { PyType } from '../../values/type.js';
import { callObject } from '../call.js';
import { enterExceptionState } from '../exception-state.js';
import { type PyFrame, RETURN_SEND, RETURN_STEPS } from '../frame.js';
import { GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, PyCoroutine, PyGenerator } from '../generator.js';
import type { Machine } from '../machine.js';
import { makeFrame } from '../make-frame.js';
import { cannotSuspend, holderName, Suspend } from '../suspension.js';
import { start } from './deliver.js';
import { SteppedDef } from './stepped-def.js';
import { type Answer, PENDING, type Steppable, Steps, type StepsClass } from './steps.js';

type Arguments = readonly Value[];
type Names = readonly string[] | null;

const steppable = (vm: Machine): Steppable => vm.steppable as Steppable;

/** Put a new frame on top; its result goes to `parent`. */
export function enterCall(vm: Machine, parent: Steps | null, frame: PyFrame): Answer {
  vm.spend(frame.exec.costs[0] as number);
  vm.enterFrame();
  frame.returnKind = RETURN_STEPS;
  frame.instance = parent;
  frame.back = vm.frame;
  vm.frame = frame;
  return PENDING;
}

/** Put a generator's frame on top, to go on with `value` or to raise; what it yields goes to `parent`. */
export function enterGenerator(
  vm: Machine,
  parent: Steps | null,
  generator: PyGenerator,
  value: Value,
  thrown: Raised | null = null,
): Answer {
  vm.enterFrame();
  const { frame } = generator;
  generator.state = GEN_RUNNING;
  enterExceptionState(vm, generator);
  frame.returnKind = RETURN_STEPS;
  frame.instance = parent;
  frame.back = vm.frame;
  if (thrown === null) frame.slots[frame.sp++] = value;
  else vm.throwInto = thrown;
  vm.frame = frame;
  return PENDING;
}

/** Do something native that may wait for the host at once: a host function. `parent` then gets the answer. */
function callNow(vm: Machine, parent: Steps | null, callable: Value, args: Arguments, kwnames: Names): Value {
  try {
    return callObject(vm, callable, args, kwnames);
  } catch (reason) {
    if (reason instanceof Suspend) {
      const frame = vm.frame as PyFrame;
      if (vm.runDepth !== vm.suspendDepth) throw runtimeError(cannotSuspend(holderName(vm)));
      frame.waiting = parent;
    }
    throw reason;
  }
}

/** Is it worth while to call this in steps? A quick look: whatever is not needs no frame of Python code. */
export function isSteppable(vm: Machine, callable: Value): boolean {
  if (callable instanceof PyNativeFunction || callable instanceof PyMethodDescriptor) {
    const { def } = callable;
    if (def.scoped !== null) return callable instanceof PyNativeFunction;
    return def.waits || def instanceof SteppedDef || steppable(vm).calls.has(def);
  }
  if (callable instanceof PyFunction || callable instanceof PyMethod) return true;
  if (callable instanceof PyMethodWrapper) {
    const { slot } = callable.wrapper;
    return slot === vm.typeCall || steppable(vm).nexts.has(slot);
  }
  if (callable instanceof PyNewWrapper) return steppable(vm).calls.has(callable.owner);
  if (callable instanceof PyType) {
    return callable.isHeap || typeOf(callable) !== typeType || steppable(vm).calls.has(callable);
  }
  const type = typeOf(callable);
  return type.tp_call === slotCall || steppable(vm).calls.has(type);
}

/** Call anything for `parent`. */
export function beginCall(
  vm: Machine,
  parent: Steps | null,
  called: Value,
  given: Arguments,
  kwnames: Names = null,
): Answer {
  let callable = called;
  let args = given;
  for (;;) {
    if (callable instanceof PyFunction) {
      return enterCall(vm, parent, makeFrame(vm, callable, args, 0, args.length, kwnames));
    }
    if (callable instanceof PyMethod) {
      args = [callable.self, ...args];
      callable = callable.func;
      continue;
    }
    if (callable instanceof PyNativeFunction) {
      if (callable.def.scoped !== null) {
        const call = callable.def.scoped(vm, callable.self, args, kwnames);
        return start(vm, parent, new ScopeSteps(call.scope, call.callable, call.args, call.kwnames));
      }
      const { def } = callable;
      const make = def instanceof SteppedDef ? def.steps : steppable(vm).calls.get(def);
      const steps = make?.(vm, callable, callable.self, args, kwnames) ?? null;
      if (steps !== null) return start(vm, parent, steps);
      break;
    }
    if (callable instanceof PyMethodDescriptor) {
      const make = steppable(vm).calls.get(callable.def);
      if (make === undefined || args.length === 0) break;
      checkSelf(callable.def, callable.owner, args[0] as Value);
      const self = args[0] as Value;
      const bound = new PyNativeFunction(callable.def, self, null, callable.owner);
      const steps = make(vm, bound, self, args.slice(1), kwnames);
      if (steps !== null) return start(vm, parent, steps);
      break;
    }
    if (callable instanceof PyMethodWrapper) {
      const { self } = callable;
      if (callable.wrapper.slot === vm.typeCall && self instanceof PyType && self.isHeap && self.tp_new !== null) {
        return start(vm, parent, new TypeCallSteps(self, args, kwnames));
      }
      if (!steppable(vm).nexts.has(callable.wrapper.slot) || args.length > 0) break;
      return start(vm, parent, new NextMethodSteps(callable.self));
    }
    if (callable instanceof PyNewWrapper) {
      const steps = steppable(vm).calls.get(callable.owner)?.(vm, callable, null, args, kwnames) ?? null;
      if (steps !== null) return start(vm, parent, steps);
      break;
    }
    if (callable instanceof PyType) return beginTypeCall(vm, parent, callable, args, kwnames);
    const type = typeOf(callable);
    if (type.tp_call === slotCall) {
      const descriptor = type.lookup('__call__') as Value;
      if (typeOf(descriptor).isMethodDescriptor) {
        args = [callable, ...args];
        callable = descriptor;
        continue;
      }
      break;
    }
    const steps = steppable(vm).calls.get(type)?.(vm, callable, callable, args, kwnames) ?? null;
    if (steps !== null) return start(vm, parent, steps);
    break;
  }
  return callNow(vm, parent, callable, args, kwnames);
}

function beginTypeCall(vm: Machine, parent: Steps | null, type: PyType, args: Arguments, kwnames: Names): Answer {
  const metatype = typeOf(type);
  if (metatype.tp_call === slotCall) {
    const descriptor = metatype.lookup('__call__') as Value;
    if (typeOf(descriptor).isMethodDescriptor) return beginCall(vm, parent, descriptor, [type, ...args], kwnames);
  }
  const steps = steppable(vm).calls.get(type)?.(vm, type, null, args, kwnames) ?? null;
  if (steps !== null) return start(vm, parent, steps);
  if (!type.isHeap || type.tp_new === null || type.noInstantiation || metatype.tp_call !== vm.typeCall) {
    return callNow(vm, parent, type, args, kwnames);
  }
  return start(vm, parent, new TypeCallSteps(type, args, kwnames));
}

/** `X(…)` of a class written in Python: `__new__`, then `__init__`. */
export class TypeCallSteps extends Steps {
  private object: Value | null = null;

  constructor(
    private readonly cls: PyType,
    private readonly args: Arguments,
    private readonly kwnames: Names,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    const { cls, args, kwnames } = this;
    if (cls.tp_new !== slotNew) {
      return this.step(vm, (cls.tp_new as NonNullable<PyType['tp_new']>)(vm, cls, args, kwnames));
    }
    const descriptor = cls.lookup('__new__') as Value;
    const get = typeOf(descriptor).tp_descr_get;
    const found = get === null ? descriptor : get(vm, descriptor, undefined, cls);
    const answer = beginCall(vm, this, found, [cls, ...args], kwnames);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, value: Answer): Answer {
    if (this.object !== null) {
      if (value !== None) throw typeError(`__init__() should return None, not '${typeOf(value as Value).name}'`);
      return this.object;
    }
    const object = value as Value;
    const made = typeOf(object);
    if ((made !== this.cls && !made.isSubtypeOf(this.cls)) || made.tp_init === null) return object;
    this.object = object;
    if (made.tp_init !== slotInit) {
      made.tp_init(vm, object, this.args, this.kwnames);
      return object;
    }
    const answer = beginSpecial(vm, this, object, '__init__', this.args, this.kwnames);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }
}

/** Call a special method, looked up on the type. AttributeError where it is missing. */
export function beginSpecial(
  vm: Machine,
  parent: Steps | null,
  self: Value,
  name: string,
  args: Arguments,
  kwnames: Names = null,
): Answer {
  const type = typeOf(self);
  const descriptor = type.lookup(name);
  if (descriptor === undefined) throw attributeError(name, self, name);
  if (typeOf(descriptor).isMethodDescriptor) return beginCall(vm, parent, descriptor, [self, ...args], kwnames);
  const get = typeOf(descriptor).tp_descr_get;
  return beginCall(vm, parent, get === null ? descriptor : get(vm, descriptor, self, type), args, kwnames);
}

/** Does the class of this value define the special method in Python? */
export function hasPythonMethod(value: Value, name: string): boolean {
  const type = typeOf(value);
  return type.isHeap && type.lookup(name) instanceof PyFunction;
}

/** A call inside a scope that is left when the call is over. */
class ScopeSteps extends Steps {
  constructor(
    private readonly scope: Scope,
    private readonly callable: Value,
    private readonly args: Arguments,
    private readonly kwnames: Names,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    const answer = beginCall(vm, this, this.callable, this.args, this.kwnames);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, value: Answer): Answer {
    this.scope.leave(vm);
    return value;
  }

  override failed(vm: Machine, raised: Raised): Answer {
    this.scope.leave(vm);
    throw raised;
  }
}

/** Would the next step of this iterator run Python code? */
export function isSteppedIterator(vm: Machine, iterator: Value): boolean {
  if (iterator instanceof PyGenerator) return iterator.constructor === PyGenerator;
  const next = typeOf(iterator).tp_iternext;
  return next === slotIterNext || steppable(vm).nexts.has(next);
}

/** Would iterating over this run Python code? */
export function isSteppedIterable(vm: Machine, iterable: Value): boolean {
  const type = typeOf(iterable);
  if (type.tp_iter === null) return hasPythonMethod(iterable, '__getitem__');
  return (type.tp_iter === slotIter && type.isHeap) || isSteppedIterator(vm, iterable);
}

/** The next item of an iterator; undefined at its end. */
export function beginNext(vm: Machine, parent: Steps | null, iterator: Value): Answer {
  if (iterator instanceof PyGenerator && iterator.constructor === PyGenerator && iterator.state <= GEN_SUSPENDED) {
    return enterGenerator(vm, parent, iterator, None);
  }
  const next = typeOf(iterator).tp_iternext;
  if (next === null) throw typeError(`'${typeOf(iterator).name}' object is not an iterator`);
  if (next === slotIterNext) return start(vm, parent, new PythonNextSteps(iterator));
  const steps = steppable(vm).nexts.get(next)?.(vm, iterator as never) ?? null;
  return steps === null ? next(vm, iterator) : start(vm, parent, steps);
}

/** `__next__` written in Python: StopIteration is the end. */
class PythonNextSteps extends Steps {
  constructor(private readonly iterator: Value) {
    super();
  }

  begin(vm: Machine): Answer {
    return beginSpecial(vm, this, this.iterator, '__next__', []);
  }

  step(_vm: Machine, value: Answer): Answer {
    return value;
  }

  override failed(vm: Machine, raised: Raised): Answer {
    if (!raised.exception.type.isSubtypeOf(StopIteration)) throw raised;
    noteStopIteration(vm, this.iterator, raised.exception as PyStopIteration);
    return undefined;
  }
}

/** `iterator.__next__()`: the end is an exception. */
export class NextMethodSteps extends Steps {
  constructor(
    private readonly iterator: Value,
    private readonly fallback: Value | undefined = undefined,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    const answer = beginNext(vm, this, this.iterator);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, value: Answer): Answer {
    if (value !== undefined) return value;
    if (this.fallback !== undefined) return this.fallback;
    throw takeStopIteration(vm, this.iterator);
  }
}

/** `iter(value)`. */
export function beginIter(vm: Machine, parent: Steps | null, value: Value): Answer {
  if (typeOf(value).tp_iter === slotIter && hasPythonMethod(value, '__iter__')) {
    return start(vm, parent, new IterSteps(value));
  }
  return getIter(vm, value);
}

class IterSteps extends Steps {
  constructor(private readonly iterable: Value) {
    super();
  }

  begin(vm: Machine): Answer {
    const answer = beginSpecial(vm, this, this.iterable, '__iter__', []);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(_vm: Machine, value: Answer): Answer {
    const type = typeOf(value as Value);
    if (type.tp_iternext === null) throw typeError(`iter() returned non-iterator of type '${type.name}'`);
    return value;
  }
}

/** `send`, `throw` and `__next__` of generators and coroutines: what is yielded, the end as an exception. */
export class SendSteps extends Steps {
  constructor(
    private readonly generator: PyGenerator,
    private readonly value: Value,
    private readonly thrown: Raised | null,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    return enterGenerator(vm, this, this.generator, this.value, this.thrown);
  }

  step(vm: Machine, value: Answer): Answer {
    if (value !== undefined) return value;
    throw takeStopIteration(vm, this.generator);
  }
}

/** Raises in the innermost of generators that delegate to each other (`yield from`, `await`); the first yields for all. */
export class ThrowThroughSteps extends Steps {
  constructor(
    private readonly chain: readonly PyGenerator[],
    private readonly thrown: Raised,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    let below = vm.frame;
    this.chain.forEach((generator, i) => {
      vm.enterFrame();
      const { frame } = generator;
      generator.state = GEN_RUNNING;
      enterExceptionState(vm, generator);
      frame.back = below;
      if (i === 0) {
        frame.returnKind = RETURN_STEPS;
        frame.instance = this;
      } else {
        // The one below stands at its SEND again: what this one yields, it yields.
        frame.returnKind = RETURN_SEND;
        (below as PyFrame).pc--;
      }
      below = frame;
    });
    vm.frame = below;
    vm.throwInto = this.thrown;
    return PENDING;
  }

  step(vm: Machine, value: Answer): Answer {
    if (value !== undefined) return value;
    throw takeStopIteration(vm, this.chain[0] as PyGenerator);
  }
}

/** May this generator be resumed in steps? */
export function isResumable(generator: PyGenerator, value: Value): boolean {
  if (generator.constructor !== PyGenerator && generator.constructor !== PyCoroutine) return false;
  return generator.state === GEN_SUSPENDED || (generator.state === GEN_CREATED && value === None);
}

/** What a snapshot may hold of this file. The order belongs to the format. */
export const CALLING_STEPS: readonly StepsClass[] = [
  TypeCallSteps,
  ScopeSteps,
  PythonNextSteps,
  NextMethodSteps,
  IterSteps,
  SendSteps,
  ThrowThroughSteps,
];
