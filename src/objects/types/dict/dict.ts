/** This file stores the entries of a dict. */
import { PyObject, type Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyBytes, PyTuple } from '../../../values/sequences.js';
import { strFromKey } from '../../../values/str.js';
import { EQ } from '../../../values/type.js';
import { makeType } from '../../core-types.js';
import { compareBool } from '../../operations/compare.js';
import {
  addToBucket,
  type Bucket,
  copyBuckets,
  GeneralIndex,
  remapBuckets,
  removeFromBucket,
} from './general-index.js';
import {
  hashAs,
  hasIdentityKey,
  type KeyRole,
  type SimpleKey,
  simpleKey,
  simpleKeyHashed,
  structuralHash,
  structurallyEqual,
} from './keys.js';

/** Up to so many entries are searched one by one. */
const LINEAR_LIMIT = 8;
/** What an entry is charged for: key, value and its place in the index. */
const ENTRY_BYTES = 40;

/** The simple key under which a stored key stands in `index`, or undefined. */
function indexKey(key: Value): SimpleKey | undefined {
  return simpleKey(key) ?? (hasIdentityKey(key) ? key : undefined);
}

/** How many entries CPython's table holds that has room for `minimum` slots. */
function capacityFor(minimum: number): number {
  let size = 8;
  while (size < minimum) size *= 2;
  return Math.floor((size * 2) / 3);
}

/**
 * Python `dict`. Entries stand in insertion order in two arrays; `undefined` marks a deleted one. Positions are found
 *
 * - one by one, while there are few entries (`index` is null);
 * - through `index`, for keys that have a simple key (see keys.ts);
 * - through `hashed`, for tuples, bytes and the like, which are compared without calling Python code;
 * - through `general`, for keys with `__eq__` or `__hash__` of their own: by Python's hash, then `==`.
 *
 * Subclasses may keep their entries elsewhere (`isPlain` is then false): outside this file, the fields are only for
 * code that has checked `isPlain`.
 */
export class PyDict extends PyObject {
  keys: (Value | undefined)[] = [];
  vals: (Value | undefined)[] = [];
  /** How many entries are live. */
  used = 0;
  /** Changes whenever a key is added or removed or an entry moves: a position found under a version stays good. */
  keysVersion = 0;
  /** How many keys may still be added before CPython would resize; deleted entries are squeezed out then. */
  usable = 5;
  /** No entry before this position is live. */
  first = 0;
  index: Map<SimpleKey, number> | null = null;
  hashed: Map<number, Bucket> | null = null;
  general: GeneralIndex | null = null;

  /** Are the entries in the fields of this class? */
  get isPlain(): boolean {
    return true;
  }

  /** What a message about an unhashable key calls it. */
  get role(): KeyRole {
    return 'dict key';
  }

  /** `len(d)`. */
  get size(): number {
    return this.used;
  }

  // Look-up ----------------------------------------------------------------------------------------------------

  private findSimple(key: SimpleKey): number {
    const index = this.index;
    if (index !== null) {
      const position = index.get(key);
      return position === undefined ? -1 : position;
    }
    const keys = this.keys;
    for (let i = 0; i < keys.length; i++) if (keys[i] === key) return i;
    return -1;
  }

  private findHashed(vm: Runtime, key: Value, structural: number): number {
    const bucket = this.hashed === null ? undefined : this.hashed.get(structural);
    if (bucket === undefined) return -1;
    const size = key instanceof PyTuple ? key.items.length : key instanceof PyBytes ? key.data.length >> 5 : 0;
    if (size > 8) vm.chargeFuel(typeof bucket === 'number' ? size : size * bucket.length);
    if (typeof bucket === 'number') {
      const stored = this.keys[bucket];
      return stored !== undefined && structurallyEqual(vm, stored, key) ? bucket : -1;
    }
    if (bucket.length > 4) vm.chargeFuel(bucket.length);
    for (const position of bucket) {
      const stored = this.keys[position];
      if (stored !== undefined && structurallyEqual(vm, stored, key)) return position;
    }
    return -1;
  }

  /** Take the entries into the general index that it does not have yet. */
  private catchUp(vm: Runtime): GeneralIndex {
    for (;;) {
      const general = (this.general ??= new GeneralIndex());
      const position = general.hashes.length;
      if (position >= this.keys.length) return general;
      const key = this.keys[position];
      if (key === undefined) {
        general.hashes.push(0);
        continue;
      }
      vm.chargeFuel(1);
      const hashed = hashAs(vm, key, this.role);
      // The program's `__hash__` may have changed this dict.
      if (this.general === general && general.hashes.length === position && this.keys[position] === key) {
        general.add(hashed);
      }
    }
  }

