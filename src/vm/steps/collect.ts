/** This file defines native work that walks over an iterable in steps. */
import { typeOf } from '../../objects/core-types.js';
import { isTrue } from '../../objects/operations/truth.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyFunction } from '../../objects/types/function.js';
import { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import { EQ } from '../../values/type.js';
import { callObject } from '../call.js';
import type { Machine } from '../machine.js';
import { beginIter, beginNext, beginSpecial, hasPythonMethod } from './begin.js';
import { start } from './deliver.js';
import { beginCompare } from './operators.js';
import { type Answer, PENDING, Steps, type StepsClass } from './steps.js';

const ITER = 0;
const NEXT = 1;
const ITEM = 2;

/** A walk over an iterable: `item` begins what is done with each item, `result` takes what that answered. */
export abstract class WalkSteps extends Steps {
  private phase: typeof ITER | typeof NEXT | typeof ITEM = ITER;
  private iterator: Value | null = null;

  constructor(readonly iterable: Value) {
    super();
  }

  begin(vm: Machine): Answer {
    const answer = beginIter(vm, this, this.iterable);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, given: Answer): Answer {
    let value = given;
    for (;;) {
      if (this.phase === ITER) this.iterator = value as Value;
      else if (this.phase === NEXT) {
        if (value === undefined) return this.end(vm);
        this.phase = ITEM;
        value = this.item(vm, value);
        if (value === PENDING) return PENDING;
        continue;
      } else if (!this.result(vm, value)) return this.end(vm);
      this.phase = NEXT;
      vm.chargeFuel(1);
      value = beginNext(vm, this, this.iterator as Value);
      if (value === PENDING) return PENDING;
    }
  }

  /** Begin what is done with an item; the item itself when nothing is to be called. */
  protected item(_vm: Machine, item: Value): Answer {
    return item;
  }

  /** Take what `item` answered; false ends the walk. */
  protected abstract result(vm: Machine, value: Answer): boolean;

  /** The walk is over: what the whole answers. */
  protected abstract end(vm: Machine): Answer;
}

/** All items in a new list, or the first `limit` of them. */
export class CollectSteps extends WalkSteps {
  readonly items: Value[] = [];
  private charged = 0;

  constructor(
    iterable: Value,
    private readonly limit = -1,
  ) {
    super(iterable);
  }

  protected result(vm: Machine, value: Answer): boolean {
    if (this.items.length >= this.charged) {
      const grow = 16 + (this.charged >> 2);
      vm.chargeMemory(8 * grow);
      this.charged += grow;
    }
    this.items.push(value as Value);
    return this.items.length !== this.limit;
  }

  protected end(_vm: Machine): Answer {
    return new PyList(this.items);
  }
}

/** Collects the items of one argument and then makes the native call with a list in its place. */
export class CollectedCallSteps extends Steps {
  private readonly args: Value[];

  constructor(
    private readonly callable: Value,
    args: readonly Value[],
    private readonly kwnames: readonly string[] | null,
    private readonly at: number,
  ) {
    super();
    this.args = args.slice();
  }

  begin(vm: Machine): Answer {
    const answer = start(vm, this, new CollectSteps(this.args[this.at] as Value));
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, value: Answer): Answer {
    this.args[this.at] = value as Value;
    return callObject(vm, this.callable, this.args, this.kwnames);
  }
}

/** A dict of what a mapping written in Python holds. */
export class MappingSteps extends Steps {
  private readonly dict = new PyDict();
  private keys: readonly Value[] | null = null;
  private isListed = false;
  private at = 0;

  constructor(private readonly mapping: Value) {
    super();
  }

  begin(vm: Machine): Answer {
    const answer = beginSpecial(vm, this, this.mapping, 'keys', []);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, given: Answer): Answer {
    let value = given;
    if (!this.isListed) {
      this.isListed = true;
      value = start(vm, this, new CollectSteps(value as Value));
      if (value === PENDING) return PENDING;
    }
    if (this.keys === null) this.keys = (value as PyList).items;
    else this.dict.set(vm, this.keys[this.at++] as Value, value as Value);
    while (this.at < this.keys.length) {
      vm.chargeFuel(1);
      const item = beginSpecial(vm, this, this.mapping, '__getitem__', [this.keys[this.at] as Value]);
      if (item === PENDING) return PENDING;
      this.dict.set(vm, this.keys[this.at++] as Value, item as Value);
    }
    return this.dict;
  }
}

/** Is this a mapping whose `keys` and items are Python code? */
export function isSteppedMapping(value: Value): boolean {
  return hasPythonMethod(value, 'keys') && hasPythonMethod(value, '__getitem__');
}

/** `item in container`, where the container is of a class written in Python or an iterator. */
export class ContainsSteps extends WalkSteps {
  private asked = false;
  private found = false;

  constructor(
    container: Value,
    private readonly wanted: Value,
  ) {
    super(container);
  }

  override begin(vm: Machine): Answer {
    const method = typeOf(this.iterable).lookup('__contains__');
    if (!(method instanceof PyFunction)) return super.begin(vm);
    this.asked = true;
    const answer = beginSpecial(vm, this, this.iterable, '__contains__', [this.wanted]);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  override step(vm: Machine, value: Answer): Answer {
    return this.asked ? isTrue(vm, value as Value) : super.step(vm, value);
  }

  protected override item(vm: Machine, item: Value): Answer {
    return item === this.wanted ? true : beginCompare(vm, this, item, this.wanted, EQ, true);
  }

  protected result(_vm: Machine, value: Answer): boolean {
    this.found = value === true;
    return !this.found;
  }

  protected end(): Answer {
    return this.found;
  }
}

/** What a snapshot may hold of this file. The order belongs to the format. */
export const COLLECTING_STEPS: readonly StepsClass[] = [CollectSteps, CollectedCallSteps, ContainsSteps, MappingSteps];
