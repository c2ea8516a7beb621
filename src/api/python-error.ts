/** This file makes errors for the host of what ended a program. */
import { locationAt } from '../bytecode/location-table.js';
import { makeException } from '../objects/errors.js';
import { PyBaseException, PySyntaxError } from '../objects/exceptions/base-exception.js';
import { Raised } from '../objects/exceptions/raised.js';
import {
  BaseException,
  ImportError,
  PermissionError,
  SyntaxError as PythonSyntaxErrorType,
} from '../objects/exceptions/types.js';
import { str } from '../objects/operations/text.js';
import { qualifiedName } from '../objects/type/type-type.js';
import type { Value } from '../values/object.js';
import { isStr, strFromUtf16, strToUtf16 } from '../values/str.js';
import { PyType } from '../values/type.js';
import type { Machine } from '../vm/machine.js';
import { PyTraceback } from '../vm/traceback.js';
import {
  DeniedError,
  PythonError,
  type PythonErrorFrame,
  type PythonErrorParts,
  PythonSyntaxError,
  type SyntaxErrorPlace,
} from './errors.js';
import { PyHandle } from './handle.js';

/** Frames of a traceback that an error tells of: the outermost and the innermost ones. */
const MOST_FRAMES = 100;

/** The file name of the frames through which the host calls; tracebacks do not show them. */
export const CALL_FILE = '<call>';

/** Something that was refused to the program. */
export interface Denial {
  readonly operation: string;
  readonly target: string;
}

/** -1 stands for a place that is not known. */
const known = (place: number): number | null => (place < 0 ? null : place);

function frameOf(entry: PyTraceback): PythonErrorFrame {
  const { code } = entry.frame;
  const place = locationAt(code, entry.lasti);
  return {
    file: strToUtf16(code.co_filename),
    function: strToUtf16(code.co_qualname),
    line: known(entry.lineno),
    endLine: known(place.endLine),
    column: known(place.column),
    endColumn: known(place.endColumn),
  };
}

function framesOf(exception: PyBaseException): PythonErrorFrame[] {
  const entries: PyTraceback[] = [];
  const first = exception.traceback;
  for (let entry = first instanceof PyTraceback ? first : null; entry !== null; entry = entry.next) {
    entries.push(entry);
    if (entries.length > MOST_FRAMES) entries.splice(MOST_FRAMES / 2, 1);
  }
  return entries.map(frameOf).filter((frame) => frame.file !== CALL_FILE);
}

/** `str(exception)`; what that raises is not told. */
function messageOf(vm: Machine, exception: PyBaseException): string {
  try {
    return strToUtf16(str(vm, exception));
  } catch (reason) {
    if (reason instanceof Raised) return '<exception str() failed>';
    throw reason;
  }
}

const textOrNull = (value: Value | null): string | null => (value !== null && isStr(value) ? strToUtf16(value) : null);
const numberOrNull = (value: Value | null): number | null => (typeof value === 'number' ? value : null);

function placeOf(exception: PySyntaxError): SyntaxErrorPlace {
  return {
    file: textOrNull(exception.filename),
    line: numberOrNull(exception.lineno),
    column: numberOrNull(exception.offset),
    endLine: numberOrNull(exception.endLineno),
    endColumn: numberOrNull(exception.endOffset),
    sourceLine: textOrNull(exception.text),
  };
}

/** The host's error for an exception that nothing caught. `denial`: the last thing that was refused in this run. */
export function errorFor(vm: Machine, owner: object, exception: PyBaseException, denial: Denial | null): PythonError {
  const { type } = exception;
  const parts: PythonErrorParts = {
    type: qualifiedName(type),
    message: messageOf(vm, exception),
    frames: framesOf(exception),
    object: PyHandle.make(owner, exception, type.name),
    bases: type.mro.map(qualifiedName),
  };
  if (exception instanceof PySyntaxError && type.isSubtypeOf(PythonSyntaxErrorType)) {
    return new PythonSyntaxError(parts, placeOf(exception));
  }
  if (denial !== null && (type.isSubtypeOf(PermissionError) || type.isSubtypeOf(ImportError))) {
    return new DeniedError(parts, denial.operation, denial.target);
  }
  return new PythonError(parts);
}

/** The exception for an error that the host threw on purpose: the very object, or a new one of a built-in class. */
export function raisedFor(vm: Machine, owner: object, error: PythonError): Raised {
  if (error.object !== null) {
    const object = PyHandle.open(error.object, owner);
    if (object instanceof PyBaseException) return new Raised(object);
  }
  const found = vm.builtins.getStr(error.type);
  const type = found instanceof PyType && !found.isHeap && found.isSubtypeOf(BaseException) ? found : null;
  const text = strFromUtf16(error.text);
  if (type === null) return raisedFor(vm, owner, new PythonError('RuntimeError', error.text));
  return new Raised(makeException(type, error.text === '' ? [] : [text]));
}
