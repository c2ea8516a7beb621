/** This file takes the next item of built-in iterators in steps: those that call functions or draw from other iterators. */
import { boolType } from '../../objects/core-types.js';
import { valueError } from '../../objects/errors.js';
import type { Raised } from '../../objects/exceptions/raised.js';
import { IndexError, StopIteration } from '../../objects/exceptions/types.js';
import { type PySequenceIterator, sequenceIteratorType, toArray } from '../../objects/operations/iteration.js';
import { noteReturnValue } from '../../objects/operations/stop-iteration.js';
import { isTrue } from '../../objects/operations/truth.js';
import { enumerateType, type PyEnumerate } from '../../objects/types/iterators/enumerate.js';
import { filterType, type PyFilter, type PyReversed, reversedType } from '../../objects/types/iterators/filter.js';
import { callableIteratorType, type PyCallableIterator } from '../../objects/types/iterators/sequence-iterator.js';
import {
  mapType,
  type PyMap,
  type PyParallelIterator,
  type PyZip,
  zipType,
} from '../../objects/types/iterators/zip.js';
import { canonicalInt } from '../../objects/types/slice.js';
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { IterNextSlot } from '../../values/type.js';
import { EQ } from '../../values/type.js';
import { GEN_CREATED, GEN_SUSPENDED } from '../../vm/generator.js';
import type { Machine } from '../../vm/machine.js';
import {
  beginCall,
  beginIter,
  beginNext,
  beginSpecial,
  enterGenerator,
  hasPythonMethod,
  isResumable,
  isSteppable,
  isSteppedIterator,
  SendSteps,
} from '../../vm/steps/begin.js';
import { start } from '../../vm/steps/deliver.js';
import { beginBinary, beginCompare, beginTruth, OPERATOR_ADD } from '../../vm/steps/operators.js';
import { type Answer, type NextSteps, PENDING, Steps, type StepsClass } from '../../vm/steps/steps.js';
import {
  asyncGenASendType,
  beginASend,
  endASend,
  failASend,
  type PyAsyncGenASend,
} from '../../vm/types/async-generator-awaitables.js';
import { coroutineWrapperType, type PyCoroutineWrapper } from '../../vm/types/coroutine-type.js';
import {
  accumulateType,
  batchedType,
  chainType,
  type PyAccumulate,
  type PyBatched,
  type PyChain,
  type PyPairwise,
  type PyStarMap,
  type PyZipLongest,
  pairwiseType,
  starMapType,
  zipLongestType,
} from '../itertools/combining.js';
import { groupByType, grouperType, type PyGroupBy, PyGrouper } from '../itertools/grouping.js';
import { cycleType, type PyCycle } from '../itertools/infinite.js';
import {
  compressType,
  dropWhileType,
  filterFalseType,
  isliceType,
  type PyCompress,
  type PyISlice,
  type PyPredicateIterator,
  takeWhileType,
} from '../itertools/selecting.js';

/** One row of a zip or map; for a map, what the function makes of it. */
class RowSteps extends Steps {
  private readonly row: Value[] = [];
  private called = false;
  private isEnding = false;

  constructor(
    private readonly source: PyParallelIterator,
    private readonly func: Value | null,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    vm.chargeFuel(1);
    if (this.source.iterators.length === 0) return undefined;
    const answer = beginNext(vm, this, this.source.iterators[0] as Value);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, given: Answer): Answer {
    if (this.called) return given;
    const { iterators } = this.source;
    let value = given;
    for (;;) {
      if (this.isEnding) {
        // With `strict`, the others must have ended as well.
        if (value !== undefined) throw this.source.lengthError(this.row.length, 'longer');
      } else if (value === undefined) {
        if (!this.source.strict) return undefined;
        if (this.row.length > 0) throw this.source.lengthError(this.row.length, 'shorter');
        this.isEnding = true;
      }
      if (this.isEnding) {
        this.row.push(None);
        if (this.row.length === iterators.length) return undefined;
        value = beginNext(vm, this, iterators[this.row.length] as Value);
        if (value === PENDING) return PENDING;
        continue;
      }
      this.row.push(value as Value);
      if (this.row.length === iterators.length) break;
      value = beginNext(vm, this, iterators[this.row.length] as Value);
      if (value === PENDING) return PENDING;
    }
    if (this.func === null) return new PyTuple(this.row);
    this.called = true;
    return beginCall(vm, this, this.func, this.row);
  }
}

