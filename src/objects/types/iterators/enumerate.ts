/** This file implements enumerate. */
import { PyObject, type Value } from '../../../values/object.js';
import type { Runtime } from '../../../values/runtime.js';
import { PyTuple } from '../../../values/sequences.js';
import type { PyType } from '../../../values/type.js';
import { makeType } from '../../core-types.js';
import { typeError } from '../../errors.js';
import { bindArguments } from '../../native/bind.js';
import { defineType } from '../../native/define-type.js';
import { method } from '../../native/native-def.js';
import { parseSignature } from '../../native/signature.js';
import { index } from '../../operations/index.js';
import { getIter, iterNext } from '../../operations/iteration.js';
import { classGetItem } from '../class-getitem.js';
import { canonicalInt } from '../slice.js';
import { REDUCE_DOC, reduced } from './pickling.js';

/** `enumerate(iterable, start)`. */
export class PyEnumerate extends PyObject {
  constructor(
    readonly iterator: Value,
    public count: number | bigint,
  ) {
    super();
  }
}

export const enumerateType = makeType('enumerate', PyEnumerate);

const SIGNATURE = parseSignature('enumerate(iterable, start=0)', 'function');
const NAME = { short: 'enumerate', full: 'enumerate()' };

function enumerateNew(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  if (args.length === 0) throw typeError("enumerate() missing required argument 'iterable'");
  if (args.length > 2) throw typeError(`enumerate() takes at most 2 arguments (${args.length} given)`);
  const [iterable, start] = bindArguments(vm, SIGNATURE, NAME, args, kwnames) as [Value, Value];
  const count = index(vm, start);
  const iterator = getIter(vm, iterable);
  if (type === enumerateType) return new PyEnumerate(iterator, count);
  return new (type.instanceClass as unknown as typeof PyEnumerate)(iterator, count);
}

defineType(enumerateType, {
  doc: 'Return an enumerate object, whose items are pairs of a count (from start) and an item of the iterable.',
  slots: {
    tp_new: enumerateNew,
    tp_iter: (_vm, self: PyEnumerate) => self,
    tp_iternext: (vm, self: PyEnumerate) => {
      const item = iterNext(vm, self.iterator);
      if (item === undefined) return undefined;
      const count = self.count;
      self.count =
        count === Number.MAX_SAFE_INTEGER || typeof count === 'bigint' ? canonicalInt(BigInt(count) + 1n) : count + 1;
      return new PyTuple([count, item]);
    },
  },
  methods: [
    method('__reduce__($self, /)', REDUCE_DOC, (_vm, self: PyEnumerate) =>
      reduced(self.type, [self.iterator, self.count]),
    ),
    classGetItem(),
  ],
  isBaseType: true,
  hasWeakrefs: false,
});

enumerateType.textSignature = '(iterable, start=0)';
