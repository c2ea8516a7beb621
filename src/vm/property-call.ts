/** This file defines the answer of an attribute look-up that still has to call a property's getter. */
import type { PyFunction } from '../objects/types/function.js';
import type { Value } from '../values/object.js';

/** A property whose getter is a Python function: the interpreter calls it in a frame of its own. */
export class PropertyCall {
  constructor(
    readonly getter: PyFunction,
    readonly self: Value,
  ) {}
}
