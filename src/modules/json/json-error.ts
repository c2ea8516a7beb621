/** This file raises json.JSONDecodeError. */

import { typeError } from '../../objects/errors.js';
import { PyBaseException } from '../../objects/exceptions/base-exception.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { getAttr } from '../../objects/operations/attributes.js';
import type { Runtime } from '../../values/runtime.js';
import type { Str } from '../../values/str.js';

/** `JSONDecodeError(message, document, position)`, to be thrown. */
export function decodeError(vm: Runtime, message: string, document: Str, position: number): Raised {
  const type = getAttr(vm, vm.importModule('json.decoder'), 'JSONDecodeError');
  const exception = vm.call(type, [message, document, position]);
  if (!(exception instanceof PyBaseException)) throw typeError('exceptions must derive from BaseException');
  return new Raised(exception);
}
