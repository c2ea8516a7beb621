/** This file lists the native functions, methods and types whose calls can be done in steps. */
import '../../vm/builtin-types.js';
import '../collections/deque-type.js';
import {
  boolType,
  bytesType,
  floatType,
  intType,
  strType,
  tupleType,
  typeOf,
  typeType,
} from '../../objects/core-types.js';
import { makeException, runtimeError, typeError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { AttributeError, GeneratorExit } from '../../objects/exceptions/types.js';
import { bindArguments } from '../../objects/native/bind.js';
import { NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { PyMethodDescriptor, PyNativeFunction } from '../../objects/native/native-function.js';
import type { NativeSignature } from '../../objects/native/signature.js';
import { isSequence, toArray } from '../../objects/operations/iteration.js';
import { takeReturnValue } from '../../objects/operations/stop-iteration.js';
import { byteArrayType } from '../../objects/types/bytes/bytearray-object.js';
import { dictType, PyDict } from '../../objects/types/dict/dict.js';
import { PyFunction } from '../../objects/types/function.js';
import { enumerateType, PyEnumerate } from '../../objects/types/iterators/enumerate.js';
import { filterType, PyFilter, PyReversed, reversedType } from '../../objects/types/iterators/filter.js';
import { mapType, PyMap, PyZip, zipType } from '../../objects/types/iterators/zip.js';
import { listType, PyList } from '../../objects/types/list/list.js';
import { frozensetType, setType } from '../../objects/types/set/set.js';
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, type Str, strFromKey, strKey } from '../../values/str.js';
import { PyType } from '../../values/type.js';
import { callObject } from '../../vm/call.js';
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
  ThrowThroughSteps,
} from '../../vm/steps/begin.js';
import { CollectedCallSteps, isSteppedMapping, MappingSteps } from '../../vm/steps/collect.js';
import { start } from '../../vm/steps/deliver.js';
import {
  beginBinary,
  beginGetAttr,
  beginStr,
  beginTruth,
  isSteppedAttribute,
  isSteppedOperator,
  isSteppedTruth,
  LengthSteps,
  textMethod,
} from '../../vm/steps/operators.js';
import { type Answer, type CallSteps, PENDING, Steps, type StepsClass } from '../../vm/steps/steps.js';
import { readThrowArguments, thrownException } from '../../vm/throw-arguments.js';
import { buildClass } from '../builtins/classes.js';
import { objectFunctions } from '../builtins/functions.js';
import { importFunction } from '../builtins/import.js';
import { namespaceFunctions, sysAttribute } from '../builtins/interactive.js';
import { defaultDictType, PyDefaultDict } from '../collections/defaultdict.js';
import { collectionsModule } from '../collections/module.js';
import { combinationsType, permutationsType, productType, replacementType } from '../itertools/combinatorics.js';
import { operatorModule } from '../operator/module.js';
import { patternType } from '../sre/pattern-object.js';
import '../sre/pattern.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { setItem } from '../../objects/operations/containers.js';
import { addSetNameNote, createType, initSubclassHook } from '../../objects/type/create-type.js';
import { PyNewWrapper } from '../../objects/type/new-wrapper.js';
import { PyClassMethod } from '../../objects/types/descriptors.js';
import { setterOf } from '../../vm/steps/instructions.js';
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
  // `tuple.__new__(cls, iterable)` has the class in front.
  const at = callable instanceof PyNewWrapper ? 1 : 0;
  const iterable = positional(args, kwnames)[at];
  if (iterable === undefined || !isSteppedIterable(vm, iterable)) return null;
  return new CollectedCallSteps(callable, args, kwnames, at);
};

