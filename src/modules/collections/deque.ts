/** This file stores the items of collections.deque. */
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { makeModuleType } from '../module-types.js';

const MIN_CAPACITY = 8;

/** Python `collections.deque`: a ring. Both ends and any index are reached in constant time. */
export class PyDeque extends PyObject {
  /** The ring; its length is a power of two. */
  private ring: (Value | undefined)[] = new Array<Value | undefined>(MIN_CAPACITY).fill(undefined);
  private head = 0;
  length = 0;
  /** -1: no bound. */
  maxlen = -1;
  /** Changes whenever items are added, removed or moved. */
  state = 0;

  /** The item at an index within bounds. */
  at(index: number): Value {
    return this.ring[(this.head + index) & (this.ring.length - 1)] as Value;
  }

  /** Replace the item at an index within bounds. */
  put(index: number, value: Value): void {
    this.ring[(this.head + index) & (this.ring.length - 1)] = value;
  }

  /** Add an item at the right; drops one at the left when the bound is reached. */
  append(vm: Runtime, item: Value): void {
    if (this.length === this.maxlen) {
      if (this.maxlen === 0) return;
      this.popLeft();
    }
    if (this.length === this.ring.length) this.grow(vm);
    this.put(this.length++, item);
    this.state++;
  }

  /** Add an item at the left; drops one at the right when the bound is reached. */
  appendLeft(vm: Runtime, item: Value): void {
    if (this.length === this.maxlen) {
      if (this.maxlen === 0) return;
      this.pop();
    }
    if (this.length === this.ring.length) this.grow(vm);
    this.head = (this.head - 1) & (this.ring.length - 1);
    this.ring[this.head] = item;
    this.length++;
    this.state++;
  }

  /** Remove the last item; undefined when there is none. */
  pop(): Value | undefined {
    if (this.length === 0) return undefined;
    const at = (this.head + --this.length) & (this.ring.length - 1);
    const item = this.ring[at];
    this.ring[at] = undefined;
    this.state++;
    return item;
  }

  /** Remove the first item; undefined when there is none. */
  popLeft(): Value | undefined {
    if (this.length === 0) return undefined;
    const item = this.ring[this.head];
    this.ring[this.head] = undefined;
    this.head = (this.head + 1) & (this.ring.length - 1);
    this.length--;
    this.state++;
    return item;
  }

  clear(): void {
    this.ring = new Array<Value | undefined>(MIN_CAPACITY).fill(undefined);
    this.head = 0;
    this.length = 0;
    this.state++;
  }

  /** Move `count` items (0 to length) from the right end to the left. */
  rotate(vm: Runtime, count: number): void {
    if (this.length < 2 || count === 0) return;
    const left = this.length - count;
    vm.chargeFuel(Math.min(left, count) >> 1);
    this.state++;
    // Whichever way is shorter; a full ring turns in place.
    if (count <= left) for (let i = 0; i < count; i++) this.turnRight();
    else for (let i = 0; i < left; i++) this.turnLeft();
  }

  private turnRight(): void {
    const mask = this.ring.length - 1;
    const last = (this.head + this.length - 1) & mask;
    const item = this.ring[last];
    this.ring[last] = undefined;
    this.head = (this.head - 1) & mask;
    this.ring[this.head] = item;
  }

  private turnLeft(): void {
    const mask = this.ring.length - 1;
    const item = this.ring[this.head];
    this.ring[this.head] = undefined;
    this.head = (this.head + 1) & mask;
    this.ring[(this.head + this.length - 1) & mask] = item;
  }

  /** Put an item before the one at `index`. */
  insert(vm: Runtime, index: number, item: Value): void {
    vm.chargeFuel((this.length - index) >> 2);
    this.append(vm, item);
    for (let i = this.length - 1; i > index; i--) this.put(i, this.at(i - 1));
    this.put(index, item);
  }

  /** Take out the item at an index. */
  removeAt(vm: Runtime, index: number): void {
    vm.chargeFuel((this.length - index) >> 2);
    for (let i = index; i < this.length - 1; i++) this.put(i, this.at(i + 1));
    this.pop();
  }

  reverse(vm: Runtime): void {
    vm.chargeFuel(this.length >> 2);
    for (let i = 0, j = this.length - 1; i < j; i++, j--) {
      const item = this.at(i);
      this.put(i, this.at(j));
      this.put(j, item);
    }
  }

  /** All items in a new array. */
  toArray(): Value[] {
    const items: Value[] = [];
    for (let i = 0; i < this.length; i++) items.push(this.at(i));
    return items;
  }

  private grow(vm: Runtime): void {
    const capacity = this.ring.length * 2;
    vm.chargeMemory(8 * (capacity - this.ring.length));
    const ring = new Array<Value | undefined>(capacity).fill(undefined);
    for (let i = 0; i < this.length; i++) ring[i] = this.at(i);
    this.ring = ring;
    this.head = 0;
  }
}

export const dequeType = makeModuleType('collections', 'deque', PyDeque);
