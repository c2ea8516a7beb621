/** This file keeps the weak references of each object of a machine. */
import type { PyObject, Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import type { WeakHolder } from './weak-holder.js';

/** The holders of one object: plain ones, which are shared, stand first; then the others, the newest first. */
class Holders {
  list: WeakHolder[] = [];
  plain = 0;

  add(holder: WeakHolder, isPlain: boolean, first: boolean): void {
    this.list.splice(first ? 0 : this.plain, 0, holder);
    if (isPlain) this.plain++;
  }

  keep(isKept: (holder: WeakHolder) => boolean): void {
    const { list } = this;
    let plain = 0;
    for (let i = 0; i < this.plain; i++) if (isKept(list[i] as WeakHolder)) plain++;
    this.list = list.filter(isKept);
    this.plain = plain;
  }
}

/** Weak references of one machine, by object. A walk over the heap does not come here: nothing is kept alive by this. */
export class WeakReferences {
  private readonly holders = new Map<PyObject, Holders>();

  /** Objects that have weak references, in the order in which the first ones were made. */
  targets(): Iterable<PyObject> {
    return this.holders.keys();
  }

  /** Each object with its references, and how many of them, the first ones, may be shared. */
  *entries(): Generator<readonly [PyObject, readonly WeakHolder[], number]> {
    for (const [target, { list, plain }] of this.holders) yield [target, list, plain];
  }

  /** Put references in place as they were in another machine. */
  restore(target: PyObject, list: readonly WeakHolder[], plain: number): void {
    const holders = new Holders();
    holders.list = [...list];
    holders.plain = plain;
    this.holders.set(target, holders);
  }

  clearAll(): void {
    this.holders.clear();
  }

  has(target: PyObject): boolean {
    return this.holders.has(target);
  }

  of(target: PyObject): readonly WeakHolder[] {
    return this.holders.get(target)?.list ?? [];
  }

  /** The shared holder without a callback of exactly this class, if there is one. */
  plainOf(target: PyObject, kind: abstract new (...args: never[]) => WeakHolder): WeakHolder | undefined {
    const holders = this.holders.get(target);
    if (holders === undefined) return undefined;
    return holders.list.slice(0, holders.plain).find((holder) => holder.constructor === kind);
  }

  add(target: PyObject, holder: WeakHolder, isPlain: boolean, first: boolean): void {
    let holders = this.holders.get(target);
    if (holders === undefined) {
      holders = new Holders();
      this.holders.set(target, holders);
    }
    holders.add(holder, isPlain, first);
  }

  /** The object is gone: its references no longer lead to it. Answers them. */
  clear(target: PyObject): readonly WeakHolder[] {
    const holders = this.holders.get(target);
    if (holders === undefined) return [];
    this.holders.delete(target);
    for (const holder of holders.list) holder.clear();
    return holders.list;
  }

  /** Every reference that there is. */
  all(): WeakHolder[] {
    const found: WeakHolder[] = [];
    for (const holders of this.holders.values()) for (const holder of holders.list) found.push(holder);
    return found;
  }

  /** Forget references that the program dropped. */
  drop(dropped: ReadonlySet<WeakHolder>): void {
    for (const [target, holders] of this.holders) {
      if (!holders.list.some((holder) => dropped.has(holder))) continue;
      holders.keep((holder) => !dropped.has(holder));
      if (holders.list.length === 0) this.holders.delete(target);
    }
  }
}

/** The callback of a reference whose object is gone, once; null when it has none. */
export function takeCallback(holder: WeakHolder): Value | null {
  const { callback } = holder;
  holder.callback = None;
  return callback === None ? null : callback;
}