const anyStepped = (vm: Machine, iterators: readonly Value[]): boolean =>
  iterators.some((iterator) => isSteppedIterator(vm, iterator));

const mapNext: NextSteps = (vm, self: PyMap) =>
  isSteppable(vm, self.func) || anyStepped(vm, self.iterators) ? new RowSteps(self, self.func) : null;

const zipNext: NextSteps = (vm, self: PyZip) => (anyStepped(vm, self.iterators) ? new RowSteps(self, null) : null);

/** The next item for which a predicate is true, or false; takewhile and dropwhile. */
class PredicateSteps extends Steps {
  private item: Value | null = null;
  private inTruth = false;

  constructor(
    private readonly source: PyFilter | PyPredicateIterator,
    private readonly mode: 'filter' | 'filterfalse' | 'takewhile' | 'dropwhile',
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    return this.nextItem(vm);
  }

  private nextItem(vm: Machine): Answer {
    vm.chargeFuel(1);
    this.item = null;
    this.inTruth = false;
    const answer = beginNext(vm, this, this.source.iterator);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, given: Answer): Answer {
    const { source, mode } = this;
    let value = given;
    for (;;) {
      if (this.item === null) {
        if (value === undefined) return undefined;
        if (mode === 'dropwhile' && (source as PyPredicateIterator).isDone) return value;
        this.item = value;
        const isTruth = mode.startsWith('filter') && (source.func === None || source.func === boolType);
        if (!isTruth) {
          value = beginCall(vm, this, source.func, [value]);
          if (value === PENDING) return PENDING;
        }
      }
      if (!this.inTruth) {
        this.inTruth = true;
        value = beginTruth(vm, this, value as Value);
        if (value === PENDING) return PENDING;
      }
      switch (mode) {
        case 'filter':
          if (value === true) return this.item;
          break;
        case 'filterfalse':
          if (value !== true) return this.item;
          break;
        case 'takewhile':
          if (value === true) return this.item;
          (source as PyPredicateIterator).isDone = true;
          return undefined;
        default:
          if (value !== true) {
            (source as PyPredicateIterator).isDone = true;
            return this.item;
          }
      }
      vm.chargeFuel(1);
      this.item = null;
      this.inTruth = false;
      value = beginNext(vm, this, source.iterator);
      if (value === PENDING) return PENDING;
    }
  }
}

const predicateNext =
  (mode: 'filter' | 'filterfalse' | 'takewhile' | 'dropwhile'): NextSteps =>
  (vm, self: PyFilter | PyPredicateIterator) => {
    if (mode === 'takewhile' && (self as PyPredicateIterator).isDone) return null;
    return isSteppable(vm, self.func) || isSteppedIterator(vm, self.iterator) ? new PredicateSteps(self, mode) : null;
  };

class EnumerateSteps extends Steps {
  constructor(private readonly source: PyEnumerate) {
    super();
  }

  begin(vm: Machine): Answer {
    const answer = beginNext(vm, this, this.source.iterator);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(_vm: Machine, item: Answer): Answer {
    if (item === undefined) return undefined;
    const { count } = this.source;
    this.source.count =
      count === Number.MAX_SAFE_INTEGER || typeof count === 'bigint' ? canonicalInt(BigInt(count) + 1n) : count + 1;
    return new PyTuple([count, item]);
  }
}

const enumerateNext: NextSteps = (vm, self: PyEnumerate) =>
  isSteppedIterator(vm, self.iterator) ? new EnumerateSteps(self) : null;

/** `iter(callable, sentinel)`. */
class CallableSteps extends Steps {
  private result: Value | null = null;

  constructor(private readonly source: PyCallableIterator) {
    super();
  }

  begin(vm: Machine): Answer {
    vm.chargeFuel(1);
    const answer = beginCall(vm, this, this.source.callable as Value, []);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, value: Answer): Answer {
    const { source } = this;
    if (this.result === null) {
      if (source.callable === null) return undefined;
      this.result = value as Value;
      const equal = beginCompare(vm, this, source.sentinel, this.result, EQ, true);
      return equal === PENDING ? PENDING : this.step(vm, equal);
    }
    if (value !== true) return this.result;
    source.callable = null;
    return undefined;
  }

