/** This file defines the singletons None, Ellipsis and NotImplemented. */
import { PyObject } from './object.js';

class PyNone extends PyObject {}
class PyEllipsis extends PyObject {}
class PyNotImplemented extends PyObject {}

export type { PyEllipsis, PyNone, PyNotImplemented };

/** Python's `None`. */
export const None = new PyNone();
/** Python's `...`. */
export const Ellipsis = new PyEllipsis();
/** Python's `NotImplemented`, the answer of an operator method that does not know the other operand. */
export const NotImplemented = new PyNotImplemented();

export const NoneClass = PyNone;
export const EllipsisClass = PyEllipsis;
export const NotImplementedClass = PyNotImplemented;
