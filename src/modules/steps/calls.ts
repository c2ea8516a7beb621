/** This file lists the native functions, methods and types whose calls can be done in steps. */
import '../../vm/builtin-types.js';
import '../collections/deque-type.js';
import { boolType, strType, tupleType, typeOf } from '../../objects/core-types.js';
import { makeException, runtimeError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { AttributeError, GeneratorExit } from '../../objects/exceptions/types.js';
import { bindArguments } from '../../objects/native/bind.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { PyMethodDescriptor } from '../../objects/native/native-function.js';
import type { NativeSignature } from '../../objects/native/signature.js';
import { isSequence } from '../../objects/operations/iteration.js';
import { takeReturnValue } from '../../objects/operations/stop-iteration.js';
import { byteArrayType } from '../../objects/types/bytes/bytearray-object.js';
import { dictType } from '../../objects/types/dict/dict.js';
import { PyFunction } from '../../objects/types/function.js';
import { enumerateType, PyEnumerate } from '../../objects/types/iterators/enumerate.js';
import { filterType, PyFilter, PyReversed, reversedType } from '../../objects/types/iterators/filter.js';
import { mapType, PyMap, PyZip, zipType } from '../../objects/types/iterators/zip.js';
import { listType, PyList } from '../../objects/types/list/list.js';
import { frozensetType, setType } from '../../objects/types/set/set.js';
import type { Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import { isStr, type Str, strKey } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import { setContext } from '../../vm/exception-state.js';
import { coroutineType, GEN_SUSPENDED, generatorType, PyGenerator } from '../../vm/generator.js';
import { yieldFrom } from '../../vm/generator-run.js';
import type { Machine } from '../../vm/machine.js';
import {
  beginCall,
  beginIter,
  beginSpecial,
  enterGenerator,
  hasPythonMethod,
  isResumable,
  isSteppable,
  isSteppedIterable,
  isSteppedIterator,
  NextMethodSteps,
  SendSteps,
} from '../../vm/steps/begin.js';
import { CollectedCallSteps } from '../../vm/steps/collect.js';
import { start } from '../../vm/steps/deliver.js';
import {
  beginGetAttr,
  beginTruth,
  isSteppedAttribute,
  isSteppedTruth,
  LengthSteps,
  textMethod,
} from '../../vm/steps/operators.js';
import { type Answer, type CallSteps, PENDING, Steps, type StepsClass } from '../../vm/steps/steps.js';
import { readThrowArguments, thrownException } from '../../vm/throw-arguments.js';
import { buildClass } from '../builtins/classes.js';
import { objectFunctions } from '../builtins/functions.js';
import { importFunction } from '../builtins/import.js';
import { namespaceFunctions } from '../builtins/interactive.js';
import { dequeType } from '../collections/deque.js';
import { PyCompareKey } from '../functools/cmp-to-key.js';
import { lruCacheType, makeKey, PyLruCache, storeResult } from '../functools/lru-cache.js';
import { functoolsModule } from '../functools/module.js';
import { PyPartial, partialArguments, partialType } from '../functools/partial.js';
import {
  ExtendSteps,
  ExtremumSteps,
  NextOrSteps,
  ReduceSteps,
  SumSteps,
  TextCallSteps,
  TruthWalkSteps,
} from './functions.js';
import { SortSteps } from './sorting.js';
import { ClassSteps, evalFunction, evalSteps, execFunction, execSteps, importSteps } from './statements.js';

const calls = new Map<object, CallSteps>();

function named(defs: readonly NativeDef[], name: string): NativeDef {
  const def = defs.find((each) => each.name === name);
  if (def === undefined) throw new Error(`no native function ${name}`);
  return def;
}

const builtin = (name: string): NativeDef => named(objectFunctions, name);

function methodOf(type: PyType, name: string): NativeDef {
  const found = type.dict.get(name);
  if (!(found instanceof PyMethodDescriptor)) throw new Error(`no native method ${type.name}.${name}`);
  return found.def;
}

/** The arguments as the function's body would receive them. */
function bound(vm: Machine, def: NativeDef, args: readonly Value[], kwnames: readonly string[] | null): unknown[] {
  const name = { short: def.name, full: `${def.name}()` };
  return bindArguments(vm, def.signature as NativeSignature, name, args, kwnames);
}

const positional = (args: readonly Value[], kwnames: readonly string[] | null): readonly Value[] =>
  kwnames === null ? args : args.slice(0, args.length - kwnames.length);

/** Steps of the first argument's items, then the call itself with a list: for what reads all of it anyway. */
const collecting: CallSteps = (vm, callable, _self, args, kwnames) => {
  const first = positional(args, kwnames)[0];
  if (first === undefined || !isSteppedIterable(vm, first)) return null;
  return new CollectedCallSteps(callable, args, kwnames, 0);
};

for (const type of [listType, tupleType, setType, frozensetType, dictType, byteArrayType, dequeType]) {
  calls.set(type, collecting);
}
for (const [type, ...names] of [
  [strType, 'join'],
  [setType, 'update', 'union', 'intersection', 'difference', 'issubset', 'issuperset'],
  [dictType, 'update'],
  [dequeType, 'extend', 'extendleft'],
] as const) {
  for (const name of names) calls.set(methodOf(type as PyType, name as string), collecting);
}

calls.set(methodOf(listType, 'extend'), (vm, _callable, self, args, kwnames) =>
  args.length === 1 && kwnames === null && isSteppedIterable(vm, args[0] as Value)
    ? new ExtendSteps((self as PyList).items, args[0] as Value, None)
    : null,
);

// Functions over an iterable

for (const [name, decisive] of [
  ['any', true],
  ['all', false],
] as const) {
  calls.set(builtin(name), (vm, _callable, _self, args, kwnames) => {
    if (args.length !== 1 || kwnames !== null) return null;
    const [iterable] = args as [Value];
    const items = iterable instanceof PyList ? iterable.items : [];
    return isSteppedIterable(vm, iterable) || items.some(isSteppedTruth)
      ? new TruthWalkSteps(iterable, decisive)
      : null;
  });
}

/** May items of this run Python code when they are added or compared? */
function hasPythonItems(iterable: Value): boolean {
  const { items } = iterable as { items?: readonly Value[] };
  return Array.isArray(items) && items.some((item: Value) => typeOf(item).isHeap);
}

calls.set(builtin('sum'), (vm, _callable, _self, args, kwnames) => {
  const [iterable, start] = bound(vm, builtin('sum'), args, kwnames) as [Value, Value];
  return isSteppedIterable(vm, iterable) || hasPythonItems(iterable) ? new SumSteps(iterable, start) : null;
});

for (const name of ['min', 'max'] as const) {
  calls.set(builtin(name), (vm, _callable, _self, args, kwnames) => {
    const given = positional(args, kwnames);
    let key: Value = None;
    let fallback: Value | undefined;
    for (const [i, keyword] of (kwnames ?? []).entries()) {
      const value = args[given.length + i] as Value;
      if (keyword === 'key') key = value;
      else if (keyword === 'default') fallback = value;
      else return null;
    }
    if (given.length === 0 || (given.length > 1 && fallback !== undefined)) return null;
    const isStepped =
      (key !== None && isSteppable(vm, key)) ||
      (given.length === 1 && (isSteppedIterable(vm, given[0] as Value) || hasPythonItems(given[0] as Value))) ||
      given.some((item) => given.length > 1 && typeOf(item).isHeap);
    return isStepped ? new ExtremumSteps(name, given, key === None ? null : key, fallback) : null;
  });
}

/** `sorted` itself hands its keywords on to list.sort; here they are wanted apart. */
const sortedArguments = nativeFunction(
  'sort($module, iterable, /, *, key=None, reverse: bool=False)',
  null,
  () => None,
);

calls.set(builtin('sorted'), (vm, _callable, _self, args, kwnames) => {
  if (positional(args, kwnames).length !== 1) return null;
  const [iterable, key, reverse] = bound(vm, sortedArguments, args, kwnames) as [Value, Value, boolean];
  const isStepped = isSteppedIterable(vm, iterable) || hasPythonItems(iterable) || isSteppedKey(vm, key);
  return isStepped ? new SortSteps(iterable, null, key === None ? null : key, reverse) : null;
});

/** Does a key function run Python code, or make keys that do? */
function isSteppedKey(vm: Machine, key: Value): boolean {
  return key !== None && (isSteppable(vm, key) || key instanceof PyCompareKey);
}

const sortMethod = methodOf(listType, 'sort');
calls.set(sortMethod, (vm, _callable, self, args, kwnames) => {
  const [key, reverse] = bound(vm, sortMethod, args, kwnames) as [Value, boolean];
  const list = self as PyList;
  if (!isSteppedKey(vm, key) && !hasPythonItems(list)) return null;
  return new SortSteps(list, list, key === None ? null : key, reverse);
});

const reduceFunction = named(functoolsModule.functions ?? [], 'reduce');
calls.set(reduceFunction, (vm, _callable, _self, args, kwnames) => {
  const [func, iterable, initial] = bound(vm, reduceFunction, args, kwnames) as [Value, Value, Value | undefined];
  if (typeOf(iterable).tp_iter === null && !isSequence(iterable)) return null;
  return isSteppable(vm, func) || isSteppedIterable(vm, iterable) ? new ReduceSteps(func, iterable, initial) : null;
});

// Iterators

calls.set(builtin('next'), (vm, _callable, _self, args, kwnames) => {
  const [iterator, fallback] = args;
  if (iterator === undefined || args.length > 2 || kwnames !== null || !isSteppedIterator(vm, iterator)) return null;
  return fallback === undefined ? new NextMethodSteps(iterator) : new NextOrSteps(iterator, fallback);
});

/** A special method of a value, whose answer is the answer. */
class SpecialSteps extends Steps {
  constructor(
    private readonly value: Value,
    private readonly method: string,
    private readonly args: readonly Value[],
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    return beginSpecial(vm, this, this.value, this.method, this.args);
  }

  step(_vm: Machine, value: Answer): Answer {
    return value;
  }
}

class IterCallSteps extends Steps {
  constructor(private readonly value: Value) {
    super();
  }

  begin(vm: Machine): Answer {
    return beginIter(vm, this, this.value);
  }

  step(_vm: Machine, value: Answer): Answer {
    return value;
  }
}

class TruthCallSteps extends Steps {
  constructor(private readonly value: Value) {
    super();
  }

  begin(vm: Machine): Answer {
    return beginTruth(vm, this, this.value);
  }

  step(_vm: Machine, value: Answer): Answer {
    return value;
  }
}

calls.set(builtin('iter'), (_vm, _callable, _self, args, kwnames) =>
  args.length === 1 && kwnames === null && hasPythonMethod(args[0] as Value, '__iter__')
    ? new IterCallSteps(args[0] as Value)
    : null,
);

calls.set(boolType, (_vm, _callable, _self, args, kwnames) =>
  args.length === 1 && kwnames === null && isSteppedTruth(args[0] as Value)
    ? new TruthCallSteps(args[0] as Value)
    : null,
);

/** Makes iterators of some arguments, then the object: map(), zip(), filter(), enumerate(). */
class IteratedCallSteps extends Steps {
  private readonly args: Value[];

  constructor(
    private readonly maker: PyType,
    args: readonly Value[],
    private readonly strict: boolean,
    private at: number,
    private readonly end: number,
  ) {
    super();
    this.args = args.slice();
  }

  begin(vm: Machine): Answer {
    return this.run(vm);
  }

  step(vm: Machine, value: Answer): Answer {
    this.args[this.at++] = value as Value;
    return this.run(vm);
  }

  private run(vm: Machine): Answer {
    for (; this.at < this.end; this.at++) {
      const answer = beginIter(vm, this, this.args[this.at] as Value);
      if (answer === PENDING) return PENDING;
      this.args[this.at] = answer as Value;
    }
    return this.make();
  }

  private make(): Value {
    const { maker, args, strict } = this;
    const first = args[0] as Value;
    if (maker === mapType) return new PyMap(first, args.slice(1), strict);
    if (maker === zipType) return new PyZip(args, strict);
    return maker === filterType
      ? new PyFilter(first, args[1] as Value)
      : new PyEnumerate(first, (args[1] ?? 0) as number);
  }
}

/** What the only keyword says, `strict` of map() and zip(); null where the call is not in order. */
function strictness(args: readonly Value[], kwnames: readonly string[] | null): boolean | null {
  if (kwnames === null || kwnames.length === 0) return false;
  const value = args[args.length - 1];
  return kwnames.length === 1 && kwnames[0] === 'strict' && typeof value === 'boolean' ? value : null;
}

for (const [type, first] of [
  [mapType, 1],
  [filterType, 1],
  [zipType, 0],
  [enumerateType, 0],
] as const) {
  calls.set(type, (_vm, callable, _self, args, kwnames) => {
    if (callable !== type) return null;
    const given = positional(args, kwnames);
    const strict = strictness(args, kwnames);
    const isParallel = type === mapType || type === zipType;
    if (strict === null || (strict && !isParallel) || given.length <= first) return null;
    if (type === filterType && given.length !== 2) return null;
    if (type === enumerateType && (kwnames !== null || given.length > 2 || typeof (given[1] ?? 0) !== 'number'))
      return null;
    const end = type === enumerateType ? 1 : given.length;
    return given.slice(first, end).some((each) => hasPythonMethod(each, '__iter__'))
      ? new IteratedCallSteps(type, given, strict, first, end)
      : null;
  });
}

/** `reversed(sequence)` of a class written in Python. */
class ReversedSteps extends Steps {
  constructor(
    private readonly sequence: Value,
    private readonly isOwn: boolean,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    if (this.isOwn) return beginSpecial(vm, this, this.sequence, '__reversed__', []);
    const answer = start(vm, this, new LengthSteps(this.sequence));
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(_vm: Machine, value: Answer): Answer {
    return this.isOwn ? value : new PyReversed(this.sequence, (value as number) - 1);
  }
}

calls.set(reversedType, (_vm, callable, _self, args, kwnames) => {
  const [sequence] = args;
  if (sequence === undefined || args.length > 1 || kwnames !== null || callable !== reversedType) return null;
  if (hasPythonMethod(sequence, '__reversed__')) return new ReversedSteps(sequence, true);
  const isPlain = typeOf(sequence).lookup('__reversed__') === undefined && hasPythonMethod(sequence, '__getitem__');
  return isPlain && hasPythonMethod(sequence, '__len__') ? new ReversedSteps(sequence, false) : null;
});

// Generators and coroutines

const sendSteps: CallSteps = (_vm, _callable, self, args, kwnames) => {
  const generator = self as PyGenerator;
  if (args.length !== 1 || kwnames !== null || !isResumable(generator, args[0] as Value)) return null;
  return new SendSteps(generator, args[0] as Value, null);
};

const throwSteps: CallSteps = (vm, _callable, self, args, kwnames) => {
  const generator = self as PyGenerator;
  if (!isResumable(generator, None) || yieldFrom(generator) !== null) return null;
  const raised = thrownException(vm, readThrowArguments(vm, 'throw', args, kwnames));
  return new SendSteps(generator, None, inGenerator(generator, raised));
};

/** An exception that is to be raised in a generator: only what the generator itself handles becomes its context. */
function inGenerator(generator: PyGenerator, raised: Raised): Raised {
  if (!raised.hasContext) {
    raised.hasContext = true;
    setContext(generator, raised.exception);
  }
  return raised;
}

/** `close()` of a generator that has something to clean up. */
class CloseSteps extends Steps {
  constructor(private readonly generator: PyGenerator) {
    super();
  }

  begin(vm: Machine): Answer {
    const raised = inGenerator(this.generator, new Raised(makeException(GeneratorExit, [])));
    return enterGenerator(vm, this, this.generator, None, raised);
  }

  step(vm: Machine, value: Answer): Answer {
    if (value === undefined) return takeReturnValue(vm, this.generator);
    const kind = this.generator.constructor === PyGenerator ? 'generator' : 'coroutine';
    throw runtimeError(`${kind} ignored GeneratorExit`);
  }

  override failed(vm: Machine, raised: Raised): Answer {
    if (raised.exception.type.isSubtypeOf(GeneratorExit)) return None;
    const value = vm.stopIterationValue(raised.exception);
    if (value !== undefined) return value;
    throw raised;
  }
}

const closeSteps: CallSteps = (_vm, _callable, self) => {
  const generator = self as PyGenerator;
  return generator.state === GEN_SUSPENDED && yieldFrom(generator) === null && isResumable(generator, None)
    ? new CloseSteps(generator)
    : null;
};

for (const type of [generatorType, coroutineType]) {
  calls.set(methodOf(type, 'send'), sendSteps);
  calls.set(methodOf(type, 'throw'), throwSteps);
  calls.set(methodOf(type, 'close'), closeSteps);
}

// Attributes, text, length

/** `getattr(object, name, default)` and `hasattr(object, name)`. */
class GetAttrCallSteps extends Steps {
  constructor(
    private readonly object: Value,
    private readonly name: string,
    private readonly fallback: Value | undefined,
    private readonly asks: boolean,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    const answer = beginGetAttr(vm, this, this.object, this.name);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(_vm: Machine, value: Answer): Answer {
    return this.asks ? true : value;
  }

  override failed(_vm: Machine, raised: Raised): Answer {
    if (this.fallback === undefined || !raised.exception.type.isSubtypeOf(AttributeError)) throw raised;
    return this.fallback;
  }
}

for (const name of ['getattr', 'hasattr']) {
  calls.set(builtin(name), (_vm, _callable, _self, args, kwnames) => {
    const [object, attribute, fallback] = args;
    if (kwnames !== null || args.length < 2 || args.length > 3 || !isStr(attribute as Value)) return null;
    const key = strKey(attribute as Str);
    if (!isSteppedAttribute(object as Value, key)) return null;
    const asks = name === 'hasattr';
    return new GetAttrCallSteps(object as Value, key, asks ? false : fallback, asks);
  });
}

for (const [name, method] of [
  ['repr', '__repr__'],
  ['format', '__format__'],
] as const) {
  calls.set(builtin(name), (_vm, _callable, _self, args, kwnames) => {
    const [value, spec] = args;
    if (value === undefined || kwnames !== null || args.length > (method === '__format__' ? 2 : 1)) return null;
    if (method === '__format__' && hasPythonMethod(value, method)) return new SpecialSteps(value, method, [spec ?? '']);
    return spec === undefined || spec === '' ? textMethod(value, method) : null;
  });
}

calls.set(strType, (_vm, _callable, _self, args, kwnames) =>
  args.length === 1 && kwnames === null ? textMethod(args[0] as Value, '__str__') : null,
);

calls.set(named(namespaceFunctions, 'print'), (_vm, callable, _self, args, kwnames) => {
  const given = positional(args, kwnames);
  return given.some((each) => typeOf(each).isHeap && textMethod(each, '__str__') !== null)
    ? new TextCallSteps(callable, args, kwnames, given.length)
    : null;
});

calls.set(builtin('len'), (_vm, _callable, _self, args, kwnames) =>
  args.length === 1 && kwnames === null && hasPythonMethod(args[0] as Value, '__len__')
    ? new LengthSteps(args[0] as Value)
    : null,
);

for (const [name, method] of [
  ['abs', '__abs__'],
  ['round', '__round__'],
] as const) {
  calls.set(builtin(name), (_vm, _callable, _self, args, kwnames) =>
    args.length > 0 && kwnames === null && hasPythonMethod(args[0] as Value, method)
      ? new SpecialSteps(args[0] as Value, method, args.slice(1))
      : null,
  );
}

// Code

calls.set(buildClass, (_vm, _callable, _self, args, kwnames) =>
  args.length >= 2 && args[0] instanceof PyFunction && isStr(args[1] as Value) ? new ClassSteps(args, kwnames) : null,
);
calls.set(evalFunction, evalSteps);
calls.set(execFunction, execSteps);
calls.set(importFunction, importSteps);

// Wrappers of functions

/** A call with other arguments. */
class CallThroughSteps extends Steps {
  constructor(
    private readonly callable: Value,
    private readonly args: readonly Value[],
    private readonly kwnames: readonly string[] | null,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    return beginCall(vm, this, this.callable, this.args, this.kwnames);
  }

  step(_vm: Machine, value: Answer): Answer {
    return value;
  }
}

calls.set(partialType, (_vm, _callable, self, args, kwnames) => {
  if (!(self instanceof PyPartial)) return null;
  const merged = partialArguments(self, args, kwnames);
  return new CallThroughSteps(self.func, merged.args, merged.kwnames);
});

/** A call of a function whose results are kept. */
class CachedCallSteps extends Steps {
  constructor(
    private readonly cache: PyLruCache,
    private readonly key: Value,
    private readonly args: readonly Value[],
    private readonly kwnames: readonly string[] | null,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    const answer = beginCall(vm, this, this.cache.func, this.args, this.kwnames);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, value: Answer): Answer {
    return storeResult(vm, this.cache, this.key, value as Value);
  }
}

calls.set(lruCacheType, (vm, _callable, self, args, given) => {
  if (!(self instanceof PyLruCache) || self.maxsize === 0) return null;
  const kwnames = given !== null && given.length === 0 ? null : given;
  const key = makeKey(self, args, kwnames);
  if (self.cache.get(vm, key) !== undefined) return null;
  self.misses++;
  return new CachedCallSteps(self, key, args, kwnames);
});

/** Calls that can be done in steps, by declaration or type. */
export const CALL_STEPS: ReadonlyMap<object, CallSteps> = calls;

/** What a snapshot may hold of this file. The order belongs to the format. */
export const NATIVE_CALL_STEPS: readonly StepsClass[] = [
  SpecialSteps,
  IterCallSteps,
  TruthCallSteps,
  IteratedCallSteps,
  ReversedSteps,
  CloseSteps,
  GetAttrCallSteps,
  CallThroughSteps,
  CachedCallSteps,
];
