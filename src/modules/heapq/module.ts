/** This file declares the module `_heapq`: heaps in lists. */
import { typeOf } from '../../objects/core-types.js';
import { indexError, runtimeError, typeError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { compareBool } from '../../objects/operations/compare.js';
import { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { LT } from '../../values/type.js';

/** Must `a` stand nearer to the root than `b`? */
function isBefore(vm: Runtime, a: Value, b: Value, max: boolean): boolean {
  vm.chargeFuel(1);
  return max ? compareBool(vm, b, a, LT) : compareBool(vm, a, b, LT);
}

/** Compare two items of the heap; the program's `__lt__` must not change its size. */
function compareIn(vm: Runtime, heap: PyList, a: Value, b: Value, max: boolean): boolean {
  const size = heap.items.length;
  const result = isBefore(vm, a, b, max);
  if (heap.items.length !== size) throw runtimeError('list changed size during iteration');
  return result;
}

/** Move the item at `position` towards the root, not above `start`, to where it belongs. */
function siftDown(vm: Runtime, heap: PyList, start: number, position: number, max: boolean): void {
  let at = position;
  while (at > start) {
    const parent = (at - 1) >> 1;
    if (!compareIn(vm, heap, heap.items[at] as Value, heap.items[parent] as Value, max)) return;
    swap(heap.items, at, parent);
    at = parent;
  }
}

/** Move the item at `position` down to a leaf along the better children, then up to where it belongs. */
function siftUp(vm: Runtime, heap: PyList, position: number, max: boolean): void {
  const end = heap.items.length;
  let at = position;
  const limit = end >> 1;
  while (at < limit) {
    let child = 2 * at + 1;
    if (child + 1 < end) {
      const left = heap.items[child] as Value;
      const right = heap.items[child + 1] as Value;
      if (!compareIn(vm, heap, left, right, max)) child++;
    }
    swap(heap.items, at, child);
    at = child;
  }
  siftDown(vm, heap, position, at, max);
}

function swap(items: Value[], a: number, b: number): void {
  const item = items[a] as Value;
  items[a] = items[b] as Value;
  items[b] = item;
}

function push(vm: Runtime, heap: PyList, item: Value, max: boolean): Value {
  heap.items.push(item);
  siftDown(vm, heap, 0, heap.items.length - 1, max);
  return None;
}

function pop(vm: Runtime, heap: PyList, max: boolean): Value {
  const last = heap.items.pop();
  if (last === undefined) throw indexError('index out of range');
  const first = heap.items[0];
  if (first === undefined) return last;
  heap.items[0] = last;
  siftUp(vm, heap, 0, max);
  return first;
}

function replace(vm: Runtime, heap: PyList, item: Value, max: boolean): Value {
  const first = heap.items[0];
  if (first === undefined) throw indexError('index out of range');
  heap.items[0] = item;
  siftUp(vm, heap, 0, max);
  return first;
}

function pushPop(vm: Runtime, heap: PyList, item: Value, max: boolean): Value {
  const first = heap.items[0];
  if (first === undefined || !isBefore(vm, first, item, max)) return item;
  if (heap.items.length === 0) throw indexError('index out of range');
  const root = heap.items[0] as Value;
  heap.items[0] = item;
  siftUp(vm, heap, 0, max);
  return root;
}

function heapify(vm: Runtime, heap: PyList, max: boolean): Value {
  for (let at = (heap.items.length >> 1) - 1; at >= 0; at--) siftUp(vm, heap, at, max);
  return None;
}

function withItem(
  name: string,
  doc: string,
  max: boolean,
  body: (vm: Runtime, heap: PyList, item: Value, max: boolean) => Value,
): NativeDef {
  return nativeFunction(`${name}($module, heap: list, item, /)`, doc, (vm, heap: PyList, item: Value) =>
    body(vm, heap, item, max),
  );
}

function alone(
  name: string,
  doc: string,
  max: boolean,
  body: (vm: Runtime, heap: PyList, max: boolean) => Value,
): NativeDef {
  return nativeFunction(`${name}($module, heap, /)`, doc, (vm, heap: Value) => {
    if (!(heap instanceof PyList)) throw typeError(`${name}() argument must be list, not ${typeOf(heap).name}`);
    return body(vm, heap, max);
  });
}

/** `_heapq`. */
export const heapqModule = defineModule({
  name: '_heapq',
  doc: 'Heaps in lists: heap[k] <= heap[2*k+1] and heap[k] <= heap[2*k+2] for all k.',
  functions: [
    withItem('heappush', 'Push item onto heap, maintaining the heap invariant.', false, push),
    withItem('heappushpop', 'Push item on the heap, then pop and return the smallest item.', false, pushPop),
    alone('heappop', 'Pop the smallest item off the heap, maintaining the heap invariant.', false, pop),
    withItem('heapreplace', 'Pop and return the smallest item, and add the new item.', false, replace),
    alone('heapify', 'Transform list into a heap, in-place, in O(len(heap)) time.', false, heapify),
    withItem('heappush_max', 'Push item onto max heap, maintaining the heap invariant.', true, push),
    withItem('heappushpop_max', 'Push item on the max heap, then pop and return the largest item.', true, pushPop),
    alone('heappop_max', 'Maxheap variant of heappop.', true, pop),
    withItem('heapreplace_max', 'Maxheap variant of heapreplace.', true, replace),
    alone('heapify_max', 'Maxheap variant of heapify.', true, heapify),
  ],
  constants: [
    [
      '__about__',
      'A heap is a list in which heap[k] <= heap[2*k+1] and heap[k] <= heap[2*k+2] for all k, counting from zero.',
    ],
  ],
});
