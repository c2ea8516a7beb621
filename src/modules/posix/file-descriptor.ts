/** This file takes descriptors from ints and from objects with `fileno()`. */
import { typeOf } from '../../objects/core-types.js';
import { overflowError, typeError, valueError } from '../../objects/errors.js';
import { RuntimeWarning } from '../../objects/exceptions/types.js';
import { lookupAttr } from '../../objects/operations/attributes.js';
import { index } from '../../objects/operations/index.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';

/** `PyObject_AsFileDescriptor`: an int, or what `fileno()` answers. */
export function fileDescriptor(vm: Runtime, value: Value): number {
  if (typeof value === 'boolean') vm.warn(RuntimeWarning, 'bool is used as a file descriptor');
  let given = value;
  if (typeof value === 'object' && typeOf(value).nb_index === null) {
    const fileno = lookupAttr(vm, value, 'fileno');
    if (fileno === undefined) throw typeError('argument must be an int, or have a fileno() method.');
    given = vm.call0(fileno);
    if (typeof given !== 'number') throw typeError('fileno() returned a non-integer');
  } else if (typeOf(value).nb_index === null) throw typeError('argument must be an int, or have a fileno() method.');
  const fd = index(vm, given);
  if (typeof fd === 'bigint' || fd > 0x7fffffff || fd < -0x80000000) {
    throw overflowError('Python int too large to convert to C int');
  }
  if (fd < 0) throw valueError(`file descriptor cannot be a negative integer (${fd})`);
  return fd;
}
