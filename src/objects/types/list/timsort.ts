/** This file is CPython's list sort: runs, binary insertion, galloping merges in the order of powersort. */
import type { Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import type { Less } from './sort-compare.js';

const MIN_GALLOP = 7;
const MAX_MINRUN = 64;

/** A run of sorted keys that waits to be merged; `power` is that of its boundary with the next one. */
interface Run {
  base: number;
  length: number;
  power: number;
}

/** Sorts `keys` in place, and `values` in the same way when there are any. Does the same comparisons as CPython. */
export class Timsort {
  private readonly pending: Run[] = [];
  private minGallop = MIN_GALLOP;
  /** Where merges put one of the two runs aside. */
  private tempKeys: Value[] = [];
  private tempValues: Value[] = [];

  constructor(
    private readonly vm: Runtime,
    private readonly keys: Value[],
    private readonly values: Value[] | null,
    private readonly less: Less,
  ) {}

  /** Sort everything. When a comparison raises, the arrays hold a permutation of what they held. */
  run(): void {
    const length = this.keys.length;
    const minrun = computeMinrun(length);
    let low = 0;
    let remaining = length;
    while (remaining > 0) {
      this.vm.chargeFuel(1 + (Math.min(remaining, minrun) >> 1));
      let n = this.countRun(low, remaining);
      if (n < minrun) {
        const force = Math.min(remaining, minrun);
        this.binarySort(low, force, n);
        n = force;
      } else this.vm.chargeFuel(n >> 2);
      this.foundNewRun(n);
      this.pending.push({ base: low, length: n, power: 0 });
      low += n;
      remaining -= n;
    }
    while (this.pending.length > 1) this.mergeAt(this.pending.length - 2 - this.collapseOffset());
  }

  /** merge_force_collapse: the run before the last two is merged first when it is the smaller neighbour. */
  private collapseOffset(): number {
    const { pending } = this;
    const n = pending.length - 2;
    return n > 0 && (pending[n - 1] as Run).length < (pending[n + 1] as Run).length ? 1 : 0;
  }

  private isLess(a: number, b: number): boolean {
    return this.less(this.vm, this.keys[a] as Value, this.keys[b] as Value);
  }

  private reverseRange(low: number, count: number): void {
    for (const array of this.values === null ? [this.keys] : [this.keys, this.values]) {
      for (let i = low, j = low + count - 1; i < j; i++, j--) {
        const item = array[i] as Value;
        array[i] = array[j] as Value;
        array[j] = item;
      }
    }
  }

  /** The length of the run at `low`; a descending one is reversed, with equal items kept in order. */
  private countRun(low: number, remaining: number): number {
    let n = 1;
    while (n < remaining && !this.isLess(low + n, low + n - 1)) n++;
    if (n === remaining) return n;
    if (n > 1) {
      if (this.isLess(low, low + n - 1)) return n;
      this.reverseRange(low, n);
    }
    n++;
    let equal = 0;
    for (; n < remaining; n++) {
      if (this.isLess(low + n, low + n - 1)) {
        if (equal > 0) this.reverseRange(low + n - equal - 1, equal + 1);
        equal = 0;
      } else if (this.isLess(low + n - 1, low + n)) break;
      else equal++;
    }
    if (equal > 0) this.reverseRange(low + n - equal - 1, equal + 1);
    this.reverseRange(low, n);
    while (n < remaining && !this.isLess(low + n, low + n - 1)) n++;
    return n;
  }

  /** Insert the items from `sorted` on into the sorted ones before them, by binary search. */
  private binarySort(low: number, count: number, sorted: number): void {
    const { vm, keys, values, less } = this;
    for (let at = low + Math.max(sorted, 1); at < low + count; at++) {
      const pivot = keys[at] as Value;
      let left = low;
      let right = at;
      while (left < right) {
        const middle = (left + right) >>> 1;
        if (less(vm, pivot, keys[middle] as Value)) right = middle;
        else left = middle + 1;
      }
      keys.copyWithin(left + 1, left, at);
      keys[left] = pivot;
      if (values !== null) {
        const value = values[at] as Value;
        values.copyWithin(left + 1, left, at);
        values[left] = value;
      }
    }
  }

  /** Merge earlier runs while their boundary has a greater power than the one that this new run makes. */
  private foundNewRun(length: number): void {
    const { pending } = this;
    if (pending.length === 0) return;
    const last = pending[pending.length - 1] as Run;
    const power = powerOfBoundary(last.base, last.length, length, this.keys.length);
    while (pending.length > 1 && (pending[pending.length - 2] as Run).power > power) this.mergeAt(pending.length - 2);
    (pending[pending.length - 1] as Run).power = power;
  }

  private mergeAt(i: number): void {
    const { pending, keys } = this;
    const a = pending[i] as Run;
    const b = pending[i + 1] as Run;
    let baseA = a.base;
    let lengthA = a.length;
    const baseB = b.base;
    let lengthB = b.length;
    a.length = lengthA + lengthB;
    pending.splice(i + 1, 1);
    this.vm.chargeFuel((lengthA + lengthB) >> 1);
    const skip = this.gallopRight(keys[baseB] as Value, keys, baseA, lengthA, 0);
    baseA += skip;
    lengthA -= skip;
    if (lengthA === 0) return;
    lengthB = this.gallopLeft(keys[baseA + lengthA - 1] as Value, keys, baseB, lengthB, lengthB - 1);
    if (lengthB <= 0) return;
    if (lengthA <= lengthB) this.mergeLow(baseA, lengthA, baseB, lengthB);
    else this.mergeHigh(baseA, lengthA, baseB, lengthB);
  }

  /** Where `key` belongs among `count` sorted items at `base`, before equal ones; the search starts at `hint`. */
  private gallopLeft(key: Value, items: readonly Value[], base: number, count: number, hint: number): number {
    const { vm, less } = this;
    const start = base + hint;
    let last = 0;
    let offset = 1;
    if (less(vm, items[start] as Value, key)) {
      const max = count - hint;
      while (offset < max && less(vm, items[start + offset] as Value, key)) {
        last = offset;
        offset = offset * 2 + 1;
      }
      if (offset > max) offset = max;
      last += hint;
      offset += hint;
    } else {
      const max = hint + 1;
      while (offset < max && !less(vm, items[start - offset] as Value, key)) {
        last = offset;
        offset = offset * 2 + 1;
      }
      if (offset > max) offset = max;
      [last, offset] = [hint - offset, hint - last];
    }
    last++;
    while (last < offset) {
      const middle = last + ((offset - last) >>> 1);
      if (less(vm, items[base + middle] as Value, key)) last = middle + 1;
      else offset = middle;
    }
    return offset;
  }

  /** Likewise, after equal ones. */
  private gallopRight(key: Value, items: readonly Value[], base: number, count: number, hint: number): number {
    const { vm, less } = this;
    const start = base + hint;
    let last = 0;
    let offset = 1;
    if (less(vm, key, items[start] as Value)) {
      const max = hint + 1;
      while (offset < max && less(vm, key, items[start - offset] as Value)) {
        last = offset;
        offset = offset * 2 + 1;
      }
      if (offset > max) offset = max;
      [last, offset] = [hint - offset, hint - last];
    } else {
      const max = count - hint;
      while (offset < max && !less(vm, key, items[start + offset] as Value)) {
        last = offset;
        offset = offset * 2 + 1;
      }
      if (offset > max) offset = max;
      last += hint;
      offset += hint;
    }
    last++;
    while (last < offset) {
      const middle = last + ((offset - last) >>> 1);
      if (less(vm, key, items[base + middle] as Value)) offset = middle;
      else last = middle + 1;
    }
    return offset;
  }

  private setAside(base: number, count: number): void {
    this.tempKeys = this.keys.slice(base, base + count);
    if (this.values !== null) this.tempValues = this.values.slice(base, base + count);
  }

  /** Copy within the arrays. */
  private move(to: number, from: number, count: number): void {
    this.keys.copyWithin(to, from, from + count);
    this.values?.copyWithin(to, from, from + count);
  }

  /** Copy from what was set aside. */
  private restore(to: number, from: number, count: number): void {
    const { keys, values, tempKeys, tempValues } = this;
    for (let i = 0; i < count; i++) keys[to + i] = tempKeys[from + i] as Value;
    if (values !== null) for (let i = 0; i < count; i++) values[to + i] = tempValues[from + i] as Value;
  }

  private moveOne(to: number, from: number): void {
    this.keys[to] = this.keys[from] as Value;
    if (this.values !== null) this.values[to] = this.values[from] as Value;
  }

  private restoreOne(to: number, from: number): void {
    this.keys[to] = this.tempKeys[from] as Value;
    if (this.values !== null) this.values[to] = this.tempValues[from] as Value;
  }

  /** Merge two neighbouring runs from the left; the first, which is not the longer one, is set aside. */
  private mergeLow(baseA: number, countA: number, baseB: number, countB: number): void {
    const { vm, keys, less } = this;
    this.setAside(baseA, countA);
    const temp = this.tempKeys;
    let to = baseA;
    let a = 0;
    let b = baseB;
    let na = countA;
    let nb = countB;
    try {
      this.moveOne(to++, b++);
      if (--nb === 0) return;
      if (na === 1) return void ([to, na] = this.finishLow(to, a, b, nb));
      let minGallop = this.minGallop;
      for (;;) {
        let wonA = 0;
        let wonB = 0;
        for (;;) {
          if (less(vm, keys[b] as Value, temp[a] as Value)) {
            this.moveOne(to++, b++);
            wonB++;
            wonA = 0;
            if (--nb === 0) return;
            if (wonB >= minGallop) break;
          } else {
            this.restoreOne(to++, a++);
            wonA++;
            wonB = 0;
            if (--na === 1) return void ([to, na] = this.finishLow(to, a, b, nb));
            if (wonA >= minGallop) break;
          }
        }
        minGallop++;
        do {
          if (minGallop > 1) minGallop--;
          this.minGallop = minGallop;
          wonA = this.gallopRight(keys[b] as Value, temp, a, na, 0);
          if (wonA > 0) {
            this.restore(to, a, wonA);
            to += wonA;
            a += wonA;
            na -= wonA;
            if (na === 1) return void ([to, na] = this.finishLow(to, a, b, nb));
            if (na === 0) return;
          }
          this.moveOne(to++, b++);
          if (--nb === 0) return;
          wonB = this.gallopLeft(temp[a] as Value, keys, b, nb, 0);
          if (wonB > 0) {
            this.move(to, b, wonB);
            to += wonB;
            b += wonB;
            nb -= wonB;
            if (nb === 0) return;
          }
          this.restoreOne(to++, a++);
          if (--na === 1) return void ([to, na] = this.finishLow(to, a, b, nb));
        } while (wonA >= MIN_GALLOP || wonB >= MIN_GALLOP);
        minGallop++;
        this.minGallop = minGallop;
      }
    } finally {
      if (na > 0) this.restore(to, a, na);
    }
  }

  /** The last item set aside belongs after all that is left of the second run. */
  private finishLow(to: number, a: number, b: number, nb: number): [to: number, na: number] {
    this.move(to, b, nb);
    this.restoreOne(to + nb, a);
    return [to, 0];
  }

  /** Merge two neighbouring runs from the right; the second, which is the shorter one, is set aside. */
  private mergeHigh(baseA: number, countA: number, baseB: number, countB: number): void {
    const { vm, keys, less } = this;
    this.setAside(baseB, countB);
    const temp = this.tempKeys;
    let to = baseB + countB - 1;
    let a = baseA + countA - 1;
    let b = countB - 1;
    let na = countA;
    let nb = countB;
    try {
      this.moveOne(to--, a--);
      if (--na === 0) return;
      if (nb === 1) return void ([to, nb] = this.finishHigh(to, a, b, na));
      let minGallop = this.minGallop;
      for (;;) {
        let wonA = 0;
        let wonB = 0;
        for (;;) {
          if (less(vm, temp[b] as Value, keys[a] as Value)) {
            this.moveOne(to--, a--);
            wonA++;
            wonB = 0;
            if (--na === 0) return;
            if (wonA >= minGallop) break;
          } else {
            this.restoreOne(to--, b--);
            wonB++;
            wonA = 0;
            if (--nb === 1) return void ([to, nb] = this.finishHigh(to, a, b, na));
            if (wonB >= minGallop) break;
          }
        }
        minGallop++;
        do {
          if (minGallop > 1) minGallop--;
          this.minGallop = minGallop;
          wonA = na - this.gallopRight(temp[b] as Value, keys, baseA, na, na - 1);
          if (wonA > 0) {
            to -= wonA;
            a -= wonA;
            this.move(to + 1, a + 1, wonA);
            na -= wonA;
            if (na === 0) return;
          }
          this.restoreOne(to--, b--);
          if (--nb === 1) return void ([to, nb] = this.finishHigh(to, a, b, na));
          wonB = nb - this.gallopLeft(keys[a] as Value, temp, 0, nb, nb - 1);
          if (wonB > 0) {
            to -= wonB;
            b -= wonB;
            this.restore(to + 1, b + 1, wonB);
            nb -= wonB;
            if (nb === 1) return void ([to, nb] = this.finishHigh(to, a, b, na));
            if (nb === 0) return;
          }
          this.moveOne(to--, a--);
          if (--na === 0) return;
        } while (wonA >= MIN_GALLOP || wonB >= MIN_GALLOP);
        minGallop++;
        this.minGallop = minGallop;
      }
    } finally {
      if (nb > 0) this.restore(to - nb + 1, 0, nb);
    }
  }

  /** The first item set aside belongs before all that is left of the first run. */
  private finishHigh(to: number, a: number, b: number, na: number): [to: number, nb: number] {
    this.move(to - na + 1, a - na + 1, na);
    this.restoreOne(to - na, b);
    return [to, 0];
  }
}

/** merge_compute_minrun: between 32 and 64, so that the number of runs is close to a power of two. */
function computeMinrun(length: number): number {
  let rest = length;
  let odd = 0;
  while (rest >= MAX_MINRUN) {
    odd |= rest & 1;
    rest >>= 1;
  }
  return rest + odd;
}

/** powerloop: the depth of the boundary between two neighbouring runs in a nearly optimal merge tree. */
function powerOfBoundary(base: number, first: number, second: number, total: number): number {
  let a = 2 * base + first;
  let b = a + first + second;
  for (let power = 1; ; power++) {
    if (a >= total) {
      a -= total;
      b -= total;
    } else if (b >= total) return power;
    a *= 2;
    b *= 2;
  }
}