  /** CPython's search: same hash, then identity, then `==`; from the start again when `==` changed the dict. */
  private findGeneral(vm: Runtime, key: Value, hashed: number | bigint): number {
    restart: for (;;) {
      const general = this.catchUp(vm);
      const bucket = general.buckets.get(hashed);
      if (bucket === undefined) return -1;
      const keys = this.keys;
      const count = typeof bucket === 'number' ? 1 : bucket.length;
      for (let i = 0; i < count; i++) {
        const position = typeof bucket === 'number' ? bucket : (bucket[i] as number);
        const stored = keys[position];
        if (stored === undefined) continue;
        if (stored === key) return position;
        vm.chargeFuel(1);
        const same = compareBool(vm, stored, key, EQ);
        const changed = this.keys !== keys || keys[position] !== stored || general.buckets.get(hashed) !== bucket;
        if (changed || this.general !== general) continue restart;
        if (same) return position;
      }
      return -1;
    }
  }

  /** The position of a key, or -1. May run `__hash__` and `__eq__`; raises TypeError for unhashable keys. */
  find(vm: Runtime, key: Value): number {
    const simple = typeof key === 'string' || typeof key === 'number' ? key : simpleKeyHashed(vm, key, this.role);
    if (simple !== undefined) {
      const position = this.findSimple(simple);
      return position < 0 && this.general?.hasOpenKeys
        ? this.findGeneral(vm, key, hashAs(vm, key, this.role))
        : position;
    }
    const structural = structuralHash(vm, key);
    if (structural !== undefined) {
      const position = this.findHashed(vm, key, structural);
      return position < 0 && this.general?.hasOpenKeys
        ? this.findGeneral(vm, key, hashAs(vm, key, this.role))
        : position;
    }
    const hashed = hashAs(vm, key, this.role);
    return this.used === 0 ? -1 : this.findGeneral(vm, key, hashed);
  }

  /** The value of a key. Raises TypeError for unhashable keys. */
  get(vm: Runtime, key: Value): Value | undefined {
    const position = this.find(vm, key);
    return position < 0 ? undefined : this.vals[position];
  }

  has(vm: Runtime, key: Value): boolean {
    return this.find(vm, key) >= 0;
  }

  /** The value of a str by its key (strKey). Does not see keys with an `__eq__` of their own. */
  getStr(key: string): Value | undefined {
    const position = this.findSimple(key);
    return position < 0 ? undefined : this.vals[position];
  }

  // Change -----------------------------------------------------------------------------------------------------

  /** Store a value; an equal key that is there already stays. */
  set(vm: Runtime, key: Value, value: Value): void {
    this.store(vm, key, value, true);
  }

  /** The value of a key; stores `value` first when it has none. */
  setDefault(vm: Runtime, key: Value, value: Value): Value {
    return this.store(vm, key, value, false);
  }

  private store(vm: Runtime, key: Value, value: Value, overwrite: boolean): Value {
    const simple = typeof key === 'string' || typeof key === 'number' ? key : simpleKeyHashed(vm, key, this.role);
    if (simple === undefined) return this.storeComplex(vm, key, value, overwrite);
    let position = this.findSimple(simple);
    if (position < 0 && this.general?.hasOpenKeys) position = this.findGeneral(vm, key, hashAs(vm, key, this.role));
    if (position >= 0) return this.settle(position, value, overwrite);
    this.insertSimple(vm, simple, key, value);
    return value;
  }

  private settle(position: number, value: Value, overwrite: boolean): Value {
    if (!overwrite) return this.vals[position] as Value;
    this.vals[position] = value;
    return value;
  }

  private storeComplex(vm: Runtime, key: Value, value: Value, overwrite: boolean): Value {
    const structural = structuralHash(vm, key);
    if (structural !== undefined) {
      let position = this.findHashed(vm, key, structural);
      if (position < 0 && this.general?.hasOpenKeys) position = this.findGeneral(vm, key, hashAs(vm, key, this.role));
      if (position >= 0) return this.settle(position, value, overwrite);
      this.hashed ??= new Map();
      addToBucket(this.hashed, structural, this.append(vm, key, value));
      return value;
    }
    const hashed = hashAs(vm, key, this.role);
    const position = this.findGeneral(vm, key, hashed);
    if (position >= 0) return this.settle(position, value, overwrite);
    const general = this.catchUp(vm);
    this.append(vm, key, value);
    general.add(hashed);
    general.hasOpenKeys = true;
    return value;
  }

  /** Store a value under a str given by its key (strKey). */
  setStr(key: string, value: Value): void {
    const position = this.findSimple(key);
    if (position >= 0) this.vals[position] = value;
    else this.insertSimple(null, key, strFromKey(key), value);
  }

