/** This file keeps the weak references of each object, and calls their callbacks once the host collected it. */
import { typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { PyObject, type Value } from '../../values/object.js';
import { type Runtime, StateKey } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import type { Machine } from '../../vm/machine.js';
import { reportUnraisable } from '../unraisable.js';

/** What a weak reference and a weak proxy have in common: the object, held through the host's own weak reference. */
export abstract class WeakHolder extends PyObject {
  private readonly ref: WeakRef<PyObject>;
  constructor(
    target: PyObject,
    public callback: Value,
  ) {
    super();
    this.ref = new WeakRef(target);
  }

  /** The object, or undefined once it was collected. */
  get target(): PyObject | undefined {
    return this.ref.deref();
  }
}

/** The holders of one object: plain ones, which are shared, stand first; then the others, the newest first. */
class Holders {
  private list: WeakRef<WeakHolder>[] = [];
  private plain = 0;

  add(holder: WeakHolder, isPlain: boolean, first: boolean): void {
    this.alive();
    this.list.splice(first ? 0 : this.plain, 0, new WeakRef(holder));
    if (isPlain) this.plain++;
  }

  /** The holders that still exist. */
  alive(): WeakHolder[] {
    const found: WeakHolder[] = [];
    const kept: WeakRef<WeakHolder>[] = [];
    let plain = 0;
    this.list.forEach((ref, i) => {
      const holder = ref.deref();
      if (holder === undefined) return;
      found.push(holder);
      kept.push(ref);
      if (i < this.plain) plain++;
    });
    this.list = kept;
    this.plain = plain;
    return found;
  }

  get plainCount(): number {
    return this.plain;
  }
}

/** Weak references of one machine. */
class References {
  private readonly holders = new WeakMap<PyObject, Holders>();
  /** Holders whose object is gone and whose callback has not been called yet. */
  private readonly due: WeakHolder[] = [];
  private readonly registry = new FinalizationRegistry<WeakRef<WeakHolder>>((ref) => {
    const holder = ref.deref();
    if (holder !== undefined) this.due.push(holder);
  });

  of(target: PyObject): readonly WeakHolder[] {
    return this.holders.get(target)?.alive() ?? [];
  }

  /** The shared holder without a callback of exactly this class, if there is one. */
  plainOf(target: PyObject, kind: abstract new (...args: never[]) => WeakHolder): WeakHolder | undefined {
    const holders = this.holders.get(target);
    if (holders === undefined) return undefined;
    const alive = holders.alive();
    return alive.slice(0, holders.plainCount).find((holder) => holder.constructor === kind);
  }

  add(target: PyObject, holder: WeakHolder, isPlain: boolean, first: boolean): void {
    let holders = this.holders.get(target);
    if (holders === undefined) {
      holders = new Holders();
      this.holders.set(target, holders);
    }
    holders.add(holder, isPlain, first);
    if (holder.callback !== None) this.registry.register(target, new WeakRef(holder));
  }

  takeDue(): WeakHolder[] {
    return this.due.splice(0);
  }
}

const referencesKey = new StateKey('weakReferences', () => new References(), false);

/** The object that a weak reference may hold. Raises TypeError for objects that cannot be weakly referenced. */
export function referable(value: Value): PyObject {
  if (!(value instanceof PyObject) || !typeOf(value).hasWeakrefs) {
    throw typeError(`cannot create weak reference to '${typeOf(value).name}' object`);
  }
  return value;
}

/** All weak references to an object and proxies of it. */
export function holdersOf(vm: Runtime, value: Value): readonly WeakHolder[] {
  return value instanceof PyObject ? vm.state(referencesKey).of(value) : [];
}

/**
 * The holder that `make` makes; or the one that is there already, when it may be shared and has no callback. Shared
 * references stand before shared proxies.
 */
export function shareHolder<T extends WeakHolder>(
  vm: Runtime,
  target: PyObject,
  callback: Value,
  kind: abstract new (...args: never[]) => T,
  make: () => T,
  shared: { readonly first: boolean } | null,
): T {
  const references = vm.state(referencesKey);
  const isPlain = callback === None && shared !== null;
  if (isPlain) {
    const found = references.plainOf(target, kind);
    if (found !== undefined) return found as T;
  }
  const made = make();
  references.add(target, made, isPlain, isPlain && shared.first);
  return made;
}

/**
 * Call the callbacks of references whose objects the host has collected. To be called between instructions, where the
 * program's state is consistent; the host collects only while it runs nothing, so that this matters after a wait.
 */
export function runWeakCallbacks(vm: Runtime): void {
  for (const holder of vm.state(referencesKey).takeDue()) {
    const { callback } = holder;
    holder.callback = None;
    if (callback === None) continue;
    try {
      vm.call1(callback, holder);
    } catch (reason) {
      if (!(reason instanceof Raised)) throw reason;
      reportUnraisable(vm as Machine, reason, 'Exception ignored while calling weakref callback', callback);
    }
  }
}
