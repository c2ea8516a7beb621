/** This file implements the keys that functools.cmp_to_key makes. */
import { attributeError, typeError } from '../../objects/errors.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { member } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { richCompare } from '../../objects/operations/compare.js';
import { UNHASHABLE } from '../../objects/operations/hash.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import type { CompareOp } from '../../values/type.js';
import { makeModuleType } from '../module-types.js';

/** `K`, or `K(obj)`: an object that compares as the program's function says. */
export class PyCompareKey extends PyObject {
  constructor(
    readonly compare: Value,
    public object: Value | null,
  ) {
    super();
  }
}

export const compareKeyType = makeModuleType('functools', 'KeyWrapper', PyCompareKey);

const SIGNATURE = parseSignature('K(obj)', 'function');
const NAME = { short: 'K', full: 'K()' };

defineType(compareKeyType, {
  module: 'functools',
  slots: {
    tp_hash: UNHASHABLE,
    tp_call: (vm: Runtime, self: PyCompareKey, args, kwnames) =>
      new PyCompareKey(self.compare, bindArguments(vm, SIGNATURE, NAME, args, kwnames)[0] as Value),
    tp_richcompare: (vm: Runtime, self: PyCompareKey, other: Value, op: CompareOp) => {
      if (!(other instanceof PyCompareKey)) throw typeError('other argument must be K instance');
      if (self.object === null || other.object === null) throw attributeError('object', self, 'object');
      return richCompare(vm, vm.call2(self.compare, self.object, other.object), 0, op);
    },
  },
  getsets: [
    member(
      'obj',
      'Value wrapped by a key function.',
      (_vm, self: PyCompareKey) => self.object ?? None,
      (_vm, self: PyCompareKey, value) => {
        self.object = value ?? null;
      },
    ),
  ],
  hasWeakrefs: false,
  noInstantiation: true,
});
