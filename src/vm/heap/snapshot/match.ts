/** This file finds which objects of a program are still those that its machine started with. */
import type { PyCode } from '../../../bytecode/code.js';
import { codesEqual } from '../../../bytecode/code-equality.js';
import { NativeDef } from '../../../objects/native/native-def.js';
import { PyDict } from '../../../objects/types/dict/dict.js';
import { PyObject } from '../../../values/object.js';
import { strKey } from '../../../values/str.js';
import { PyType } from '../../../values/type.js';
import type { Machine } from '../../machine.js';
import type { Base } from './base.js';
import {
  ARRAY,
  BYTES,
  CODE,
  FIELDS,
  type Form,
  fieldNames,
  fieldOf,
  formOf,
  MAP,
  OPAQUE,
  partsOf,
  SET,
  snapshotRoots,
} from './fields.js';

/**
 * Pairs objects of a running machine with objects of its base, by the way that leads to them. A pair need not be equal:
 * what differs is stored as a change. Each object of the base has one partner at most.
 */
export class Matching {
  /** Objects of the running machine with the numbers of their partners. */
  readonly numbers = new Map<object, number>();
  private readonly taken = new Set<object>();
  private readonly work: [object, object][] = [];

  constructor(
    vm: Machine,
    private readonly base: Base,
  ) {
    const roots = new Map(snapshotRoots(base.vm));
    for (const [name, value] of snapshotRoots(vm)) this.pair(value, roots.get(name));
    for (let next = this.work.pop(); next !== undefined; next = this.work.pop()) this.descend(...next);
  }

  private pair(live: unknown, base: unknown): boolean {
    if (typeof live !== 'object' || live === null || typeof base !== 'object' || base === null) return false;
    const known = this.numbers.get(live);
    const number = this.base.numbers.get(base);
    if (number === undefined) return false;
    if (known !== undefined) return known === number;
    if (this.taken.has(base)) return false;
    const form = formOf(live);
    if (form !== formOf(base) || !this.isAlike(live, base, form)) return false;
    this.numbers.set(live, number);
    this.taken.add(base);
    if (form !== BYTES && form !== OPAQUE) this.work.push([live, base]);
    return true;
  }

  private isAlike(live: object, base: object, form: Form): boolean {
    if (live === base) return true;
    switch (form) {
      case CODE:
        return sameCode(live as PyCode, base as PyCode);
      case BYTES:
        return live.constructor === base.constructor && (live as Uint8Array).length === (base as Uint8Array).length;
      case OPAQUE:
        if (live instanceof NativeDef) return base instanceof NativeDef && live.name === base.name;
        return live.constructor === base.constructor;
      case FIELDS:
        break;
      default:
        return true;
    }
    if (live instanceof PyType) {
      return (
        base instanceof PyType && live.name === base.name && live.dict.get('__module__') === base.dict.get('__module__')
      );
    }
    if (Object.getPrototypeOf(live) === Object.getPrototypeOf(base)) return true;
    if (!(live instanceof PyObject) || !(base instanceof PyObject)) return false;
    const { type } = live;
    return (type as PyType | undefined)?.isHeap === true && this.pair(type, base.type);
  }

  private descend(live: object, base: object): void {
    switch (formOf(live)) {
      case ARRAY: {
        const left = live as unknown[];
        const right = base as unknown[];
        const count = Math.min(left.length, right.length);
        for (let i = 0; i < count; i++) this.pair(left[i], right[i]);
        break;
      }
      case MAP: {
        const right = base as Map<unknown, unknown>;
        for (const [key, value] of live as Map<unknown, unknown>) {
          if (typeof key !== 'object') this.pair(value, right.get(key));
        }
        break;
      }
      case SET: {
        const right = [...(base as Set<unknown>)];
        let at = 0;
        for (const value of live as Set<unknown>) this.pair(value, right[at++]);
        break;
      }
      case CODE: {
        const right = [...partsOf(base, CODE)];
        let at = 0;
        for (const each of partsOf(live, CODE)) this.pair(each, right[at++]);
        break;
      }
      default:
        this.descendFields(live, base);
    }
  }

  private descendFields(live: object, base: object): void {
    if (live instanceof PyDict && base instanceof PyDict) this.descendDict(live, base);
    for (const name of fieldNames(live)) this.pair(fieldOf(live, name), fieldOf(base, name));
  }

  /** Entries of a dict belong together by their keys, wherever they stand. */
  private descendDict(live: PyDict, base: PyDict): void {
    const values = new Map<unknown, unknown>();
    base.keys.forEach((key, i) => {
      if (typeof key === 'string') values.set(key, base.vals[i]);
    });
    live.keys.forEach((key, i) => {
      if (typeof key === 'string') this.pair(live.vals[i], values.get(key));
    });
  }
}

/** Equal in every field, those that `==` leaves out included. */
function sameCode(live: PyCode, base: PyCode): boolean {
  return (
    strKey(live.co_qualname) === strKey(base.co_qualname) &&
    strKey(live.co_filename) === strKey(base.co_filename) &&
    codesEqual(live, base)
  );
}
