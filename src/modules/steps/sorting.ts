/** This file sorts in steps: key functions and comparisons written in Python may wait for the host. */

import { valueError } from '../../objects/errors.js';
import type { Raised } from '../../objects/exceptions/raised.js';
import { PyList } from '../../objects/types/list/list.js';
import { chooseLess } from '../../objects/types/list/sort-compare.js';
import { SortGuard, wasChanged } from '../../objects/types/list/sort-guard.js';
import { Timsort } from '../../objects/types/list/timsort.js';
import type { Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import { LT } from '../../values/type.js';
import type { Machine } from '../../vm/machine.js';
import { beginCall, hasPythonMethod } from '../../vm/steps/begin.js';
import { CollectSteps } from '../../vm/steps/collect.js';
import { start } from '../../vm/steps/deliver.js';
import { beginCompare } from '../../vm/steps/operators.js';
import { type Answer, PENDING, Steps, type StepsClass } from '../../vm/steps/steps.js';
import { PyCompareKey } from '../functools/cmp-to-key.js';

/** Do comparisons of this key run Python code? */
const isSteppedKey = (key: Value): boolean => key instanceof PyCompareKey || hasPythonMethod(key, '__lt__');

/**
 * Sorts keys, and values with them, by merging from the bottom up: stable, and its state is a few positions. Only used
 * for keys that compare in Python code.
 */
class MergeSteps extends Steps {
  /** The order as far as it is known, as indices; the pass writes into `target`. */
  private source: number[];
  private target: number[];
  private width = 1;
  /** The two runs that are being merged: [left, middle) and [right, end), from where they are now. */
  private left = 0;
  private middle = 0;
  private right = 0;
  private end = 0;
  private out = 0;

  constructor(private readonly keys: readonly Value[]) {
    super();
    this.source = keys.map((_, i) => i);
    this.target = this.source.slice();
  }

  /** The sorted order, as indices into the keys. */
  get order(): readonly number[] {
    return this.source;
  }

  begin(vm: Machine): Answer {
    return this.advance(vm);
  }

  step(vm: Machine, value: Answer): Answer {
    const answer = this.take(vm, value);
    return answer === PENDING ? PENDING : this.advance(vm);
  }

  /** A comparison is done: the smaller item goes out, the left one if they are equal. */
  private take(_vm: Machine, isLess: Answer): Answer {
    const wins = typeof isLess === 'number' ? isLess < 0 : isLess === true;
    this.target[this.out++] = this.source[wins ? this.right++ : this.left++] as number;
    return None;
  }

  private advance(vm: Machine): Answer {
    for (;;) {
      vm.chargeFuel(1);
      if (this.left < this.middle && this.right < this.end) {
        const answer = this.compare(vm);
        if (answer === PENDING) return PENDING;
        this.take(vm, answer);
        continue;
      }
      while (this.left < this.middle) this.target[this.out++] = this.source[this.left++] as number;
      while (this.right < this.end) this.target[this.out++] = this.source[this.right++] as number;
      const { length } = this.source;
      if (this.end >= length) {
        if (this.end > 0) {
          [this.source, this.target] = [this.target, this.source];
          this.width *= 2;
        }
        if (this.width >= length) return None;
        this.end = 0;
        this.out = 0;
      }
      this.left = this.end;
      this.middle = Math.min(this.left + this.width, length);
      this.right = this.middle;
      this.end = Math.min(this.right + this.width, length);
    }
  }

  /** Is the right item less than the left one? For keys of cmp_to_key a number. */
  private compare(vm: Machine): Answer {
    const a = this.keys[this.source[this.right] as number] as Value;
    const b = this.keys[this.source[this.left] as number] as Value;
    if (a instanceof PyCompareKey && b instanceof PyCompareKey) {
      return beginCall(vm, this, a.compare, [a.object as Value, b.object as Value]);
    }
    return beginCompare(vm, this, a, b, LT, true);
  }
}

const COLLECT = 0;
const KEYS = 1;
const MERGE = 2;

/** `sorted(iterable)` (a new list), or `list.sort()` (`list` itself). */
export class SortSteps extends Steps {
  private phase: typeof COLLECT | typeof KEYS | typeof MERGE = COLLECT;
  private values: Value[] = [];
  private readonly keys: Value[] = [];
  private merge: MergeSteps | null = null;
  /** Stands in the list while it is sorted, so that changes are noticed. */
  private stand: SortGuard | null = null;

  constructor(
    private readonly iterable: Value,
    private readonly list: PyList | null,
    private readonly key: Value | null,
    private readonly reverse: boolean,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    if (this.list !== null) {
      this.values = this.list.items;
      this.stand = new SortGuard();
      this.list.items = this.stand;
      return this.collected(vm);
    }
    const answer = start(vm, this, new CollectSteps(this.iterable));
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, value: Answer): Answer {
    if (this.phase === COLLECT) {
      this.values = (value as PyList).items;
      return this.collected(vm);
    }
    if (this.phase === KEYS) {
      this.keys.push(value as Value);
      return this.computeKeys(vm);
    }
    return this.merged();
  }

  private collected(vm: Machine): Answer {
    this.phase = KEYS;
    vm.chargeMemory(8 * this.values.length);
    return this.computeKeys(vm);
  }

  private computeKeys(vm: Machine): Answer {
    const { key, keys, values } = this;
    while (key !== null && keys.length < values.length) {
      vm.chargeFuel(1);
      const answer = beginCall(vm, this, key, [values[keys.length] as Value]);
      if (answer === PENDING) return PENDING;
      keys.push(answer as Value);
    }
    return this.sort(vm);
  }

  private sort(vm: Machine): Answer {
    const { values, reverse } = this;
    const keys = this.key === null ? values : this.keys;
    if (values.length < 2) return this.finish();
    // Reversing before and after keeps equal items in their order.
    if (reverse) {
      keys.reverse();
      if (keys !== values) values.reverse();
    }
    this.phase = MERGE;
    if (!keys.some(isSteppedKey)) {
      new Timsort(vm, keys, keys === values ? null : values, chooseLess(vm, keys)).run();
      if (reverse) values.reverse();
      return this.finish();
    }
    this.merge = new MergeSteps(keys.slice());
    const answer = start(vm, this, this.merge);
    return answer === PENDING ? PENDING : this.merged();
  }

  private merged(): Answer {
    const { values } = this;
    const sorted = (this.merge as MergeSteps).order.map((at) => values[at] as Value);
    for (let i = 0; i < sorted.length; i++) values[i] = sorted[i] as Value;
    if (this.reverse) values.reverse();
    return this.finish();
  }

  private finish(): Answer {
    const { list } = this;
    if (list === null) return new PyList(this.values);
    const isModified = wasChanged(list.items, this.stand as SortGuard);
    list.items = this.values;
    if (isModified) throw valueError('list modified during sort');
    return None;
  }

  override failed(_vm: Machine, raised: Raised): Answer {
    if (this.list !== null && this.list.items !== this.values) this.list.items = this.values;
    throw raised;
  }
}

/** What a snapshot may hold of this file. The order belongs to the format. */
export const SORTING_STEPS: readonly StepsClass[] = [MergeSteps, SortSteps];
