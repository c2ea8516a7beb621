/** This file implements the inner loop of collections.Counter. */
import { binaryOp } from '../../objects/operations/arithmetic.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { setItem } from '../../objects/operations/containers.js';
import { forEach } from '../../objects/operations/iteration.js';
import { dictType, PyDict } from '../../objects/types/dict/dict.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import type { PyType } from '../../values/type.js';

/** `_count_elements` of Counter: add one to `mapping[item]` for each item. */
export function countElements(vm: Runtime, mapping: Value, iterable: Value): Value {
  const plain = mapping instanceof PyDict && mapping.isPlain && usesDictMethods(mapping.type) ? mapping : undefined;
  const get = plain === undefined ? getAttr(vm, mapping, 'get') : None;
  forEach(vm, iterable, (item) => {
    if (plain === undefined) {
      setItem(vm, mapping, item, addOne(vm, vm.call2(get, item, 0)));
      return;
    }
    const at = plain.find(vm, item);
    if (at < 0) plain.set(vm, item, 1);
    else {
      const version = plain.keysVersion;
      const value = addOne(vm, plain.valueAt(at));
      if (plain.keysVersion === version) plain.setAt(at, value);
      else plain.set(vm, item, value);
    }
  });
  return None;
}

function addOne(vm: Runtime, value: Value): Value {
  return typeof value === 'number' && value < Number.MAX_SAFE_INTEGER ? value + 1 : binaryOp(vm, 'add', value, 1);
}

function usesDictMethods(type: PyType): boolean {
  return type.lookup('get') === dictType.lookup('get') && type.mp_ass_subscript === dictType.mp_ass_subscript;
}
