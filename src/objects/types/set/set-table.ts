/** This file is CPython's hash table of set: it decides the order in which sets of numbers are iterated and printed. */
import { PyObject, type Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { highWord, lowWord } from '../tuple-hash.js';
import { elementHash, sameElement } from './elements.js';

const LINEAR_PROBES = 9;
const MINSIZE = 8;
const SLOT_BYTES = 16;
/** Slots that are looked at before it is worth while to pay for them. */
const FREE_STEPS = 1000;

class Dummy extends PyObject {}
/** Stands where an element was removed. */
export const DUMMY: Value = new Dummy();

/** Elements whose hash is the same in every run (see elements.ts), by open addressing. */
export class SetTable {
  slots: (Value | undefined)[] = new Array<Value | undefined>(MINSIZE).fill(undefined);
  mask = MINSIZE - 1;
  /** Slots that are not free, dummies included. */
  fill = 0;
  used = 0;
  /** Slots that were looked at and not paid for. */
  private steps = 0;

  /** The slot of an element, or -1. `hash` is its `elementHash`. */
  find(vm: Runtime, element: Value, hash: number | bigint): number {
    const slot = this.probe(vm, element, hash);
    if (this.steps > FREE_STEPS) this.paySteps(vm);
    return slot >= 0 ? slot : -1;
  }

  /** Pay for long ways through the table, at a moment when nothing is half done. */
  private paySteps(vm: Runtime): void {
    const { steps } = this;
    this.steps = 0;
    vm.chargeFuel(steps);
  }

  /** The slot of an element, or -1 minus the slot where it would go: the last dummy on the way, else a free slot. */
  private probe(vm: Runtime, element: Value, hash: number | bigint): number {
    const { slots, mask } = this;
    let low = lowWord(hash);
    let high = highWord(hash);
    let i = low & mask;
    let dummy = -1;
    for (;;) {
      let at = i;
      const end = i + LINEAR_PROBES <= mask ? i + LINEAR_PROBES : i;
      this.steps += 10;
      do {
        const stored = slots[at];
        if (stored === undefined) return -1 - (dummy >= 0 ? dummy : at);
        if (stored === DUMMY) dummy = at;
        else if (stored === element || sameElement(vm, stored, element)) return at;
      } while (++at <= end);
      low = (low >>> 5) | (high << 27);
      high >>>= 5;
      i = (Math.imul(i, 5) + 1 + low) & mask;
    }
  }

  /** The slots on the way of this hash whose elements have the same one. */
  candidates(vm: Runtime, hash: number | bigint): number[] {
    const { slots, mask } = this;
    const found = new Set<number>();
    let low = lowWord(hash);
    let high = highWord(hash);
    let i = low & mask;
    for (;;) {
      let at = i;
      const end = i + LINEAR_PROBES <= mask ? i + LINEAR_PROBES : i;
      this.steps += 10;
      do {
        const stored = slots[at];
        if (stored === undefined) return [...found];
        if (stored !== DUMMY && elementHash(vm, stored) === hash) found.add(at);
      } while (++at <= end);
      low = (low >>> 5) | (high << 27);
      high >>>= 5;
      i = (Math.imul(i, 5) + 1 + low) & mask;
    }
  }

  /** set_insert_clean: put an element that is not there into a table without dummies. */
  private insertClean(element: Value, hash: number | bigint): void {
    const { slots, mask } = this;
    let low = lowWord(hash);
    let high = highWord(hash);
    let i = low & mask;
    for (;;) {
      let at = i;
      const end = i + LINEAR_PROBES <= mask ? i + LINEAR_PROBES : i;
      this.steps += 10;
      do {
        if (slots[at] === undefined) {
          slots[at] = element;
          return;
        }
      } while (++at <= end);
      low = (low >>> 5) | (high << 27);
      high >>>= 5;
      i = (Math.imul(i, 5) + 1 + low) & mask;
    }
  }

  /** Add an element; false when an equal one was there. */
  add(vm: Runtime, element: Value, hash: number | bigint): boolean {
    const slot = this.probe(vm, element, hash);
    if (slot >= 0) {
      if (this.steps > FREE_STEPS) this.paySteps(vm);
      return false;
    }
    this.used++;
    const isReused = this.slots[-1 - slot] === DUMMY;
    this.slots[-1 - slot] = element;
    if (!isReused) {
      this.fill++;
      if (this.fill * 5 >= this.mask * 3) this.grow(vm);
    }
    if (this.steps > FREE_STEPS) this.paySteps(vm);
    return true;
  }

  private grow(vm: Runtime): void {
    this.resize(vm, this.used > 50000 ? this.used * 2 : this.used * 4);
  }

  /** Build the table anew with room for more than `minimum` elements; dummies go. */
  resize(vm: Runtime, minimum: number): void {
    let size = MINSIZE;
    while (size <= minimum) size *= 2;
    vm.chargeMemory(size * SLOT_BYTES);
    vm.chargeFuel(size >> 3);
    const { slots } = this;
    this.slots = new Array<Value | undefined>(size).fill(undefined);
    this.mask = size - 1;
    this.fill = this.used;
    for (let i = 0; i < slots.length; i++) {
      const element = slots[i];
      if (element !== undefined && element !== DUMMY) this.insertClean(element, elementHash(vm, element) as number);
    }
  }

  /** Empty the slot of an element. */
  removeAt(slot: number): void {
    this.slots[slot] = DUMMY;
    this.used--;
  }

  /** After a difference: build the table anew when more than a quarter of it is dummies. */
  dropDummies(vm: Runtime): void {
    if (this.fill - this.used > this.mask >>> 2) this.grow(vm);
  }

  /** Make room as set_merge does before so many elements are added. */
  reserve(vm: Runtime, count: number): void {
    if ((this.fill + count) * 5 >= this.mask * 3) this.resize(vm, (this.used + count) * 2);
  }

  /** set_merge: add all elements of another table. */
  merge(vm: Runtime, other: SetTable): void {
    if (other === this || other.used === 0) return;
    vm.chargeFuel(other.used >> 1);
    this.reserve(vm, other.used);
    if (this.fill === 0 && this.mask === other.mask && other.fill === other.used) {
      this.slots = other.slots.slice();
      this.fill = this.used = other.used;
      return;
    }
    const isEmpty = this.fill === 0;
    if (isEmpty) this.fill = this.used = other.used;
    for (let i = 0; i < other.slots.length; i++) {
      const element = other.slots[i];
      if (element === undefined || element === DUMMY) continue;
      const hash = elementHash(vm, element) as number;
      if (isEmpty) this.insertClean(element, hash);
      else this.add(vm, element, hash);
    }
  }

  /** The first occupied slot from `slot` on, or -1. */
  next(slot: number): number {
    const { slots } = this;
    for (let i = slot; i < slots.length; i++) if (slots[i] !== undefined && slots[i] !== DUMMY) return i;
    return -1;
  }

  /** The slot that `pop` empties when it starts to look at `finger`; the table must not be empty. */
  slotFrom(finger: number): number {
    const slot = this.next(finger & this.mask);
    return slot < 0 ? this.next(0) : slot;
  }
}
