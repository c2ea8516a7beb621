/** This file declares the module _weakref. */

import { typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import { livingHolders } from '../../vm/heap/collector.js';
import type { Machine } from '../../vm/machine.js';
import { callableWeakProxyType, makeProxy, weakProxyType } from './proxy.js';
import { PyWeakReference, weakReferenceType } from './reference.js';

export const weakrefModule = defineModule({
  name: '_weakref',
  doc: 'Weak-reference support module.',
  types: [
    ['ref', weakReferenceType],
    ['ReferenceType', weakReferenceType],
    ['ProxyType', weakProxyType],
    ['CallableProxyType', callableWeakProxyType],
  ],
  functions: [
    nativeFunction(
      'getweakrefcount($module, object, /)',
      "Return the number of weak references to 'object'.",
      (vm, object: Value) => livingHolders(vm as Machine, object).length,
    ),
    nativeFunction(
      'getweakrefs($module, object, /)',
      "Return a list of all weak reference objects pointing to 'object'.",
      (vm, object: Value) => new PyList([...livingHolders(vm as Machine, object)]),
    ),
    nativeFunction(
      'proxy($module, object, callback=None, /)',
      "Create a proxy object that weakly references 'object'.",
      (vm, object: Value, callback: Value) => makeProxy(vm, object, callback),
    ),
    nativeFunction(
      '_remove_dead_weakref($module, dct, key, /)',
      'Atomically remove key from dict if it points to a dead weakref.',
      (vm, dict: Value, key: Value) => {
        if (!(dict instanceof PyDict)) {
          throw typeError(`_remove_dead_weakref() argument 1 must be dict, not ${typeOf(dict).name}`);
        }
        const value = dict.get(vm, key);
        if (value === undefined) return None;
        if (!(value instanceof PyWeakReference)) throw typeError('not a weakref');
        if (value.target === undefined) dict.delete(vm, key);
        return None;
      },
    ),
  ],
});
