/** This file searches the way by which a program reaches some of its objects. */
import { PyFunction, PyModule } from '../../objects/types/function.js';
import { PyType } from '../../values/type.js';
import type { PyFrame } from '../frame.js';
import { HeapWalk, kindOf } from './walk.js';

/** A breadth-first search for objects that remembers where it came from, and ends as soon as all are found. */
export class PathWalk extends HeapWalk {
  private readonly parents = new Map<object, object | null>();
  private current: object | null = null;
  /** What leads to nearly everything: to be looked at last. */
  private readonly later: object[] = [];
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
    this.parents.set(value, this.current);
    if (this.wanted.has(value)) this.left--;
    const isHub = value instanceof PyFunction || value instanceof PyModule || value instanceof PyType;
    (isHub ? this.later : this.work).push(value);
  }

  /**
   * Search from the frames, the innermost first: what they hold, then what that leads to, and only then the namespaces of
   * modules and all other roots.
   */
  search(top: PyFrame | null, roots: readonly unknown[]): void {
    const frames: PyFrame[] = [];
    for (let frame = top; frame !== null; frame = frame.back) {
      frames.push(frame);
      for (const hub of [frame, frame.globals, frame.builtins]) {
        if (this.seen.has(hub)) continue;
        this.seen.add(hub);
        this.parents.set(hub, hub === frame ? null : frame);
        this.later.push(hub);
      }
    }
    for (const frame of frames) {
      this.current = frame;
      const end = frame.finished ? 0 : Math.min(frame.sp, frame.slots.length);
      for (let i = 0; i < end; i++) this.visit(frame.slots[i]);
    }
    this.drainBreadthFirst(this.work);
    this.current = null;
    for (const root of roots) this.visit(root);
    for (let at = 0; this.left > 0 && (at < this.later.length || this.work.length > 0); ) {
      this.drainBreadthFirst(this.work);
      if (at < this.later.length && this.left > 0) this.expandFrom(this.later[at++] as object);
    }
  }

  private drainBreadthFirst(queue: object[]): void {
    for (let at = 0; at < queue.length && this.left > 0; at++) this.expandFrom(queue[at] as object);
    queue.length = 0;
  }

  private expandFrom(object: object): void {
    this.current = object;
    this.expand(object, kindOf(object));
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
