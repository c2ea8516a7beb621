/** This file numbers the objects of a machine that nothing of a program ran in yet: a snapshot refers to them. */
import { builtinTypes } from '../../../objects/core-types.js';
import { PyType } from '../../../values/type.js';
import type { Machine } from '../../machine.js';
import { formOf, OPAQUE, partsOf, snapshotRoots } from './fields.js';

/**
 * The objects of a machine that has only started and imported some modules of the library, in an order that is the same
 * wherever that is done. What a program left as it was is referred to by its number and not stored.
 */
export class Base {
  readonly objects: object[] = [];
  readonly numbers = new Map<object, number>();
  private readonly boundaries: ReadonlySet<object>;

  constructor(readonly vm: Machine) {
    this.boundaries = new Set(vm.heapBoundaries());
    const work: object[] = [];
    const note = (value: unknown): void => {
      if (typeof value !== 'object' || value === null || this.numbers.has(value) || !this.contains(value)) return;
      this.numbers.set(value, this.objects.length);
      this.objects.push(value);
      work.push(value);
    };
    for (const [, root] of snapshotRoots(vm)) note(root);
    for (let object = work.pop(); object !== undefined; object = work.pop()) {
      const form = formOf(object);
      if (form !== OPAQUE) for (const part of partsOf(object, form)) note(part);
    }
  }

  /** Is the object one of the machine's graph? Built-in types are shared by all machines. */
  private contains(object: object): boolean {
    return !this.boundaries.has(object) && !(object instanceof PyType && !object.isHeap);
  }

  /** A number that differs when the library or the machine is another one. */
  digest(): number {
    let hash = this.objects.length ^ (builtinTypes.length << 16);
    for (const object of this.objects) {
      hash = Math.imul(hash, 31) + formOf(object);
      if (Array.isArray(object)) hash = Math.imul(hash, 31) + object.length;
    }
    return hash >>> 0;
  }
}
