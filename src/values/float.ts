/** This file defines the values of type float and complex. */
import { PyObject } from './object.js';

/** A Python float: boxed, so that `1.0` and `1` differ. Immutable. Subclass instances carry an own `type`. */
export class PyFloat extends PyObject {
  constructor(readonly value: number) {
    super();
  }
}

/** A Python complex number. Immutable. */
export class PyComplex extends PyObject {
  constructor(
    readonly real: number,
    readonly imag: number,
  ) {
    super();
  }
}
