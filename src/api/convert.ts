/** This file carries values over the border: JavaScript to Python and back. Nothing of either side passes unconverted. */
import { typeOf } from '../objects/core-types.js';
import { PyByteArray } from '../objects/types/bytes/bytearray-object.js';
import { PyDict } from '../objects/types/dict/dict.js';
import { PyList } from '../objects/types/list/list.js';
import { PyFrozenSet, PySet } from '../objects/types/set/set.js';
import { PyFloat } from '../values/float.js';
import type { Value } from '../values/object.js';
import { PyBytes, PyTuple } from '../values/sequences.js';
import { None } from '../values/singletons.js';
import { isStr, PyStr, strFromUtf16, strToUtf16 } from '../values/str.js';
import type { Machine } from '../vm/machine.js';
import { VMError } from './errors.js';
import { PyHandle } from './handle.js';

/** What a dict becomes: a Map, or a plain object (without prototype) when all of its keys are str. */
export type DictForm = 'map' | 'object';

/** A Python value as the host sees it. */
export type JsValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly JsValue[]
  | Map<JsValue, JsValue>
  | Set<JsValue>
  | { readonly [key: string]: JsValue }
  | PyHandle;

/** Makes the Python function for a function of the host. */
export type FunctionWrapper = (func: (...args: never[]) => unknown) => Value;

const DEPTH = ' while converting a value of the host';

/** Carries values into and out of one machine. */
export class Converter {
  constructor(
    private readonly vm: Machine,
    /** Who owns the handles that are made. */
    private readonly owner: object,
    private readonly wrap: FunctionWrapper,
  ) {}

  /**
   * The Python value for a JavaScript one: integral numbers become int, others float; arrays list, Maps and plain objects
   * dict, Sets set, Uint8Array bytes, functions callables, null and undefined None. Cycles are kept. Throws VMError for
   * anything else, MemoryError in the program when it does not fit.
   */
  toPython(value: unknown): Value {
    return this.inward(value, new Map());
  }

  private inward(value: unknown, seen: Map<object, Value>): Value {
    switch (typeof value) {
      case 'boolean':
        return value;
      case 'number':
        return Number.isSafeInteger(value) && !Object.is(value, -0) ? value : new PyFloat(value);
      case 'bigint':
        this.vm.chargeMemory(value.toString(16).length >> 1);
        return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
      case 'string':
        this.vm.chargeMemory(value.length);
        return strFromUtf16(value);
      case 'undefined':
        return None;
      case 'function':
        return this.wrap(value as (...args: never[]) => unknown);
      case 'object':
        return value === null ? None : this.objectInward(value, seen);
      default:
        throw new VMError('conversion', `a ${typeof value} has no Python counterpart`);
    }
  }

  private objectInward(value: object, seen: Map<object, Value>): Value {
    const known = seen.get(value);
    if (known !== undefined) return known;
    const { vm } = this;
    if (value instanceof PyHandle) {
      const object = PyHandle.open(value, this.owner);
      if (object === undefined) throw new VMError('conversion', 'the handle belongs to another instance');
      return object;
    }
    if (value instanceof Uint8Array) {
      vm.chargeMemory(value.length);
      return new PyBytes(value.slice());
    }
    if (value instanceof ArrayBuffer) return this.objectInward(new Uint8Array(value), seen);
    vm.enterRecursion(DEPTH);
    try {
      if (Array.isArray(value)) {
        vm.chargeFuel(value.length);
        vm.chargeMemory(8 * value.length);
        const list = new PyList([]);
        seen.set(value, list);
        for (let i = 0; i < value.length; i++) list.items.push(this.inward(value[i], seen));
        return list;
      }
      if (value instanceof Map) {
        vm.chargeFuel(value.size);
        const dict = new PyDict();
        seen.set(value, dict);
        for (const [key, item] of value) dict.set(vm, this.inward(key, seen), this.inward(item, seen));
        return dict;
      }
      if (value instanceof Set) {
        vm.chargeFuel(value.size);
        const set = new PySet();
        seen.set(value, set);
        for (const item of value) set.add(vm, this.inward(item, seen));
        return set;
      }
      const prototype = Object.getPrototypeOf(value);
      if (prototype !== Object.prototype && prototype !== null) {
        throw new VMError(
          'conversion',
          'an object of a class has no Python counterpart; give a plain object or a function',
        );
      }
      const entries = Object.entries(value);
      vm.chargeFuel(entries.length);
      const dict = new PyDict();
      seen.set(value, dict);
      for (const [key, item] of entries) dict.set(vm, strFromUtf16(key), this.inward(item, seen));
      return dict;
    } finally {
      vm.leaveRecursion();
    }
  }