  override failed(_vm: Machine, raised: Raised): Answer {
    if (this.result !== null || !raised.exception.type.isSubtypeOf(StopIteration)) throw raised;
    this.source.callable = null;
    return undefined;
  }
}

const callableNext: NextSteps = (vm, self: PyCallableIterator) =>
  self.callable !== null && isSteppable(vm, self.callable) ? new CallableSteps(self) : null;

/** The items of an object with `__getitem__` in Python, upwards or downwards. */
class IndexSteps extends Steps {
  constructor(
    private readonly source: PySequenceIterator | PyReversed,
    private readonly step1: 1 | -1,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    const { source } = this;
    const answer = beginSpecial(vm, this, source.sequence as Value, '__getitem__', [source.index]);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(_vm: Machine, value: Answer): Answer {
    this.source.index += this.step1;
    return value;
  }

  override failed(_vm: Machine, raised: Raised): Answer {
    const { type } = raised.exception;
    if (!type.isSubtypeOf(IndexError) && !type.isSubtypeOf(StopIteration)) throw raised;
    this.source.sequence = null;
    return undefined;
  }
}

const sequenceNext: NextSteps = (_vm, self: PySequenceIterator) =>
  self.sequence !== null && hasPythonMethod(self.sequence, '__getitem__') ? new IndexSteps(self, 1) : null;

const reversedNext: NextSteps = (_vm, self: PyReversed) =>
  self.sequence !== null && self.index >= 0 && hasPythonMethod(self.sequence, '__getitem__')
    ? new IndexSteps(self, -1)
    : null;

class StarMapSteps extends Steps {
  private called = false;

  constructor(private readonly source: PyStarMap) {
    super();
  }

  begin(vm: Machine): Answer {
    vm.chargeFuel(1);
    const answer = beginNext(vm, this, this.source.iterator);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, value: Answer): Answer {
    if (this.called || value === undefined) return value;
    this.called = true;
    return beginCall(vm, this, this.source.func, value instanceof PyTuple ? value.items : toArray(vm, value));
  }
}

const starMapNext: NextSteps = (vm, self: PyStarMap) =>
  isSteppable(vm, self.func) || isSteppedIterator(vm, self.iterator) ? new StarMapSteps(self) : null;

class AccumulateSteps extends Steps {
  private called = false;

  constructor(private readonly source: PyAccumulate) {
    super();
  }

  begin(vm: Machine): Answer {
    const answer = beginNext(vm, this, this.source.iterator);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, value: Answer): Answer {
    const { source } = this;
    if (value === undefined) return undefined;
    if (this.called || source.total === null) {
      source.total = value;
      return value;
    }
    this.called = true;
    const answer =
      source.func === None
        ? beginBinary(vm, this, OPERATOR_ADD, source.total, value)
        : beginCall(vm, this, source.func, [source.total, value]);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }
}

const accumulateNext: NextSteps = (_vm, self: PyAccumulate) =>
  self.initial === None ? new AccumulateSteps(self) : null;

class ChainSteps extends Steps {
  private phase: 'source' | 'iter' | 'item' = 'item';

  constructor(private readonly source: PyChain) {
    super();
  }

  begin(vm: Machine): Answer {
    return this.step(vm, undefined);
  }

  step(vm: Machine, given: Answer): Answer {
    const { source } = this;
    let value = given;
    for (;;) {
      vm.chargeFuel(1);
      if (this.phase === 'source') {
        if (value === undefined) {
          source.source = null;
          return undefined;
        }
        this.phase = 'iter';
        value = beginIter(vm, this, value);
      } else if (this.phase === 'iter') {
        source.active = value as Value;
        this.phase = 'item';
        value = beginNext(vm, this, source.active);
      } else if (value !== undefined) return value;
      else {
        if (source.source === null) return undefined;
        source.active = null;
        this.phase = 'source';
        value = beginNext(vm, this, source.source);
      }
      if (value === PENDING) return PENDING;
    }
  }

  /** Go on with the iterable that is being walked over. */
  resume(vm: Machine, active: Value): Answer {
    const answer = beginNext(vm, this, active);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  override failed(_vm: Machine, raised: Raised): Answer {
    if (this.phase === 'iter') this.source.source = null;
    throw raised;
  }
}

/** A chain that is in the midst of an iterable. */
class ActiveChainSteps extends ChainSteps {
  constructor(
    source: PyChain,
    private readonly active: Value,
  ) {
    super(source);
  }

  override begin(vm: Machine): Answer {
    return this.resume(vm, this.active);
  }
}

const chainNext: NextSteps = (_vm, self: PyChain) =>
  self.active !== null ? new ActiveChainSteps(self, self.active) : self.source === null ? null : new ChainSteps(self);

class ISliceSteps extends Steps {
  constructor(private readonly source: PyISlice) {
    super();
  }

