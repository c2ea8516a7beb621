/** This file does in steps the built-in functions that look at each item of an iterable. */
import { typeError, valueError } from '../../objects/errors.js';
import { PyByteArray } from '../../objects/types/bytes/bytearray-object.js';
import type { Value } from '../../values/object.js';
import { PyBytes } from '../../values/sequences.js';
import { isStr } from '../../values/str.js';
import { GT, LT } from '../../values/type.js';
import { callObject } from '../../vm/call.js';
import type { Machine } from '../../vm/machine.js';
import { beginCall, beginNext } from '../../vm/steps/begin.js';
import { CollectSteps, WalkSteps } from '../../vm/steps/collect.js';
import { start } from '../../vm/steps/deliver.js';
import {
  beginBinary,
  beginCompare,
  beginStr,
  beginTruth,
  isSteppedOperator,
  OPERATOR_ADD,
} from '../../vm/steps/operators.js';
import { type Answer, PENDING, Steps, type StepsClass } from '../../vm/steps/steps.js';
import { Summation } from '../builtins/summation.js';

/** `all(iterable)` and `any(iterable)`. */
export class TruthWalkSteps extends WalkSteps {
  private answer: boolean;

  constructor(
    iterable: Value,
    /** The truth that decides: true for any. */
    private readonly decisive: boolean,
  ) {
    super(iterable);
    this.answer = !decisive;
  }

  protected override item(vm: Machine, item: Value): Answer {
    return beginTruth(vm, this, item);
  }

  protected result(_vm: Machine, value: Answer): boolean {
    this.answer = value as boolean;
    return value !== this.decisive;
  }

  protected end(): Answer {
    return this.answer;
  }
}

/** `sum(iterable, start)`. */
export class SumSteps extends WalkSteps {
  private summation: Summation;

  constructor(iterable: Value, start: Value) {
    super(iterable);
    if (isStr(start)) throw typeError("sum() can't sum strings [use ''.join(seq) instead]");
    if (start instanceof PyBytes) throw typeError("sum() can't sum bytes [use b''.join(seq) instead]");
    if (start instanceof PyByteArray) throw typeError("sum() can't sum bytearray [use b''.join(seq) instead]");
    this.summation = new Summation(start);
  }

  protected override item(vm: Machine, item: Value): Answer {
    if (isSteppedOperator(OPERATOR_ADD, this.summation.generalTotal() ?? 0, item)) {
      return beginBinary(vm, this, OPERATOR_ADD, this.summation.value, item);
    }
    this.summation.add(vm, item);
    return undefined;
  }

  protected result(_vm: Machine, value: Answer): boolean {
    if (value !== undefined) this.summation = new Summation(value);
    return true;
  }

  protected end(): Answer {
    return this.summation.value;
  }
}

/** `functools.reduce(function, iterable, initial)`. */
export class ReduceSteps extends WalkSteps {
  constructor(
    private readonly func: Value,
    iterable: Value,
    private total: Value | undefined,
  ) {
    super(iterable);
  }

  protected override item(vm: Machine, item: Value): Answer {
    return this.total === undefined ? item : beginCall(vm, this, this.func, [this.total, item]);
  }

  protected result(_vm: Machine, value: Answer): boolean {
    this.total = value as Value;
    return true;
  }

  protected end(): Answer {
    if (this.total === undefined) throw typeError('reduce() of empty iterable with no initial value');
    return this.total;
  }
}

/** `min` and `max`. */
export class ExtremumSteps extends Steps {
  private phase: 'collect' | 'next' | 'key' | 'compare' = 'collect';
  private items: readonly Value[] = [];
  private at = 0;
  private best: Value | undefined;
  private bestKey: Value | undefined;
  private itemKey: Value | undefined;

  constructor(
    private readonly name: 'min' | 'max',
    /** The only argument, or several. */
    private readonly given: readonly Value[],
    private readonly key: Value | null,
    private readonly fallback: Value | undefined,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    if (this.given.length > 1) {
      this.items = this.given;
      return this.run(vm);
    }
    const answer = start(vm, this, new CollectSteps(this.given[0] as Value));
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, value: Answer): Answer {
    if (this.phase === 'collect') this.items = (value as { items: Value[] } & Value).items;
    else if (this.phase === 'key') {
      const answer = this.keyed(vm, value as Value);
      if (answer === PENDING) return PENDING;
      this.compared(answer === true);
    } else this.compared(value === true);
    return this.run(vm);
  }

  /** Go on with the next item. */
  private run(vm: Machine): Answer {
    for (; this.at < this.items.length; ) {
      vm.chargeFuel(1);
      const item = this.items[this.at] as Value;
      this.phase = 'key';
      const key = this.key === null ? item : beginCall(vm, this, this.key, [item]);
      if (key === PENDING) return PENDING;
      const answer = this.keyed(vm, key as Value);
      if (answer === PENDING) return PENDING;
      this.compared(answer === true);
    }
    if (this.best !== undefined) return this.best;
    if (this.fallback !== undefined) return this.fallback;
    throw valueError(`${this.name}() iterable argument is empty`);
  }

  private keyed(vm: Machine, key: Value): Answer {
    this.itemKey = key;
    if (this.bestKey === undefined) return true;
    this.phase = 'compare';
    return beginCompare(vm, this, key, this.bestKey, this.name === 'max' ? GT : LT, true);
  }

  private compared(isBetter: boolean): void {
    if (isBetter) {
      this.best = this.items[this.at];
      this.bestKey = this.itemKey;
    }
    this.at++;
  }
}

/** Makes texts of some arguments and then calls the native function with them: print(), str.join of objects. */
export class TextCallSteps extends Steps {
  private readonly args: Value[];
  private at = -1;

  constructor(
    private readonly callable: Value,
    args: readonly Value[],
    private readonly kwnames: readonly string[] | null,
    /** How many of the arguments, from the first. */
    private readonly count: number,
  ) {
    super();
    this.args = args.slice();
  }

  begin(vm: Machine): Answer {
    return this.run(vm);
  }

  step(vm: Machine, value: Answer): Answer {
    this.args[this.at] = value as Value;
    return this.run(vm);
  }

  private run(vm: Machine): Answer {
    while (++this.at < this.count) {
      const answer = beginStr(vm, this, this.args[this.at] as Value);
      if (answer === PENDING) return PENDING;
      this.args[this.at] = answer as Value;
    }
    return callObject(vm, this.callable, this.args, this.kwnames);
  }
}

/** `list.extend(iterable)`: items arrive one by one. */
export class ExtendSteps extends WalkSteps {
  constructor(
    private readonly items: Value[],
    iterable: Value,
    private readonly answer: Value,
  ) {
    super(iterable);
  }

  protected result(vm: Machine, value: Answer): boolean {
    if ((this.items.length & 63) === 0) vm.chargeMemory(8 * 64);
    this.items.push(value as Value);
    return true;
  }

  protected end(): Answer {
    return this.answer;
  }
}

/** `next(iterator, default)` where a default is given. */
export class NextOrSteps extends Steps {
  constructor(
    private readonly iterator: Value,
    private readonly fallback: Value,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    const answer = beginNext(vm, this, this.iterator);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(_vm: Machine, value: Answer): Answer {
    return value ?? this.fallback;
  }
}

/** What a snapshot may hold of this file. The order belongs to the format. */
export const FUNCTION_STEPS: readonly StepsClass[] = [
  TruthWalkSteps,
  SumSteps,
  ReduceSteps,
  ExtremumSteps,
  TextCallSteps,
  ExtendSteps,
  NextOrSteps,
];
