/** This file knows the objects of a machine whose end matters: those with a finaliser or with weak references, and classes. */
import { sharedBuffers } from '../../objects/types/memoryview/abandoned-views.js';
import type { PyObject } from '../../values/object.js';
import { PyType } from '../../values/type.js';
import { NeedsFrame } from '../compiler.js';
import { GEN_CLOSED, PyGenerator } from '../generator.js';
import type { Machine } from '../machine.js';
import { collect } from './collector.js';
import { hiddenUpTo } from './native-frames.js';
import { HeapWalk } from './walk.js';
import { Watch } from './watch.js';
import { WeakReferences } from './weak-references.js';

/** So many objects are registered at least before a machine collects by itself. */
const LEAST_REGISTERED = 4000;

/**
 * What a machine must know to collect as CPython does. The host frees memory; the machine only finds out which of the
 * registered objects a program has lost, and does what Python promises for them. What stands here is kept in the host's
 * memory until then, so that the program never sees when the host collects.
 */
export class Heap {
  readonly weak = new WeakReferences();
  private readonly watch: Watch;
  /** Objects with a finaliser, in the order in which they were made; ended ones are dropped now and then. */
  finalizable: PyObject[] = [];
  /** Direct subclasses of each class that has some. */
  readonly subclasses = new Map<PyType, Set<PyType>>();
  private readonly finalized = new WeakSet<PyObject>();
  /** How many objects were noted, and the number of each that still matters. */
  sequence = 1;
  private readonly numbers = new Map<object, number>();
  /** A collection is under way. */
  collecting = false;
  /** `gc.disable()` was called. */
  disabled = false;
  private registered = 0;
  private limit = LEAST_REGISTERED;

  constructor(private readonly vm: Machine) {
    this.watch = new Watch(vm);
  }

  /** Called once by the machine when it is complete. */
  install(): void {
    const shared = this.vm.state(sharedBuffers);
    shared.number = () => ++this.sequence;
    shared.reachable = () => {
      const hidden = hiddenUpTo(this.vm);
      // The walk must see the variables of compiled code.
      if (hidden === Number.POSITIVE_INFINITY) throw new NeedsFrame();
      return { live: this.mark(hidden), hidden };
    };
  }

  /** Called after an instruction while `vm.watching`. */
  afterInstruction(opcode: number): void {
    this.watch.afterInstruction(opcode);
  }

  /** The object has something to do at its end: `__del__`, an open file, a `finally` in a generator. */
  noteFinalizable(object: PyObject): void {
    this.number(object);
    this.finalizable.push(object);
    this.registered++;
    this.watch.add(object);
  }

  /** The object got a weak reference. Classes are parts of cycles, which nobody expects to end at once. */
  noteReferenced(object: PyObject): void {
    this.number(object);
    this.registered++;
    if (!(object instanceof PyType)) this.watch.add(object);
  }

  /** A subclass was made. */
  noteRegistered(): void {
    this.registered++;
  }

  /** Forget all that was registered: a snapshot's tables take their place. */
  reset(): void {
    this.finalizable = [];
    this.numbers.clear();
    this.subclasses.clear();
    this.weak.clearAll();
    this.watch.clear();
    this.registered = 0;
  }

  /** Is it time for the machine to look for lost objects by itself? */
  get isDue(): boolean {
    return this.registered > this.limit && !this.disabled;
  }

  /** Called at a safe place between instructions when a collection is due. */
  collectIfDue(): void {
    this.dropEnded();
    if (this.finalizable.length + this.limit / 2 < this.registered) this.registered = this.recount();
    if (!this.isDue) return;
    collect(this.vm, true);
    this.registered = this.recount();
    this.limit = Math.max(LEAST_REGISTERED, 2 * this.registered);
  }

  private recount(): number {
    let count = this.finalizable.length;
    for (const target of this.weak.targets()) count += this.weak.of(target).length;
    for (const set of this.subclasses.values()) count += set.size;
    return count;
  }

  /** Generators that ran to their end have nothing left to do. */
  dropEnded(): void {
    const ended = new Set<object>();
    for (const object of this.finalizable) {
      if (object instanceof PyGenerator && object.state === GEN_CLOSED && !this.weak.has(object)) ended.add(object);
    }
    this.forget(ended);
  }

  /** `gc.is_finalized(object)`. */
  isFinalized(object: PyObject): boolean {
    return this.finalized.has(object);
  }

  /** Remember that the finaliser ran: it runs once in the life of an object (PEP 442). */
  markFinalized(object: PyObject): void {
    this.finalized.add(object);
  }

  private number(object: PyObject): void {
    this.sequence++;
    if (!this.numbers.has(object)) this.numbers.set(object, this.sequence);
  }

  /** Was the object noted up to this number? Classes are not numbered: as soon as anything is hidden, they may be. */
  isOlder(object: PyObject, hidden: number): boolean {
    return hidden > 0 && (this.numbers.get(object) ?? 0) <= hidden;
  }

  /** The objects are gone: what was known of them is of no use any more. */
  forget(gone: ReadonlySet<object>): void {
    this.finalizable = this.finalizable.filter((object) => !gone.has(object));
    for (const object of gone) this.numbers.delete(object);
  }

  /** Let go of objects that have neither a finaliser nor weak references any more. */
  prune(): void {
    const kept = new Set<object>(this.finalizable);
    for (const object of this.numbers.keys()) {
      if (!kept.has(object) && !this.weak.has(object as PyObject)) this.numbers.delete(object);
    }
  }

  /** What was noted up to this number, and all classes. */
  olderThan(hidden: number): unknown[] {
    const found: unknown[] = [];
    for (const [object, number] of this.numbers) if (number <= hidden) found.push(object);
    for (const all of this.subclasses.values()) found.push(...all);
    return found;
  }

  /** Everything that the program can reach; what was noted up to `hidden` is taken to be reached. At the program's end, when its
   * modules are gone, from what is `kept` of them. */
  mark(hidden = 0, kept: readonly unknown[] | null = null): ReadonlySet<object> {
    const { vm } = this;
    const walk = new HeapWalk(kept === null ? vm.heapBoundaries() : [...vm.heapBoundaries(), vm.modules]);
    for (const each of kept ?? []) walk.visit(each);
    if (hidden > 0) for (const each of this.olderThan(hidden)) walk.visit(each);
    for (const root of vm.heapRoots()) walk.visit(root);
    walk.drain();
    return walk.seen;
  }
}
