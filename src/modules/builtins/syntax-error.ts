/** This file turns the compiler's syntax errors into Python exceptions. */
import { makeException, memoryError, overflowError, valueError } from '../../objects/errors.js';
import type { PySyntaxError } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { _IncompleteInputError, IndentationError, SyntaxError, TabError } from '../../objects/exceptions/types.js';
import type { SyntaxErrorInfo } from '../../syntax/errors/syntax-error-info.js';
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strToUtf16 } from '../../values/str.js';

/** The Python exception for a syntax error. */
export function raiseSyntaxError(info: SyntaxErrorInfo): Raised {
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
  const text = (info.text ?? None) as Value;
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
  return new Raised(exception);
}
