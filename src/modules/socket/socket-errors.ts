/** This file defines socket.gaierror and socket.herror. */
import { makeException } from '../../objects/errors.js';
import type { PyOSError } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { OSError, TimeoutError } from '../../objects/exceptions/types.js';
import { defineType } from '../../objects/native/define-type.js';
import type { PyType } from '../../values/type.js';
import { makeModuleType } from '../module-types.js';

const Parent = OSError.instanceClass as unknown as new () => PyOSError;

class PyAddressError extends Parent {}
class PyHostError extends Parent {}

function defineError(name: string, Instance: new () => PyOSError): PyType {
  const type = makeModuleType('socket', name, Instance, OSError);
  type.name = name;
  return defineType(type, { module: 'socket', isBaseType: true, hasDict: true });
}

export const addressErrorType = defineError('gaierror', PyAddressError);
export const hostErrorType = defineError('herror', PyHostError);

/** `socket.gaierror` by its EAI number. */
export function addressError(number: number, message: string): Raised {
  const exception = makeException(addressErrorType, [number, message]) as PyOSError;
  exception.errno = number;
  exception.strerror = message;
  return new Raised(exception);
}

/** `[Errno -2] Name or service not known`. */
export const unknownName = (): Raised => addressError(-2, 'Name or service not known');

/** TimeoutError "timed out". */
export const timedOut = (): Raised => new Raised(makeException(TimeoutError, ['timed out']));