  begin(vm: Machine): Answer {
    return this.advance(vm);
  }

  /** Draw an item unless the end is reached. */
  private advance(vm: Machine): Answer {
    const { source } = this;
    if (source.iterator === null) return undefined;
    if (source.stop >= 0 && source.count >= source.stop) return this.end();
    vm.chargeFuel(1);
    const answer = beginNext(vm, this, source.iterator);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, given: Answer): Answer {
    const { source } = this;
    let value = given;
    for (;;) {
      if (value === undefined || source.iterator === null) return this.end();
      const isWanted = source.count >= source.next;
      source.count++;
      if (isWanted) {
        source.next += source.step;
        if (source.stop >= 0 && source.next > source.stop) source.next = source.stop;
        return value;
      }
      if (source.stop >= 0 && source.count >= source.stop) return this.end();
      vm.chargeFuel(1);
      value = beginNext(vm, this, source.iterator);
      if (value === PENDING) return PENDING;
    }
  }

  private end(): undefined {
    this.source.iterator = null;
    return undefined;
  }
}

const isliceNext: NextSteps = (vm, self: PyISlice) =>
  self.iterator !== null && isSteppedIterator(vm, self.iterator) ? new ISliceSteps(self) : null;

/** `coroutine.__await__()` as an iterator: its end carries the coroutine's result. */
class CoroutineWrapperSteps extends Steps {
  constructor(private readonly wrapper: PyCoroutineWrapper) {
    super();
  }

  begin(vm: Machine): Answer {
    return start(vm, this, new SendSteps(this.wrapper.coroutine, None, null));
  }

  step(_vm: Machine, value: Answer): Answer {
    return value;
  }

  override failed(vm: Machine, raised: Raised): Answer {
    const value = vm.stopIterationValue(raised.exception);
    if (value === undefined) throw raised;
    noteReturnValue(vm, this.wrapper, value);
    return undefined;
  }
}

const coroutineNext: NextSteps = (_vm, self: PyCoroutineWrapper) =>
  isResumable(self.coroutine, None) ? new CoroutineWrapperSteps(self) : null;

/** A step of what `__anext__()` and `asend()` of an asynchronous generator answer. */
class AsyncSendSteps extends Steps {
  constructor(private readonly awaitable: PyAsyncGenASend) {
    super();
  }

  begin(vm: Machine): Answer {
    const { generator } = this.awaitable;
    return enterGenerator(vm, this, generator, beginASend(this.awaitable));
  }

  step(vm: Machine, value: Answer): Answer {
    return endASend(vm, this.awaitable, value);
  }

  override failed(_vm: Machine, raised: Raised): Answer {
    // Once the awaitable is closed, it was this very object that raised.
    if (this.awaitable.state === 2) throw raised;
    return failASend(this.awaitable, raised);
  }
}

const asyncSendNext: NextSteps = (_vm, self: PyAsyncGenASend) => {
  const { generator } = self;
  const isFree = self.state === 1 || (self.state === 0 && !generator.running);
  if (!isFree || generator.state > GEN_SUSPENDED) return null;
  if (self.state === 0 && generator.state === GEN_CREATED && self.value !== None) return null;
  return new AsyncSendSteps(self);
};

/** Draws from an iterator for one that keeps its state itself: `take` says whether that was enough. */
abstract class DrawSteps extends Steps {
  protected drawn: Value[] = [];

  /** The iterator to draw from next, or null when there is enough. */
  protected abstract source(): Value | null;
  /** Undefined items stand for an end. */
  protected abstract take(vm: Machine, item: Answer): void;
  protected abstract answer(vm: Machine): Answer;

  begin(vm: Machine): Answer {
    return this.run(vm);
  }

  step(vm: Machine, item: Answer): Answer {
    this.take(vm, item);
    return this.run(vm);
  }

  private run(vm: Machine): Answer {
    for (let source = this.source(); source !== null; source = this.source()) {
      vm.chargeFuel(1);
      const item = beginNext(vm, this, source);
      if (item === PENDING) return PENDING;
      this.take(vm, item);
    }
    return this.answer(vm);
  }
}

class PairwiseSteps extends DrawSteps {
  private isEnded = false;
  private pair: PyTuple | null = null;

  constructor(private readonly pairwise: PyPairwise) {
    super();
  }

  protected source(): Value | null {
    return this.isEnded || this.pair !== null ? null : this.pairwise.iterator;
  }

