/** This file holds the objects that a program lost, and how often they refer to each other. */
import { PyList } from '../../objects/types/list/list.js';
import { PyTuple } from '../../values/sequences.js';
import { HeapWalk, kindOf } from './walk.js';

/**
 * The lost objects that others of them lead to, with the number of references that each has from the others: what is left
 * of CPython's reference counts. Those with none have died as if by their count; the others are part of cycles or hang on
 * one.
 */
export class DeadGraph extends HeapWalk {
  private readonly counts = new Map<object, number>();
  /** Objects that died while references were given up, in order. */
  private freed: object[] = [];
  private releasing = false;

  constructor(private readonly live: ReadonlySet<object>) {
    super([]);
  }

  /** Add a lost object with everything that it leads to. */
  add(object: object): void {
    if (this.counts.has(object)) return;
    this.counts.set(object, 0);
    this.work.push(object);
    this.drain();
  }

  override visit(value: unknown): void {
    if (typeof value !== 'object' || value === null || this.live.has(value)) return;
    const count = this.counts.get(value);
    if (this.releasing) {
      if (count === undefined) return;
      this.counts.set(value, count - 1);
      if (count === 1) this.freed.push(value);
      return;
    }
    this.counts.set(value, (count ?? 0) + 1);
    if (count === undefined) this.work.push(value);
  }

  has(object: object): boolean {
    return this.counts.has(object);
  }

  isUnreferenced(object: object): boolean {
    return this.counts.get(object) === 0;
  }

  /** The object is freed: those that nothing refers to now are answered, in the order of its fields. */
  release(object: object): object[] {
    this.counts.delete(object);
    this.freed = [];
    this.releasing = true;
    this.expand(object, kindOf(object));
    this.releasing = false;
    // Lists and tuples are emptied from their end.
    if (object instanceof PyList || object instanceof PyTuple) this.freed.reverse();
    return this.freed;
  }

  /** What was not freed. */
  remaining(): IterableIterator<object> {
    return this.counts.keys();
  }
}
