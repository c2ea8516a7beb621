/** This file defines the values of template strings (PEP 750), as data. */
import { PyObject, type Value } from '../../values/object.js';
import type { PyTuple } from '../../values/sequences.js';
import { makeType } from '../core-types.js';

/** `string.templatelib.Template`. */
export class PyTemplate extends PyObject {
  constructor(
    readonly strings: PyTuple,
    readonly interpolations: PyTuple,
  ) {
    super();
  }
}

/** `string.templatelib.Interpolation`. */
export class PyInterpolation extends PyObject {
  constructor(
    readonly value: Value,
    readonly expression: Value,
    readonly conversion: Value,
    readonly formatSpec: Value,
  ) {
    super();
  }
}

export const templateType = makeType('Template', PyTemplate);
export const interpolationType = makeType('Interpolation', PyInterpolation);
