/** This file defines the immutable sequences that source and bytecode can hold: bytes, tuple, slice and the frozen set of a constant. */
import { PyObject, type Value } from './object.js';

/** Python `bytes`. The array is never changed after construction. */
export class PyBytes extends PyObject {
  constructor(readonly data: Uint8Array) {
    super();
  }
}

/** Python `tuple`. The array is never changed after construction and holds no holes. */
export class PyTuple extends PyObject {
  /** `hash()` of the tuple once it is known; null before. */
  hashCache: number | bigint | null = null;

  constructor(readonly items: readonly Value[]) {
    super();
  }
}

/** The empty tuple: one object, as in CPython. */
export const EMPTY_TUPLE = new PyTuple([]);

/** Python `slice`. */
export class PySlice extends PyObject {
  constructor(
    readonly start: Value,
    readonly stop: Value,
    readonly step: Value,
  ) {
    super();
  }
}

/**
 * A frozen set among a code object's constants, as the compiler and marshal see it. The virtual machine turns
 * it into a real `frozenset` when it prepares the code for execution. `items` holds each element once, in the
 * order in which they were added.
 */
export class FrozenSetConstant extends PyObject {
  constructor(readonly items: readonly Value[]) {
    super();
  }
}