for (const type of [
  listType,
  tupleType,
  setType,
  frozensetType,
  dictType,
  bytesType,
  byteArrayType,
  dequeType,
  combinationsType,
  permutationsType,
  replacementType,
]) {
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

/** `dict(mapping)` of a class written in Python. */
class DictSteps extends Steps {
  constructor(private readonly mapping: Value) {
    super();
  }

  begin(vm: Machine): Answer {
    return start(vm, this, new MappingSteps(this.mapping));
  }

  step(_vm: Machine, value: Answer): Answer {
    return value;
  }
}

calls.set(dictType, (vm, callable, self, args, kwnames) =>
  callable === dictType && args.length === 1 && kwnames === null && isSteppedMapping(args[0] as Value)
    ? new DictSteps(args[0] as Value)
    : collecting(vm, callable, self, args, kwnames),
);

calls.set(productType, (vm, callable, _self, args, kwnames) =>
  positional(args, kwnames).length === 1 && isSteppedIterable(vm, args[0] as Value)
    ? new CollectedCallSteps(callable, args, kwnames, 0)
    : null,
);
calls.set(named(collectionsModule.functions ?? [], '_count_elements'), (vm, callable, _self, args, kwnames) =>
  args.length === 2 && isSteppedIterable(vm, args[1] as Value)
    ? new CollectedCallSteps(callable, args, kwnames, 1)
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

/** A generator and those that it delegates to; null when the last of them waits for something else. */
function delegates(generator: PyGenerator): PyGenerator[] | null {
  const chain: PyGenerator[] = [];
  for (let each: Value | null = generator; each !== null; each = yieldFrom(each)) {
    if (!(each instanceof PyGenerator) || !isResumable(each, None) || each.state !== GEN_SUSPENDED) return null;
    chain.push(each);
  }
  return chain;
}

const throwSteps: CallSteps = (vm, _callable, self, args, kwnames) => {
  const generator = self as PyGenerator;
  if (!isResumable(generator, None)) return null;
  if (yieldFrom(generator) !== null) {
    const chain = delegates(generator);
    if (chain === null) return null;
    const thrown = thrownException(vm, readThrowArguments(vm, 'throw', args, kwnames));
    if (thrown.exception.type.isSubtypeOf(GeneratorExit)) return null;
    return new ThrowThroughSteps(chain, inGenerator(chain[chain.length - 1] as PyGenerator, thrown));
  }
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

calls.set(named(namespaceFunctions, 'print'), (vm, callable, _self, args, kwnames) => {
  const given = positional(args, kwnames);
  const stream = printsTo(vm, args, kwnames);
  if (stream !== null) return new PrintSteps(stream.file, given, stream.separator, stream.end);
  return given.some((each) => typeOf(each).isHeap && textMethod(each, '__str__') !== null)
    ? new TextCallSteps(callable, args, kwnames, given.length)
    : null;
});

/** Where print() writes to when that is an object of a class written in Python; null otherwise. */
function printsTo(
  vm: Machine,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): { file: Value; separator: Value; end: Value } | null {
  let file: Value = None;
  let separator: Value = None;
  let end: Value = None;
  for (const [i, name] of (kwnames ?? []).entries()) {
    const value = args[args.length - (kwnames as readonly string[]).length + i] as Value;
    if (name === 'file') file = value;
    else if (name === 'sep') separator = value;
    else if (name === 'end') end = value;
    else return null;
  }
  if (file === None) file = sysAttribute(vm, 'stdout') ?? None;
  const areTexts = [separator, end].every((each) => each === None || isStr(each));
  if (!areTexts || !hasPythonMethod(file, 'write')) return null;
  return { file, separator: separator === None ? ' ' : separator, end: end === None ? '\n' : end };
}

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

calls.set(builtin('setattr'), (vm, _callable, _self, args, kwnames) => {
  const [object, name, value] = args;
  if (args.length !== 3 || kwnames !== null || !isStr(name as Value)) return null;
  const setter = setterOf(vm, object as Value, strKey(name as Str), value as Value);
  return setter === null ? null : new AnswerNoneSteps(setter.callable, setter.args);
});

/** A call whose answer does not matter. */
class AnswerNoneSteps extends Steps {
  constructor(
    private readonly callable: Value,
    private readonly args: readonly Value[],
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    return beginCall(vm, this, this.callable, this.args) === PENDING ? PENDING : None;
  }

  step(): Answer {
    return None;
  }
}

/** A special method that answers a number, which the native function then takes for the object: int(), float(), hash(). */
class NumberSteps extends Steps {
  constructor(
    private readonly value: Value,
    private readonly method: string,
    private readonly callable: Value,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    const answer = beginSpecial(vm, this, this.value, this.method, []);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, answer: Answer): Answer {
    const type = typeOf(answer as Value);
    const isNumber = this.method === '__float__' ? type === floatType : type === intType;
    if (isNumber) return callObject(vm, this.callable, [answer as Value], null);
    const wanted = this.method === '__float__' ? 'float' : 'int';
    if (this.method === '__hash__') throw typeError('__hash__ method should return an integer');
    throw typeError(`${typeOf(this.value).name}.${this.method}() returned non-${wanted} (type ${type.name})`);
  }
}

for (const [key, method] of [
  [intType, '__int__'],
  [floatType, '__float__'],
  [builtin('hash'), '__hash__'],
] as const) {
  calls.set(key, (_vm, callable, _self, args, kwnames) =>
    args.length === 1 && kwnames === null && hasPythonMethod(args[0] as Value, method)
      ? new NumberSteps(args[0] as Value, method, callable)
      : null,
  );
}

/** `isinstance(object, cls)` where a metaclass decides in Python. */
class InstanceCheckSteps extends Steps {
  private inTruth = false;

  constructor(
    private readonly object: Value,
    private readonly cls: Value,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    const answer = beginSpecial(vm, this, this.cls, '__instancecheck__', [this.object]);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, value: Answer): Answer {
    if (this.inTruth) return value;
    this.inTruth = true;
    return beginTruth(vm, this, value as Value);
  }
}

calls.set(builtin('isinstance'), (_vm, _callable, _self, args, kwnames) => {
  const [object, cls] = args;
  if (args.length !== 2 || kwnames !== null || typeOf(object as Value) === cls) return null;
  return hasPythonMethod(cls as Value, '__instancecheck__')
    ? new InstanceCheckSteps(object as Value, cls as Value)
    : null;
});

/** A binary operator by its function in `operator`, and pow(). */
class OperatorCallSteps extends Steps {
  constructor(
    private readonly operator: number,
    private readonly a: Value,
    private readonly b: Value,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    return beginBinary(vm, this, this.operator, this.a, this.b);
  }

  step(_vm: Machine, value: Answer): Answer {
    return value;
  }
}

const OPERATOR_NAMES = [
  'add',
  'and_',
  'floordiv',
  'lshift',
  'matmul',
  'mul',
  'mod',
  'or_',
  'pow',
  'rshift',
  'sub',
  'truediv',
  'xor',
];
const operatorSteps =
  (operator: number): CallSteps =>
  (_vm, _callable, _self, args, kwnames) =>
    args.length === 2 && kwnames === null && isSteppedOperator(operator, args[0] as Value, args[1] as Value)
      ? new OperatorCallSteps(operator, args[0] as Value, args[1] as Value)
      : null;
OPERATOR_NAMES.forEach((name, operator) => {
  calls.set(named(operatorModule.functions ?? [], name), operatorSteps(operator));
});
calls.set(builtin('pow'), operatorSteps(8));

// Defaults of dicts

/** Makes the value of a key that is missing in a defaultdict. */
class DefaultSteps extends Steps {
  constructor(
    private readonly dict: PyDefaultDict,
    private readonly key: Value,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    const answer = beginCall(vm, this, this.dict.factory as Value, []);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, value: Answer): Answer {
    const { dict, key } = this;
    if (dict.constructor === PyDefaultDict) return dict.setDefault(vm, key, value as Value);
    setItem(vm, dict, key, value as Value);
    return value;
  }
}

calls.set(methodOf(defaultDictType, '__missing__'), (vm, _callable, self, args, kwnames) => {
  const dict = self as PyDefaultDict;
  if (args.length !== 1 || kwnames !== null || dict.factory === null || dict.factory === None) return null;
  return isSteppable(vm, dict.factory) ? new DefaultSteps(dict, args[0] as Value) : null;
});

// Regular expressions

/** `pattern.sub(function, string)`: finds all matches, calls the function with each, then puts the answers in. */
class SubstituteSteps extends Steps {
  private matches: readonly Value[] = [];
  private readonly answers: Value[] = [];

  constructor(
    private readonly callable: Value,
    private readonly pattern: Value,
    private readonly func: Value,
    private readonly string: Value,
    private readonly count: number,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    const found = toArray(vm, vm.call1(getAttr(vm, this.pattern, 'finditer'), this.string));
    this.matches = this.count > 0 ? found.slice(0, this.count) : found;
    return this.run(vm);
  }

  step(vm: Machine, value: Answer): Answer {
    this.answers.push(value as Value);
    return this.run(vm);
  }

  private run(vm: Machine): Answer {
    while (this.answers.length < this.matches.length) {
      const answer = beginCall(vm, this, this.func, [this.matches[this.answers.length] as Value]);
      if (answer === PENDING) return PENDING;
      this.answers.push(answer as Value);
    }
    let at = 0;
    const next = (): Value => this.answers[at++] as Value;
    const def = new NativeDef('function', 'answer', null, null, null, next);
    return callObject(vm, this.callable, [new PyNativeFunction(def, null, null, null), this.string, this.count], null);
  }
}

for (const name of ['sub', 'subn']) {
  const def = methodOf(patternType, name);
  calls.set(def, (vm, callable, self, args, kwnames) => {
    const [func, string, count] = bound(vm, def, args, kwnames) as [Value, Value, number];
    if (typeOf(func).tp_call === null || !isSteppable(vm, func)) return null;
    return new SubstituteSteps(callable, self as Value, func, string, count);
  });
}

// Streams written in Python

/** `print` to an object whose `write` is Python code. */
class PrintSteps extends Steps {
  private readonly parts: Value[];
  private at = 0;
  private isText = false;

  constructor(
    private readonly stream: Value,
    values: readonly Value[],
    separator: Value,
    end: Value,
  ) {
    super();
    this.parts = values.flatMap((value, i) => (i === 0 ? [value] : [separator, value])).concat([end]);
  }

  begin(vm: Machine): Answer {
    return this.run(vm);
  }

  step(vm: Machine, value: Answer): Answer {
    if (this.isText) this.parts[this.at] = value as Value;
    else this.at++;
    this.isText = !this.isText;
    return this.run(vm);
  }

  /** Each part is made a text, then written. */
  private run(vm: Machine): Answer {
    for (; this.at < this.parts.length; ) {
      const part = this.parts[this.at] as Value;
      if (!this.isText && !isStr(part)) {
        this.isText = true;
        const text = beginStr(vm, this, part);
        if (text === PENDING) return PENDING;
        this.parts[this.at] = text as Value;
        this.isText = false;
        continue;
      }
      this.isText = false;
      const write = getAttr(vm, this.stream, 'write');
      if (beginCall(vm, this, write, [part]) === PENDING) return PENDING;
      this.at++;
    }
    return None;
  }
}

// Classes

/** `type(name, bases, namespace)`: the hooks `__set_name__` and `__init_subclass__` in steps. */
class TypeMakeSteps extends Steps {
  private cls: PyType | null = null;
  private names: readonly [string, Value][] = [];
  private at = -1;
  private inInit = false;

  constructor(
    private readonly name: Str,
    private readonly bases: PyTuple,
    private readonly namespace: PyDict,
    private readonly args: readonly Value[],
    private readonly kwnames: readonly string[] | null,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    const { name, bases, namespace, args, kwnames } = this;
    this.cls = createType(vm, typeType, name, bases, namespace, args, kwnames, false) as PyType;
    this.names = [...this.cls.dict].filter(([, value]) => typeOf(value).lookup('__set_name__') !== undefined);
    return this.run(vm);
  }

  step(vm: Machine): Answer {
    return this.inInit ? (this.cls as PyType) : this.run(vm);
  }

  private run(vm: Machine): Answer {
    const cls = this.cls as PyType;
    while (++this.at < this.names.length) {
      const [key, value] = this.names[this.at] as [string, Value];
      if (beginSpecial(vm, this, value, '__set_name__', [cls, strFromKey(key)]) === PENDING) return PENDING;
    }
    this.inInit = true;
    const hook = initSubclassHook(vm, cls);
    if (hook === null) return cls;
    const kwargs = this.kwnames === null ? [] : this.args.slice(this.args.length - this.kwnames.length);
    return beginCall(vm, this, hook, kwargs, this.kwnames) === PENDING ? PENDING : cls;
  }

  override failed(vm: Machine, raised: Raised): Answer {
    const entry = this.inInit ? undefined : this.names[this.at];
    if (entry !== undefined && this.cls !== null) addSetNameNote(vm, raised.exception, entry[1], entry[0], this.cls);
    throw raised;
  }
}

calls.set(typeType, (_vm, callable, _self, args, kwnames) => {
  const [name, bases, namespace] = args as [Value, Value, Value];
  if (callable !== typeType || positional(args, kwnames).length !== 3) return null;
  if (!isStr(name) || !(bases instanceof PyTuple) || !(namespace instanceof PyDict)) return null;
  const areTypes = bases.items.every((base) => base instanceof PyType && typeOf(base) === typeType);
  if (!areTypes) return null;
  const isHooked =
    bases.items.some((base) => (base as PyType).lookup('__init_subclass__') instanceof PyClassMethod) ||
    namespace.vals.some((value) => value !== undefined && hasPythonMethod(value as Value, '__set_name__'));
  return isHooked ? new TypeMakeSteps(name, bases, namespace, args, kwnames) : null;
});

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
  DictSteps,
  SpecialSteps,
  IterCallSteps,
  TruthCallSteps,
  IteratedCallSteps,
  ReversedSteps,
  CloseSteps,
  GetAttrCallSteps,
  AnswerNoneSteps,
  NumberSteps,
  InstanceCheckSteps,
  OperatorCallSteps,
  DefaultSteps,
  SubstituteSteps,
  PrintSteps,
  TypeMakeSteps,
  CallThroughSteps,
  CachedCallSteps,
];
