/** This file stores the elements of set and frozenset. */
import { PyObject, type Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { FrozenSetConstant } from '../../../values/sequences.js';
import { None } from '../../../values/singletons.js';
import { EQ } from '../../../values/type.js';
import { makeType, typeOf } from '../../core-types.js';
import { compareBool } from '../../operations/compare.js';
import { UNHASHABLE } from '../../operations/hash.js';
import { PyDict } from '../dict/dict.js';
import { hashAs, hasIdentityKey, type KeyRole, simpleKey, structuralHash } from '../dict/keys.js';
import { elementHash, type NestedSet } from './elements.js';
import { SetTable } from './set-table.js';

/** The elements of a set that does not only hold numbers, as keys; values are None. */
export class SetEntries extends PyDict {
  override get role(): KeyRole {
    return 'set element';
  }
}

/**
 * What set and frozenset have in common. While all elements have the same hash in every run, they stand in CPython's
 * own table, and so in its order; CPython orders all others differently in each run, and we keep them as the keys of a
 * dict. Both `table` and `dict` are null in a new, empty set; at most one of them is not null.
 */
export abstract class PyAnySet extends PyObject {
  table: SetTable | null = null;
  dict: PyDict | null = null;
  /** Where the next `pop` starts to look in the table. As in CPython it stays when the elements are exchanged. */
  finger = 0;

  /** `len(s)`. */
  get size(): number {
    if (this.dict !== null) return this.dict.used;
    return this.table === null ? 0 : this.table.used;
  }

  /** Is an equal element there? Raises TypeError for unhashable ones. */
  has(vm: Runtime, element: Value): boolean {
    return this.find(vm, element) >= 0;
  }

  /** The position of an element, or -1. */
  private find(vm: Runtime, element: Value): number {
    if (this.dict !== null) return this.dict.find(vm, element);
    const hash = elementHash(vm, element);
    if (hash !== undefined) return this.table === null ? -1 : this.table.find(vm, element, hash);
    if (simpleKey(element) !== undefined) return -1;
    if (hasIdentityKey(element)) {
      hashAs(vm, element, 'set element');
      return -1;
    }
    if (structuralHash(vm, element) !== undefined) return -1;
    return this.findOpen(vm, element, hashAs(vm, element, 'set element'));
  }

  /** Look in the table for an element with an `__eq__` of its own; start again when that changes the set. */
  private findOpen(vm: Runtime, element: Value, hash: number | bigint): number {
    restart: for (;;) {
      const table = this.table;
      if (table === null) return this.dict === null ? -1 : this.dict.find(vm, element);
      const slots = table.slots;
      for (const slot of table.candidates(vm, hash)) {
        vm.chargeFuel(1);
        const stored = slots[slot] as Value;
        const same = compareBool(vm, stored, element, EQ);
        if (this.table !== table || table.slots !== slots || slots[slot] !== stored) continue restart;
        if (same) return slot;
      }
      return -1;
    }
  }

  /** Add an element; false when an equal one was there, which stays. */
  add(vm: Runtime, element: Value): boolean {
    let dict = this.dict;
    if (dict === null) {
      const hash = elementHash(vm, element);
      if (hash !== undefined) return (this.table ??= new SetTable()).add(vm, element, hash);
      // An unhashable element must not cost the set its order.
      if (typeOf(element).tp_hash === UNHASHABLE) hashAs(vm, element, 'set element');
      dict = this.spill(vm);
    }
    const before = dict.used;
    dict.set(vm, element, None);
    return dict.used !== before;
  }

  /** Move the elements from the table into a dict. */
  private spill(vm: Runtime): PyDict {
    const dict = new SetEntries();
    const table = this.table;
    if (table !== null) {
      vm.chargeFuel(table.used);
      for (let at = table.next(0); at >= 0; at = table.next(at + 1)) dict.set(vm, table.slots[at] as Value, None);
    }
    this.table = null;
    this.dict = dict;
    return dict;
  }

  /** Remove an element; false when it was not there. */
  discard(vm: Runtime, element: Value): boolean {
    const position = this.find(vm, element);
    if (position < 0) return false;
    if (this.dict !== null) this.dict.deleteAt(vm, position);
    else this.table?.removeAt(position);
    return true;
  }

  /** Remove and answer an element; undefined when the set is empty. */
  pop(vm: Runtime): Value | undefined {
    if (this.size === 0) return undefined;
    const { dict, table } = this;
    if (dict === null) {
      const slot = (table as SetTable).slotFrom(this.finger);
      const element = (table as SetTable).slots[slot] as Value;
      (table as SetTable).removeAt(slot);
      this.finger = slot + 1;
      return element;
    }
    const position = dict.nextPosition(0);
    const element = dict.keyAt(position);
    dict.deleteAt(vm, position);
    return element;
  }

  clear(): void {
    this.table = null;
    this.dict = null;
  }

  /** Exchange the elements of two sets. */
  swap(other: PyAnySet): void {
    [this.table, other.table] = [other.table, this.table];
    [this.dict, other.dict] = [other.dict, this.dict];
  }

  /** Add all elements of another set. */
  merge(vm: Runtime, other: PyAnySet): void {
    if (other === this || other.size === 0) return;
    if (this.dict === null && other.table !== null) {
      (this.table ??= new SetTable()).merge(vm, other.table);
      return;
    }
    if (this.size === 0 && other.dict !== null) {
      vm.chargeMemory(other.size * 40);
      vm.chargeFuel(other.size >> 2);
      this.table = null;
      this.dict = new SetEntries();
      this.dict.assign(other.dict);
      return;
    }
    for (let at = other.nextPosition(0); at >= 0; at = other.nextPosition(at + 1)) {
      vm.chargeFuel(1);
      this.add(vm, other.at(at));
    }
  }

  /** Make room before this many elements are added from a dict. */
  reserve(vm: Runtime, count: number): void {
    if (this.dict === null) (this.table ??= new SetTable()).reserve(vm, count);
  }

  /** The first position from `position` on that holds an element, or -1. */
  nextPosition(position: number): number {
    if (this.dict !== null) return this.dict.nextPosition(position);
    return this.table === null ? -1 : this.table.next(position);
  }

  /** The element at a position. */
  at(position: number): Value {
    if (this.dict !== null) return this.dict.keyAt(position);
    return (this.table as SetTable).slots[position] as Value;
  }

  /** All elements, in order, in a new array. */
  toArray(): Value[] {
    const elements: Value[] = [];
    for (let at = this.nextPosition(0); at >= 0; at = this.nextPosition(at + 1)) elements.push(this.at(at));
    return elements;
  }
}

/** Python `set`. */
export class PySet extends PyAnySet {}

/** Python `frozenset`: no method of the storage that changes it is called once a program has seen it. */
export class PyFrozenSet extends PyAnySet implements NestedSet {
  hashCache: number | bigint | null = null;

  get isNested(): true {
    return true;
  }

  /** Do all elements have the same hash in every run, and so this set too? */
  get isDeterministic(): boolean {
    return this.dict === null && this.constructor === PyFrozenSet;
  }

  sameElements(vm: Runtime, other: Value): boolean {
    if (!(other instanceof PyFrozenSet) || this.size !== other.size) return false;
    if (this.hashCache !== null && other.hashCache !== null && this.hashCache !== other.hashCache) return false;
    vm.chargeFuel(this.size);
    vm.enterRecursion(' in comparison');
    try {
      for (let at = this.nextPosition(0); at >= 0; at = this.nextPosition(at + 1)) {
        if (!other.has(vm, this.at(at))) return false;
      }
      return true;
    } finally {
      vm.leaveRecursion();
    }
  }
}

export const setType = makeType('set', PySet);
export const frozensetType = makeType('frozenset', PyFrozenSet);

/** Enough of a machine to hash and compare constants. */
const OFFLINE = {
  chargeFuel() {},
  chargeMemory() {},
  enterRecursion() {},
  leaveRecursion() {},
  // Not a number hashes by identity, which no machine gives here.
  identity: () => 0,
} as unknown as Runtime;

/** The frozenset that a constant of a code object stands for. */
export function constantFrozenSet(constant: FrozenSetConstant): PyFrozenSet {
  const set = new PyFrozenSet();
  for (const item of constant.items) {
    set.add(OFFLINE, item instanceof FrozenSetConstant ? constantFrozenSet(item) : item);
  }
  return set;
}
