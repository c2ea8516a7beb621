/** This file searches the way by which a program reaches some of its objects. */
import type { PyFrame } from '../frame.js';
import { HeapWalk, kindOf } from './walk.js';

/** A breadth-first search for objects that remembers where it came from, and ends as soon as all are found. */
export class PathWalk extends HeapWalk {
  private readonly parents = new Map<object, object | null>();
  private current: object | null = null;
  private left: number;

  constructor(
    boundaries: readonly object[],
    private readonly wanted: ReadonlySet<object>,
  ) {
    super(boundaries);
    this.left = wanted.size;
  }

  override visit(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    const { seen } = this;
    const before = seen.size;
    seen.add(value);
    if (seen.size === before) return;
    this.work.push(value);
    this.parents.set(value, this.current);
    if (this.wanted.has(value)) this.left--;
  }

  /** Search from the roots, the first ones first. */
  search(roots: readonly unknown[]): void {
    for (const root of roots) this.visit(root);
    const { work } = this;
    for (let at = 0; at < work.length && this.left > 0; at++) {
      const object = work[at] as object;
      this.current = object;
      this.expand(object, kindOf(object));
    }
  }

  /** Root, what it refers to, and so on to the object; null when it was not found. */
  pathTo(object: object): object[] | null {
    if (!this.parents.has(object)) return null;
    const path: object[] = [];
    for (let at: object | null = object; at !== null; at = this.parents.get(at) ?? null) path.push(at);
    return path.reverse();
  }
}

/** Looks whether one object refers to another. */
export class ReferenceProbe extends HeapWalk {
  /** How many references were looked at last. */
  visits = 0;
  private target: object | null = null;
  private found = false;

  constructor() {
    super([]);
  }

  override visit(value: unknown): void {
    this.visits++;
    if (value === this.target) this.found = true;
  }

  refers(from: object, to: object): boolean {
    this.target = to;
    this.found = false;
    this.visits = 0;
    this.expand(from, kindOf(from));
    this.target = null;
    return this.found;
  }
}

/** Is the frame one of those that are being executed, or wait for one that is? */
export function isActive(frame: PyFrame, top: PyFrame | null): boolean {
  for (let at = top, steps = 0; at !== null && steps < 100; at = at.back, steps++) if (at === frame) return true;
  return false;
}