  protected take(_vm: Machine, item: Answer): void {
    const { pairwise } = this;
    if (item === undefined) {
      this.isEnded = true;
      pairwise.iterator = null;
      pairwise.old = null;
    } else {
      if (pairwise.old !== null) this.pair = new PyTuple([pairwise.old, item]);
      pairwise.old = item;
    }
  }

  protected answer(): Answer {
    return this.pair ?? undefined;
  }
}

class BatchedSteps extends DrawSteps {
  constructor(private readonly batched: PyBatched) {
    super();
  }

  protected source(): Value | null {
    return this.drawn.length < this.batched.size ? this.batched.iterator : null;
  }

  protected take(vm: Machine, item: Answer): void {
    if (item === undefined) this.batched.iterator = null;
    else {
      if ((this.drawn.length & 63) === 0) vm.chargeMemory(512);
      this.drawn.push(item);
    }
  }

  protected answer(): Answer {
    const { drawn, batched } = this;
    if (drawn.length === 0) return undefined;
    if (batched.strict && drawn.length < batched.size) throw valueError('batched(): incomplete batch');
    return new PyTuple(drawn);
  }
}

class ZipLongestSteps extends DrawSteps {
  constructor(private readonly zip: PyZipLongest) {
    super();
  }

  protected source(): Value | null {
    const { zip, drawn } = this;
    while (drawn.length < zip.iterators.length && zip.iterators[drawn.length] === null) drawn.push(zip.fill);
    return zip.active === 0 ? null : (zip.iterators[drawn.length] ?? null);
  }

  protected take(_vm: Machine, item: Answer): void {
    const { zip, drawn } = this;
    if (item === undefined) {
      zip.iterators[drawn.length] = null;
      zip.active--;
    }
    drawn.push(item ?? zip.fill);
  }

  protected answer(): Answer {
    return this.zip.active === 0 ? undefined : new PyTuple(this.drawn);
  }
}

class CycleSteps extends DrawSteps {
  private item: Value | null = null;
  private isDone = false;

  constructor(private readonly cycle: PyCycle) {
    super();
  }

  protected source(): Value | null {
    return this.isDone ? null : this.cycle.iterator;
  }

  protected take(vm: Machine, item: Answer): void {
    const { cycle } = this;
    this.isDone = true;
    if (item === undefined) cycle.iterator = null;
    else {
      vm.chargeMemory(8);
      cycle.saved.push(item);
      this.item = item;
    }
  }

  protected answer(vm: Machine): Answer {
    return this.item ?? (cycleType.tp_iternext as IterNextSlot)(vm, this.cycle);
  }
}

class CompressSteps extends DrawSteps {
  private item: Value | null = null;
  private isEnded = false;
  private isFound = false;

  constructor(private readonly compress: PyCompress) {
    super();
  }

  protected source(): Value | null {
    if (this.isEnded || this.isFound) return null;
    return this.item === null ? this.compress.data : this.compress.selectors;
  }

  protected take(vm: Machine, item: Answer): void {
    if (item === undefined) this.isEnded = true;
    else if (this.item === null) this.item = item;
    else if (isTrue(vm, item)) this.isFound = true;
    else this.item = null;
  }

  protected answer(): Answer {
    return this.isFound ? (this.item as Value) : undefined;
  }
}

/** Items of groupby: keys are made and compared in steps. */
class GroupBySteps extends Steps {
  private phase: 'item' | 'key' | 'compare' = 'compare';
  private item: Value | null = null;

  constructor(
    private readonly groups: PyGroupBy,
    /** The group that asks for its next item; null when the next group is asked for. */
    private readonly group: PyGrouper | null,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    const { groups } = this;
    if (this.group === null) groups.grouper = null;
    if (this.group === null ? groups.currentKey === null : groups.currentValue === null) return this.draw(vm);
    return this.compare(vm);
  }

  private draw(vm: Machine): Answer {
    vm.chargeFuel(1);
    this.phase = 'item';
    const item = beginNext(vm, this, this.groups.iterator);
    return item === PENDING ? PENDING : this.step(vm, item);
  }

  private compare(vm: Machine): Answer {
    const { groups, group } = this;
    const target = group === null ? groups.targetKey : group.targetKey;
    if (target === null) return this.done(false);
    this.phase = 'compare';
    const current = groups.currentKey as Value;
    const answer = target === current ? true : beginCompare(vm, this, target, current, EQ, true);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, given: Answer): Answer {
    const { groups } = this;
    let value = given;
    if (this.phase === 'item') {
      if (value === undefined) return undefined;
      this.item = value;
      this.phase = 'key';
      if (groups.key !== None) {
        value = beginCall(vm, this, groups.key, [value]);
        if (value === PENDING) return PENDING;
      }
    }
    if (this.phase === 'key') {
      groups.currentValue = this.item;
      groups.currentKey = value as Value;
      return this.compare(vm);
    }
    // What is left of the group before is skipped.
    if (this.group === null && value === true) return this.draw(vm);
    return this.done(value === true);
  }

