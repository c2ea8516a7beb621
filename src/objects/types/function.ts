/** This file defines functions, cells and modules as data. */
import type { PyCode } from '../../bytecode/code.js';
import { PyObject, type Value } from '../../values/object.js';
import type { PyTuple } from '../../values/sequences.js';
import { makeType } from '../core-types.js';
import type { PyDict } from './dict/dict.js';

/** A variable shared between a function and the functions inside it. `undefined` while unbound. */
export class PyCell extends PyObject {
  constructor(public value: Value | undefined) {
    super();
  }
}

/** A function defined in Python. */
export class PyFunction extends PyObject {
  /** `__name__` and `__qualname__` (str), `__module__` (any object), `__doc__`. */
  name: Value;
  qualname: Value;
  module: Value | null = null;
  doc: Value;
  defaults: PyTuple | null = null;
  kwdefaults: PyDict | null = null;
  /** Cells, in the order of `co_freevars`. */
  closure: PyTuple | null = null;
  annotations: Value | null = null;
  annotate: Value | null = null;
  typeParams: Value | null = null;
  /** Changes when code or defaults are replaced, so that call sites can cache what they know of it. */
  version = 0;

  constructor(
    public code: PyCode,
    readonly globals: PyDict,
    readonly builtins: PyDict,
    doc: Value,
  ) {
    super();
    this.name = code.co_name;
    this.qualname = code.co_qualname;
    this.doc = doc;
  }
}

/** A module: its namespace is a real dict. */
export class PyModule extends PyObject {
  declare attrDict: PyDict;
  constructor(dict: PyDict) {
    super();
    this.attrDict = dict;
  }
  get dict(): PyDict {
    return this.attrDict;
  }
}

export const cellType = makeType('cell', PyCell);
export const functionType = makeType('function', PyFunction);
export const moduleType = makeType('module', PyModule);
functionType.hasDict = true;
functionType.isMethodDescriptor = true;
moduleType.hasDict = true;
moduleType.isBaseType = true;