  private insertSimple(vm: Runtime | null, simple: SimpleKey, key: Value, value: Value): void {
    const position = this.append(vm, key, value);
    if (this.index !== null) this.index.set(simple, position);
    else if (simple !== key) this.buildIndex();
  }

  /** Put an entry at the end and answer its position. */
  private append(vm: Runtime | null, key: Value, value: Value): number {
    if (this.usable <= 0) this.grow(vm);
    this.usable--;
    this.used++;
    this.keysVersion++;
    this.vals.push(value);
    const length = this.keys.push(key);
    if (length > LINEAR_LIMIT && this.index === null) this.buildIndex();
    return length - 1;
  }

  /** Where CPython resizes its table: deleted entries are squeezed out and memory is charged. */
  private grow(vm: Runtime | null): void {
    const capacity = capacityFor(this.used * 3);
    const usable = capacity - this.used;
    if (vm !== null) vm.chargeMemory(usable * ENTRY_BYTES);
    if (this.keys.length !== this.used) this.compact();
    this.usable = usable;
  }

  /** Make the index of simple keys anew, where the entries are many enough to need one. */
  reindex(): void {
    if (this.keys.length > LINEAR_LIMIT) this.buildIndex();
    else this.index = null;
  }

  private buildIndex(): void {
    const index = new Map<SimpleKey, number>();
    const keys = this.keys;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === undefined) continue;
      const simple = indexKey(key);
      if (simple !== undefined) index.set(simple, i);
    }
    this.index = index;
  }

  private compact(): void {
    const { keys, vals } = this;
    const remap = new Int32Array(keys.length);
    const hashes: (number | bigint)[] = [];
    this.keys = [];
    this.vals = [];
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === undefined) continue;
      remap[i] = this.keys.length;
      this.keys.push(key);
      this.vals.push(vals[i]);
      if (this.general !== null && i < this.general.hashes.length) hashes.push(this.general.hashes[i] as number);
    }
    this.first = 0;
    this.keysVersion++;
    if (this.index !== null) for (const [key, at] of this.index) this.index.set(key, remap[at] as number);
    if (this.hashed !== null) remapBuckets(this.hashed, remap);
    if (this.general !== null) {
      remapBuckets(this.general.buckets, remap);
      this.general.hashes = hashes;
    }
  }

  /** Remove a key; its value, or undefined when it was not there. */
  delete(vm: Runtime, key: Value): Value | undefined {
    const position = this.find(vm, key);
    if (position < 0) return undefined;
    const value = this.vals[position];
    this.deleteAt(vm, position);
    return value;
  }

  /** Remove a str by its key (strKey); false when it was not there. */
  deleteStr(key: string): boolean {
    const position = this.findSimple(key);
    if (position < 0) return false;
    this.unlink(position);
    this.index?.delete(key);
    return true;
  }

  /** Remove the live entry at a position. */
  deleteAt(vm: Runtime, position: number): void {
    const key = this.unlink(position);
    const simple = typeof key === 'string' || typeof key === 'number' ? key : indexKey(key);
    this.index?.delete(simple ?? (key as PyObject));
    if (simple === undefined && this.hashed !== null) {
      const structural = structuralHash(vm, key);
      if (structural !== undefined) removeFromBucket(this.hashed, structural, position);
    }
  }

  private unlink(position: number): Value {
    const key = this.keys[position] as Value;
    this.keys[position] = undefined;
    this.vals[position] = undefined;
    this.used--;
    this.keysVersion++;
    if (position === this.first) this.first = position + 1;
    this.general?.remove(position);
    return key;
  }

  /** Put the entry of a key after all others, or before them (OrderedDict); false when the key is not there. */
  move(vm: Runtime, key: Value, toEnd: boolean): boolean {
    if (toEnd ? this.usable <= 0 : this.first === 0) {
      if (toEnd) this.grow(vm);
      else this.makeGap(vm);
    }
    const position = this.find(vm, key);
    if (position < 0) return false;
    if (position === (toEnd ? this.previousPosition(this.keys.length - 1) : this.nextPosition(0))) return true;
    const to = toEnd ? this.keys.length : this.first - 1;
    const stored = this.keys[position] as Value;
    const value = this.vals[position] as Value;
    const hashed = this.general?.hashes[position];
    this.deleteAt(vm, position);
    this.used++;
    if (toEnd) this.usable--;
    else this.first = to;
    this.keys[to] = stored;
    this.vals[to] = value;
    this.enlist(vm, to, stored, hashed);
    return true;
  }

  /** Enter an entry that has moved into the indexes. */
  private enlist(vm: Runtime, position: number, key: Value, hashed: number | bigint | undefined): void {
    const simple = indexKey(key);
    if (simple !== undefined) this.index?.set(simple, position);
    else if (this.hashed !== null) {
      const structural = structuralHash(vm, key);
      if (structural !== undefined) addToBucket(this.hashed, structural, position);
    }
    const general = this.general;
    // An index that lags behind will take the entry in later.
    if (general === null || hashed === undefined || position > general.hashes.length) return;
    addToBucket(general.buckets, hashed, position);
    general.hashes[position] = hashed;
  }

  /** Make room before the first entry, as much as there are entries. */
  private makeGap(vm: Runtime): void {
    const gap = Math.max(LINEAR_LIMIT, this.used);
    vm.chargeMemory(16 * gap);
    vm.chargeFuel(gap);
    const empty = new Array<undefined>(gap).fill(undefined);
    const remap = Int32Array.from(this.keys, (_, i) => i + gap);
    this.keys = [...empty, ...this.keys];
    this.vals = [...empty, ...this.vals];
    this.first = gap;
    this.keysVersion++;
    if (this.index === null) this.buildIndex();
    else for (const [key, at] of this.index) this.index.set(key, remap[at] as number);
    if (this.hashed !== null) remapBuckets(this.hashed, remap);
    if (this.general !== null) {
      remapBuckets(this.general.buckets, remap);
      this.general.hashes = [...new Array<number>(gap).fill(0), ...this.general.hashes];
    }
  }

  /** Remove and answer the last entry, or undefined when the dict is empty. */
  popLast(vm: Runtime): [key: Value, value: Value] | undefined {
    const position = this.previousPosition(this.keys.length - 1);
    if (position < 0) return undefined;
    const entry: [Value, Value] = [this.keys[position] as Value, this.vals[position] as Value];
    this.deleteAt(vm, position);
    this.keys.length = position;
    this.vals.length = position;
    if (this.first > position) this.first = position;
    if (this.general !== null && this.general.hashes.length > position) this.general.hashes.length = position;
    return entry;
  }

  clear(): void {
    this.keys = [];
    this.vals = [];
    this.used = 0;
    this.keysVersion++;
    this.usable = 5;
    this.first = 0;
    this.index = null;
    this.hashed = null;
    this.general = null;
  }

  /** A plain dict with the same entries, whatever the class of this one. */
  copy(): PyDict {
    const copy = new PyDict();
    copy.assign(this);
    return copy;
  }

  /** Take over the entries of a plain dict in the place of one's own. */
  assign(other: PyDict): void {
    this.keys = other.keys.slice();
    this.vals = other.vals.slice();
    this.used = other.used;
    this.usable = other.usable;
    this.first = other.first;
    this.index = other.index === null ? null : new Map(other.index);
    this.hashed = other.hashed === null ? null : copyBuckets(other.hashed);
    this.general = other.general === null ? null : other.general.copy();
    if (this.used === this.keys.length) this.keysVersion++;
    else this.compact();
  }

  // Walking in order ---------------------------------------------------------------------------------------------

  /** The first live position from `position` on, or -1. */
  nextPosition(position: number): number {
    const keys = this.keys;
    for (let i = Math.max(position, this.first); i < keys.length; i++) {
      if (keys[i] !== undefined) return i;
    }
    return -1;
  }

  /** The last live position up to `position`, or -1. */
  previousPosition(position: number): number {
    const keys = this.keys;
    for (let i = position < keys.length ? position : keys.length - 1; i >= 0; i--) if (keys[i] !== undefined) return i;
    return -1;
  }

  /** A position at or after every live one. */
  lastPosition(): number {
    return this.keys.length - 1;
  }

  /** The key at a live position. */
  keyAt(position: number): Value {
    return this.keys[position] as Value;
  }

  /** The value at a live position. */
  valueAt(position: number): Value {
    return this.vals[position] as Value;
  }

  /** Replace the value at a live position. */
  setAt(position: number, value: Value): void {
    this.vals[position] = value;
  }
}

export const dictType = makeType('dict', PyDict);

/** A new dict with these entries, in order; later ones win. */
export function dictFromEntries(vm: Runtime, entries: Iterable<readonly [Value, Value]>): PyDict {
  const dict = new PyDict();
  for (const [key, value] of entries) dict.set(vm, key, value);
  return dict;
}

/** A new dict with str keys given as name keys. */
export function dictFromNames(entries: Iterable<readonly [string, Value]>): PyDict {
  const dict = new PyDict();
  for (const [key, value] of entries) dict.setStr(key, value);
  return dict;
}