  private done(isSame: boolean): Answer {
    const { groups, group } = this;
    if (group === null) {
      groups.targetKey = groups.currentKey as Value;
      return new PyTuple([groups.targetKey, new PyGrouper(groups, groups.targetKey)]);
    }
    if (!isSame) return undefined;
    const value = groups.currentValue as Value;
    groups.currentValue = null;
    return value;
  }
}

const isSteppedGroup = (vm: Machine, groups: PyGroupBy): boolean =>
  isSteppedIterator(vm, groups.iterator) || (groups.key !== None && isSteppable(vm, groups.key));

const groupByNext: NextSteps = (vm, self: PyGroupBy) =>
  isSteppedGroup(vm, self) ? new GroupBySteps(self, null) : null;
const grouperNext: NextSteps = (vm, self: PyGrouper) =>
  self.parent.grouper === self && isSteppedGroup(vm, self.parent) ? new GroupBySteps(self.parent, self) : null;

const pairwiseNext: NextSteps = (vm, self: PyPairwise) =>
  self.iterator !== null && isSteppedIterator(vm, self.iterator) ? new PairwiseSteps(self) : null;
const batchedNext: NextSteps = (vm, self: PyBatched) =>
  self.iterator !== null && isSteppedIterator(vm, self.iterator) ? new BatchedSteps(self) : null;
const zipLongestNext: NextSteps = (vm, self: PyZipLongest) =>
  self.iterators.some((each) => each !== null && isSteppedIterator(vm, each)) ? new ZipLongestSteps(self) : null;
const cycleNext: NextSteps = (vm, self: PyCycle) =>
  self.iterator !== null && isSteppedIterator(vm, self.iterator) ? new CycleSteps(self) : null;
const compressNext: NextSteps = (vm, self: PyCompress) =>
  isSteppedIterator(vm, self.data) || isSteppedIterator(vm, self.selectors) ? new CompressSteps(self) : null;

/** The iterators that take their next item in steps, by slot. */
export const NEXT_STEPS: ReadonlyMap<unknown, NextSteps> = new Map<unknown, NextSteps>([
  [mapType.tp_iternext, mapNext],
  [zipType.tp_iternext, zipNext],
  [filterType.tp_iternext, predicateNext('filter')],
  [filterFalseType.tp_iternext, predicateNext('filterfalse')],
  [takeWhileType.tp_iternext, predicateNext('takewhile')],
  [dropWhileType.tp_iternext, predicateNext('dropwhile')],
  [enumerateType.tp_iternext, enumerateNext],
  [callableIteratorType.tp_iternext, callableNext],
  [sequenceIteratorType.tp_iternext, sequenceNext],
  [reversedType.tp_iternext, reversedNext],
  [starMapType.tp_iternext, starMapNext],
  [accumulateType.tp_iternext, accumulateNext],
  [chainType.tp_iternext, chainNext],
  [isliceType.tp_iternext, isliceNext],
  [coroutineWrapperType.tp_iternext, coroutineNext],
  [asyncGenASendType.tp_iternext, asyncSendNext],
  [groupByType.tp_iternext, groupByNext],
  [grouperType.tp_iternext, grouperNext],
  [pairwiseType.tp_iternext, pairwiseNext],
  [batchedType.tp_iternext, batchedNext],
  [zipLongestType.tp_iternext, zipLongestNext],
  [cycleType.tp_iternext, cycleNext],
  [compressType.tp_iternext, compressNext],
]);

/** What a snapshot may hold of this file. The order belongs to the format. */
export const ITERATOR_STEPS: readonly StepsClass[] = [
  RowSteps,
  PredicateSteps,
  EnumerateSteps,
  CallableSteps,
  IndexSteps,
  StarMapSteps,
  AccumulateSteps,
  ChainSteps,
  ActiveChainSteps,
  ISliceSteps,
  CoroutineWrapperSteps,
  AsyncSendSteps,
  PairwiseSteps,
  BatchedSteps,
  ZipLongestSteps,
  CycleSteps,
  CompressSteps,
  GroupBySteps,
];
