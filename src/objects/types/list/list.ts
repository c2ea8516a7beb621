/** This file defines the instances of list. */
import { PyObject, type Value } from '../../../values/object.js';
import { makeType } from '../../core-types.js';

/** Python `list`. The array may be exchanged for another at any time: do not keep it across a call into Python. */
export class PyList extends PyObject {
  constructor(public items: Value[]) {
    super();
  }
}

export const listType = makeType('list', PyList);
