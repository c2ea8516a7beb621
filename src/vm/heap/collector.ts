/** This file collects: it finds the registered objects that a program lost, and does what Python promises for them. */
import { Raised } from '../../objects/exceptions/raised.js';
import { reprText } from '../../objects/operations/text.js';
import { PyObject, type Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import type { PyType } from '../../values/type.js';
import type { Machine } from '../machine.js';
import { DeadGraph } from './dead-graph.js';
import { finalizeObject, needsFinalizer } from './finalize.js';
import { hiddenUpTo } from './native-frames.js';
import { isTracked } from './referents.js';
import type { WeakHolder } from './weak-holder.js';
import { takeCallback } from './weak-references.js';

/** After so many rounds of finalisers it is no longer looked whether one of them brought its object back. */
const RESURRECTION_ROUNDS = 4;

/** What a collection found. */
export interface Collected {
  /** Objects that were part of lost cycles or hung on one, as far as they can be known. */
  readonly count: number;
  /** Those of them that a program can see. */
  readonly objects: readonly PyObject[];
}

const NOTHING: Collected = { count: 0, objects: [] };

/**
 * Find lost objects. With `cycles`, also those that refer to each other (`gc.collect()`); without, only those that
 * CPython's reference counts would have freed long since. What native code may hold unseen is taken to be alive; nothing
 * is done while compiled code runs or a collection is under way.
 */
export function collect(vm: Machine, cycles: boolean): Collected {
  const { heap } = vm;
  const hidden = hiddenUpTo(vm);
  if (heap.collecting || hidden === Number.POSITIVE_INFINITY) return NOTHING;
  heap.collecting = true;
  try {
    return new Collection(vm, hidden).run(cycles);
  } finally {
    heap.collecting = false;
  }
}

/** At the end of the program: nothing but `kept` and what the machine itself holds is alive. */
export function collectAtExit(vm: Machine, kept: readonly unknown[]): void {
  const { heap } = vm;
  if (heap.collecting) return;
  heap.collecting = true;
  try {
    new Collection(vm, 0, kept).run(true);
  } finally {
    heap.collecting = false;
  }
}

class Collection {
  private live: ReadonlySet<object>;
  private graph: DeadGraph;
  private candidates: PyObject[] = [];
  private readonly holders: readonly WeakHolder[];
  private readonly types: readonly (readonly [PyType, PyType])[];
  /** Objects whose finaliser ran in this collection. */
  private readonly finalized = new Set<PyObject>();
  /** Objects that are gone for good. */
  private readonly gone = new Set<object>();

  constructor(
    private readonly vm: Machine,
    /** Objects noted up to this number are taken to be alive. */
    private readonly hidden: number,
    /** What is left of the modules at the end of the program; null before. */
    private readonly kept: readonly unknown[] | null = null,
  ) {
    const { heap } = vm;
    this.holders = heap.weak.all();
    const types: (readonly [PyType, PyType])[] = [];
    for (const [base, subclasses] of heap.subclasses) for (const each of subclasses) types.push([base, each]);
    this.types = types;
    this.live = new Set();
    this.graph = new DeadGraph(this.live);
  }

  run(cycles: boolean): Collected {
    this.look();
    if (this.candidates.length > 0) this.freeUnreferenced();
    const collected = cycles ? this.freeCycles() : NOTHING;
    this.forget(cycles);
    return collected;
  }

  /** Mark what lives and find the registered objects that do not. */
  private look(): void {
    const { heap } = this.vm;
    const live = heap.mark(this.hidden, this.kept);
    const lost = new Set<PyObject>();
    for (const object of heap.finalizable) if (!live.has(object) && !this.gone.has(object)) lost.add(object);
    for (const target of heap.weak.targets()) if (!live.has(target)) lost.add(target);
    for (const [, type] of this.types) if (!live.has(type) && !this.gone.has(type)) lost.add(type);
    this.live = live;
    this.candidates = [...lost];
    this.graph = new DeadGraph(live);
    for (const object of this.candidates) this.graph.add(object);
  }

  /** Free what nothing refers to: finalise it, clear its weak references, then what it referred to alone. */
  private freeUnreferenced(): void {
    for (let round = 0; ; round++) {
      const ready = this.candidates.filter((object) => this.graph.isUnreferenced(object));
      if (round < RESURRECTION_ROUNDS && this.finalizeAll(ready)) {
        // A finaliser may have brought its object back, or lost others.
        this.look();
        continue;
      }
      for (const object of ready) this.free(object);
      return;
    }
  }

  /** Run the finalisers that have not run yet; false when there were none. */
  private finalizeAll(objects: readonly PyObject[]): boolean {
    let any = false;
    for (const object of objects) {
      if (this.finalized.has(object) || !needsFinalizer(this.vm, object)) continue;
      this.finalized.add(object);
      any = true;
      finalizeObject(this.vm, object);
    }
    return any;
  }

  private free(first: object): void {
    const work: object[] = [first];
    for (let object = work.pop(); object !== undefined; object = work.pop()) {
      if (object instanceof PyObject) {
        this.finalizeAll([object]);
        for (const holder of this.vm.heap.weak.clear(object)) this.callBack(holder);
      }
      this.gone.add(object);
      const freed = this.graph.release(object);
      // The field that is given up first is freed first.
      for (let i = freed.length - 1; i >= 0; i--) work.push(freed[i] as object);
    }
  }

  /** A reference that is lost itself is not called back. */
  private callBack(holder: WeakHolder): void {
    if (!this.live.has(holder) && !this.graph.has(holder)) {
      takeCallback(holder);
      return;
    }
    this.call(holder);
  }

  private call(holder: WeakHolder): void {
    const callback = takeCallback(holder);
    if (callback === null) return;
    // The moment is the collector's choice, so that tools which watch the program are not told of it.
    const tracing = this.vm.monitoring?.current(this.vm) ?? null;
    if (tracing !== null) tracing.depth++;
    try {
      this.vm.call1(callback, holder);
    } catch (reason) {
      if (!(reason instanceof Raised)) throw reason;
      const message = `Exception ignored while calling weakref callback ${reprText(this.vm, callback)}`;
      this.vm.unraisableHook(reason, message, None);
    } finally {
      if (tracing !== null) tracing.depth--;
    }
  }

  /** gc_collect_main: weak references and their callbacks, then finalisers, then new weak references of what did not come back. */
  private freeCycles(): Collected {
    const { heap } = this.vm;
    const lost = this.candidates.filter((object) => this.graph.has(object));
    if (lost.length === 0) return NOTHING;
    const called: WeakHolder[] = [];
    for (const object of this.graph.remaining()) {
      if (!(object instanceof PyObject)) continue;
      for (const holder of heap.weak.clear(object)) {
        if (this.live.has(holder) && holder.callback !== None) called.push(holder);
        else takeCallback(holder);
      }
    }
    for (const holder of called) this.call(holder);
    const before = [...this.graph.remaining()];
    const mayReturn = this.finalizeAll(lost) || called.length > 0;
    if (mayReturn) this.live = heap.mark(this.hidden, this.kept);
    const objects: PyObject[] = [];
    for (const object of before) {
      if (this.live.has(object)) continue;
      this.gone.add(object);
      if (!(object instanceof PyObject)) continue;
      for (const holder of heap.weak.clear(object)) takeCallback(holder);
      if (isTracked(object)) objects.push(object);
    }
    return { count: objects.length, objects };
  }

  /** Drop what is gone from the tables of the heap. */
  private forget(cycles: boolean): void {
    const { heap } = this.vm;
    const { live, gone } = this;
    if (gone.size > 0) heap.forget(gone);
    const dropped = new Set<WeakHolder>();
    for (const holder of this.holders)
      if (!live.has(holder) && (gone.has(holder) || !this.graph.has(holder))) dropped.add(holder);
    if (dropped.size > 0) heap.weak.drop(dropped);
    if (!cycles) return;
    heap.prune();
    for (const [base, type] of this.types) if (gone.has(type)) this.vm.unregisterSubclass(base, type);
  }
}

/** The weak references to an object that the program still has. */
export function livingHolders(vm: Machine, target: Value): readonly WeakHolder[] {
  if (!(target instanceof PyObject)) return [];
  const holders = vm.heap.weak.of(target);
  if (holders.length === 0) return holders;
  const hidden = hiddenUpTo(vm);
  if (hidden === Number.POSITIVE_INFINITY) return holders;
  const live = vm.heap.mark(hidden);
  return holders.filter((holder) => live.has(holder));
}
