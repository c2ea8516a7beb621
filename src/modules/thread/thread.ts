/** This file declares the module _thread. */
import { RuntimeError } from '../../objects/exceptions/types.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { PyFloat } from '../../values/float.js';
import type { Machine } from '../../vm/machine.js';
import { lockType, PyLock, rlockType, TIMEOUT_MAX } from './locks.js';

export const threadModule = defineModule({
  name: '_thread',
  doc: 'This module provides primitive operations to write multi-threaded programs.',
  functions: [
    nativeFunction('allocate_lock($module, /)', 'Create a new lock object.', () => new PyLock()),
    nativeFunction('allocate($module, /)', 'An obsolete synonym of allocate_lock().', () => new PyLock()),
    nativeFunction('get_ident($module, /)', 'Return a non-zero integer that identifies the current thread.', (vm) =>
      (vm as Machine).threadId(),
    ),
  ],
  constants: [['TIMEOUT_MAX', new PyFloat(TIMEOUT_MAX)]],
  types: [
    ['error', RuntimeError],
    ['lock', lockType],
    ['LockType', lockType],
    ['RLock', rlockType],
  ],
});
