/** This file declares `_testlimitedcapi`: operations on objects by the functions that natives use for them. */
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { lookupAttr } from '../../objects/operations/attributes.js';
import { delItem, getItem, setItem } from '../../objects/operations/containers.js';
import type { Value } from '../../values/object.js';

/** The declaration of `_testlimitedcapi`. */
export const testLimitedCapiModule = defineModule({
  name: '_testlimitedcapi',
  functions: [
    nativeFunction('object_hasattrstring($self, obj, name: buffer, /)', null, (vm, object: Value, name: Uint8Array) =>
      lookupAttr(vm, object, new TextDecoder().decode(name)) === undefined ? 0 : 1,
    ),
    nativeFunction('sequence_getitem($self, obj, index: ssize, /)', null, (vm, object: Value, index: number) =>
      getItem(vm, object, index),
    ),
    nativeFunction(
      'sequence_setitem($self, obj, index: ssize, value, /)',
      null,
      (vm, object: Value, index: number, value: Value) => {
        setItem(vm, object, index, value);
        return 0;
      },
    ),
    nativeFunction('sequence_delitem($self, obj, index: ssize, /)', null, (vm, object: Value, index: number) => {
      delItem(vm, object, index);
      return 0;
    }),
    nativeFunction('call_vectorcall($self, callable, /)', null, (vm, callable: Value) =>
      vm.call(callable, ['foo', 'bar'], ['baz']),
    ),
    nativeFunction('call_vectorcall_method($self, obj, /)', null, (vm, object: Value) => {
      const bound = lookupAttr(vm, object, 'f');
      return vm.call(bound as Value, ['foo', 'bar'], ['baz']);
    }),
    nativeFunction('_py_getbuiltwithassert($self, /)', null, () => 0),
  ],
});
