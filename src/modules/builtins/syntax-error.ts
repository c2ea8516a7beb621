/** This file turns the compiler's syntax errors into Python exceptions. */
import { makeException, memoryError, overflowError, valueError } from '../../objects/errors.js';
import type { PySyntaxError } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { _IncompleteInputError, IndentationError, SyntaxError, TabError } from '../../objects/exceptions/types.js';
import type { SyntaxErrorInfo } from '../../syntax/errors/syntax-error-info.js';
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';

/** The Python exception for a syntax error; `programLine` is its line where the error itself holds none. */
export function raiseSyntaxError(info: SyntaxErrorInfo, programLine: Str | null = null): Raised {
  const { kind } = info;
  if (kind === 'MemoryError') return memoryError(info.msg === '' ? undefined : strToUtf16(info.msg));
  if (kind === 'ValueError') return valueError(strToUtf16(info.msg));
  if (kind === 'OverflowError') return overflowError(strToUtf16(info.msg));
  const type =
    kind === 'IndentationError'
      ? IndentationError
      : kind === 'TabError'
        ? TabError
        : kind === '_IncompleteInputError'
          ? _IncompleteInputError
          : SyntaxError;
  const orNone = (value: number | null | undefined): Value => value ?? None;
  const message = info.msg;
  if (info.isBare) {
    const bare = makeException(type, [message]) as PySyntaxError;
    bare.msg = message;
    return new Raised(bare);
  }
  const text = (upToNul(info.text) ?? programLine ?? None) as Value;
  const details: Value[] = [
    info.filename as Value,
    orNone(info.lineno),
    orNone(info.offset),
    text,
    orNone(info.endLineno),
    orNone(info.endOffset),
  ];
  const exception = makeException(type, [message, new PyTuple(details)]) as PySyntaxError;
  exception.msg = message;
  [exception.filename, exception.lineno, exception.offset, exception.text, exception.endLineno, exception.endOffset] =
    details as [Value, Value, Value, Value, Value, Value];
  if (info.metadata !== null) {
    const { lineno, column, source } = info.metadata;
    exception.metadata = new PyTuple([lineno, column, source ?? None]);
  }
  return new Raised(exception);
}

/** A line as CPython has it, whose strings end at a NUL. */
function upToNul(text: Str | null): Str | null {
  if (text === null) return null;
  const utf16 = strToUtf16(text);
  const nul = utf16.indexOf('\0');
  return nul < 0 ? text : strFromUtf16(utf16.slice(0, nul));
}
