/** This file defines io.UnsupportedOperation, which is both an OSError and a ValueError. */
import { makeException } from '../../objects/errors.js';
import type { PyOSError } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { OSError, ValueError } from '../../objects/exceptions/types.js';
import { defineType } from '../../objects/native/define-type.js';
import { makeModuleType } from '../module-types.js';

const Parent = OSError.instanceClass as unknown as new () => PyOSError;

/** An instance of io.UnsupportedOperation. */
class PyUnsupportedOperation extends Parent {}

export const unsupportedOperationType = makeModuleType('io', 'UnsupportedOperation', PyUnsupportedOperation, OSError);
unsupportedOperationType.bases = [OSError, ValueError];
defineType(unsupportedOperationType, { doc: null, module: 'io', isBaseType: true, hasDict: true });
// Messages show the name without its module, as for a class made in Python.
unsupportedOperationType.name = 'UnsupportedOperation';

/** UnsupportedOperation with a message, to throw. */
export function unsupported(message: string): Raised {
  return new Raised(makeException(unsupportedOperationType, [message]));
}
