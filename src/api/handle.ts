/** This file defines handles: Python objects that have no JavaScript counterpart, as the host holds them. */
import type { Value } from '../values/object.js';

/**
 * A Python object in the hands of the host. It says nothing but the name of its class; the instance that it belongs to
 * calls it, reads its attributes, or takes it as an argument. Needs no disposal.
 */
export class PyHandle {
  readonly #owner: object;
  readonly #value: Value;

  private constructor(
    owner: object,
    value: Value,
    /** Name of the object's class. */
    readonly typeName: string,
  ) {
    this.#owner = owner;
    this.#value = value;
  }

  toString(): string {
    return `[Python ${this.typeName}]`;
  }

  /** For the instance that owns it. */
  static make(owner: object, value: Value, typeName: string): PyHandle {
    return new PyHandle(owner, value, typeName);
  }

  /** The object, if it belongs to this owner. */
  static open(handle: PyHandle, owner: object): Value | undefined {
    return handle.#owner === owner ? handle.#value : undefined;
  }
}
