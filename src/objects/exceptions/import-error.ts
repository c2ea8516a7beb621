/** This file makes ImportError with its fields. */
import type { Value } from '../../values/object.js';
import { strFromUtf16 } from '../../values/str.js';
import { makeException } from '../errors.js';
import type { PyImportError } from './base-exception.js';
import { Raised } from './raised.js';
import { ImportError } from './types.js';

/** ImportError with message, name and path. */
export function importErrorFrom(message: string, name: Value | null, path: Value | null, type = ImportError): Raised {
  const text = strFromUtf16(message);
  const exception = makeException(type, [text]) as PyImportError;
  exception.msg = text;
  exception.name = name;
  exception.path = path;
  return new Raised(exception);
}
