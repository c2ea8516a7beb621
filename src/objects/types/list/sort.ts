/** This file sorts a list: `list.sort` and `sorted`. */

import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { valueError } from '../../errors.js';
import type { PyList } from './list.js';
import { chooseLess } from './sort-compare.js';
import { SortGuard, wasChanged } from './sort-guard.js';
import { Timsort } from './timsort.js';

/**
 * One sort of a list. The list is empty while it runs, so that what a key function or `__lt__` does to it is noticed
 * (ValueError "list modified during sort") and undone. When a comparison raises, the list holds all items in some order.
 */
export class ListSort {
  private values: Value[] = [];
  private keys: Value[] = [];
  /** How many keys have been computed. */
  private keyed = 0;

  constructor(
    private readonly list: PyList,
    private readonly key: Value | null,
    private readonly reverse: boolean,
  ) {}

  /** Sort; may raise what key functions and comparisons raise. */
  run(vm: Runtime): void {
    const { list } = this;
    if (list.items.length === 0 && this.key === null) return;
    const stand = new SortGuard();
    this.values = list.items;
    list.items = stand;
    let modified = false;
    try {
      this.sort(vm);
    } finally {
      modified = wasChanged(list.items, stand);
      list.items = this.values;
    }
    if (modified) throw valueError('list modified during sort');
  }

  private sort(vm: Runtime): void {
    const { values } = this;
    const count = values.length;
    vm.chargeMemory(8 * count);
    if (this.key !== null) this.computeKeys(vm, this.key);
    if (count < 2) return;
    const keyed = this.key !== null;
    const keys = keyed ? this.keys : values;
    // Reversing before and after keeps equal items in their order.
    if (this.reverse) {
      keys.reverse();
      if (keyed) values.reverse();
    }
    try {
      new Timsort(vm, keys, keyed ? values : null, chooseLess(vm, keys)).run();
    } finally {
      if (this.reverse) values.reverse();
    }
  }

  private computeKeys(vm: Runtime, key: Value): void {
    const { values, keys } = this;
    while (this.keyed < values.length) {
      keys.push(vm.call1(key, values[this.keyed] as Value));
      this.keyed++;
    }
  }
}