  /** The JavaScript value for a Python one; what has no counterpart becomes a handle. Runs no Python code. */
  toJs(value: Value, dicts: DictForm): JsValue {
    return this.outward(value, dicts, new Map());
  }

  private outward(value: Value, dicts: DictForm, seen: Map<Value, JsValue>): JsValue {
    if (typeof value !== 'object') return value;
    if (value === None) return null;
    if (isStr(value)) return value instanceof PyStr ? strToUtf16(value) : (value as string);
    const known = seen.get(value);
    if (known !== undefined) return known;
    const { vm } = this;
    if (value instanceof PyFloat && value.constructor === PyFloat) return value.value;
    if (value instanceof PyBytes && value.constructor === PyBytes) return this.bytesOut(value.data);
    if (value instanceof PyByteArray && value.constructor === PyByteArray) return this.bytesOut(value.bytes);
    vm.enterRecursion(DEPTH);
    try {
      const isList = value instanceof PyList && value.constructor === PyList;
      if (isList || (value instanceof PyTuple && value.constructor === PyTuple)) {
        const { items } = value as PyList | PyTuple;
        vm.chargeFuel(items.length);
        const array: JsValue[] = [];
        seen.set(value, array);
        for (let i = 0; i < items.length; i++) array.push(this.outward(items[i] as Value, dicts, seen));
        return array;
      }
      if (value instanceof PyDict && value.constructor === PyDict) return this.dictOut(value, dicts, seen);
      if ((value instanceof PySet || value instanceof PyFrozenSet) && isPlainSet(value)) {
        vm.chargeFuel(value.size);
        const set = new Set<JsValue>();
        seen.set(value, set);
        for (const item of value.toArray()) set.add(this.outward(item, dicts, seen));
        return set;
      }
      const handle = PyHandle.make(this.owner, value, typeOf(value).name);
      seen.set(value, handle);
      return handle;
    } finally {
      vm.leaveRecursion();
    }
  }

  private bytesOut(bytes: Uint8Array): Uint8Array {
    this.vm.chargeFuel(bytes.length >> 5);
    return bytes.slice();
  }

  private dictOut(dict: PyDict, dicts: DictForm, seen: Map<Value, JsValue>): JsValue {
    this.vm.chargeFuel(dict.size);
    if (dicts === 'object') {
      const object = Object.create(null) as Record<string, JsValue>;
      seen.set(dict, object);
      for (let at = dict.nextPosition(0); at >= 0; at = dict.nextPosition(at + 1)) {
        const key = dict.keyAt(at);
        if (!isStr(key)) throw new VMError('conversion', 'a dict with other keys than str has no plain object');
        // Keys are the program's: an own property, whatever it is called.
        Object.defineProperty(object, strToUtf16(key), {
          value: this.outward(dict.valueAt(at), dicts, seen),
          enumerable: true,
          configurable: true,
          writable: true,
        });
      }
      return object;
    }
    const map = new Map<JsValue, JsValue>();
    seen.set(dict, map);
    for (let at = dict.nextPosition(0); at >= 0; at = dict.nextPosition(at + 1)) {
      map.set(this.outward(dict.keyAt(at), dicts, seen), this.outward(dict.valueAt(at), dicts, seen));
    }
    return map;
  }
}

const isPlainSet = (set: PySet | PyFrozenSet): boolean => set.constructor === PySet || set.constructor === PyFrozenSet;
