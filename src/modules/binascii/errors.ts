/** This file defines the exceptions of binascii. */
import type { Raised } from '../../objects/exceptions/raised.js';
import { Exception, ValueError } from '../../objects/exceptions/types.js';
import { makeExceptionType, raise } from '../exception-types.js';

export const binasciiErrorType = makeExceptionType('binascii', 'Error', [ValueError]);
export const incompleteType = makeExceptionType('binascii', 'Incomplete', [Exception]);

/** binascii.Error with a message, to throw. */
export function binasciiError(message: string): Raised {
  return raise(binasciiErrorType, message);
}
