/** This file notices that a program changes a list while it is sorted. */
import type { Value } from '../../../values/object.js';

/** Stands in for the items of a list that is being sorted: empty, and it remembers that something was put in. */
export class SortGuard extends Array<Value> {
  isTouched = false;

  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  override push(...items: Value[]): number {
    this.isTouched = true;
    return super.push(...items);
  }

  override unshift(...items: Value[]): number {
    this.isTouched = true;
    return super.unshift(...items);
  }

  override splice(start: number, count: number, ...items: Value[]): Value[] {
    this.isTouched = true;
    return super.splice(start, count, ...items);
  }
}

/** Did the list change since the guard was put into it? */
export function wasChanged(items: readonly Value[], guard: SortGuard): boolean {
  return items !== guard || guard.isTouched || guard.length > 0;
}
