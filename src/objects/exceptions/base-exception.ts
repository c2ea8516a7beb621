/** This file defines the instances of BaseException and its built-in subclasses. */
import { PyObject, type Value } from '../../values/object.js';
import type { PyTuple } from '../../values/sequences.js';
import { EMPTY_TUPLE } from '../../values/sequences.js';
import type { Str } from '../../values/str.js';

/** An exception instance. Subclasses made by programs extend this class, so `instanceof` tells any exception. */
export class PyBaseException extends PyObject {
  args: PyTuple = EMPTY_TUPLE;
  /** A traceback object (vm/traceback) or null. */
  traceback: PyObject | null = null;
  context: PyBaseException | null = null;
  cause: PyBaseException | null = null;
  suppressContext = false;
  /** The list in `__notes__` is an ordinary attribute; nothing is stored here for it. */
}

/** Fields that AttributeError and NameError carry for suggestions. */
export class PyAttributeError extends PyBaseException {
  name: Value | null = null;
  obj: Value | null = null;
}

export class PyNameError extends PyBaseException {
  name: Value | null = null;
}

export class PyStopIteration extends PyBaseException {
  value: Value | null = null;
}

export class PySystemExit extends PyBaseException {
  code: Value | null = null;
}

export class PyImportError extends PyBaseException {
  msg: Value | null = null;
  name: Value | null = null;
  path: Value | null = null;
  nameFrom: Value | null = null;
}

export class PyOSError extends PyBaseException {
  errno: Value | null = null;
  strerror: Value | null = null;
  filename: Value | null = null;
  filename2: Value | null = null;
  charactersWritten = -1;
}

export class PySyntaxError extends PyBaseException {
  msg: Value | null = null;
  filename: Value | null = null;
  lineno: Value | null = null;
  offset: Value | null = null;
  endLineno: Value | null = null;
  endOffset: Value | null = null;
  text: Value | null = null;
  printFileAndLine: Value | null = null;
  metadata: Value | null = null;
}

export class PyUnicodeError extends PyBaseException {
  encoding: Value | null = null;
  object: Value | null = null;
  start = 0;
  end = 0;
  reason: Value | null = null;
}

export class PyExceptionGroup extends PyBaseException {
  msg: Value | null = null;
  excs: PyTuple = EMPTY_TUPLE;
  /** How the members were shown when they came as a sequence other than list and tuple. */
  excsText: Str | null = null;
}
