/** This file declares the module `_bisect`: binary search in sorted sequences. */
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { compareBool } from '../../objects/operations/compare.js';
import { length } from '../../objects/operations/containers.js';
import { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { LT } from '../../values/type.js';

/** PySequence_GetItem for an index that is not negative. */
function itemAt(vm: Runtime, sequence: Value, at: number): Value {
  const type = typeOf(sequence);
  if (type.sq_item !== null) return type.sq_item(vm, sequence as never, at);
  throw typeError(
    type.mp_subscript === null ? `'${type.name}' object does not support indexing` : `${type.name} is not a sequence`,
  );
}

/** One search: after (`right`) or before the items equal to `value`. */
class Search {
  constructor(
    private readonly sequence: Value,
    private readonly value: Value,
    private low: number,
    private high: number,
    private readonly key: Value,
    private readonly right: boolean,
  ) {}

  run(vm: Runtime): number {
    while (this.low < this.high) {
      vm.chargeFuel(1);
      const middle = Math.floor((this.low + this.high) / 2);
      if (this.isLeft(vm, middle)) this.high = middle;
      else this.low = middle + 1;
    }
    return this.low;
  }

  /** Does the value belong before the item at this index? */
  private isLeft(vm: Runtime, at: number): boolean {
    let item = itemAt(vm, this.sequence, at);
    if (this.key !== None) item = vm.call1(this.key, item);
    return this.right ? compareBool(vm, this.value, item, LT) : !compareBool(vm, item, this.value, LT);
  }
}

type Bisect = (vm: Runtime, a: Value, x: Value, lo: number, hi: number | null, key: Value) => number;

function search(right: boolean): Bisect {
  return (vm, a, x, lo, hi, key) => {
    if (lo < 0) throw valueError('lo must be non-negative');
    const end = hi === null || hi === -1 ? length(vm, a) : hi;
    return new Search(a, x, lo, end, key, right).run(vm);
  };
}

const bisectRight = search(true);
const bisectLeft = search(false);

function insort(bisect: Bisect) {
  return (vm: Runtime, a: Value, x: Value, lo: number, hi: number | null, key: Value): Value => {
    const at = bisect(vm, a, key === None ? x : vm.call1(key, x), lo, hi, key);
    if (a instanceof PyList && a.constructor === PyList) {
      vm.chargeFuel((a.items.length - Math.min(at, a.items.length)) >> 6);
      a.items.splice(at, 0, x);
    } else vm.call2(getAttr(vm, a, 'insert'), at, x);
    return None;
  };
}

function declare(name: string, doc: string, body: ReturnType<typeof insort> | Bisect): NativeDef {
  return nativeFunction(`${name}($module, /, a, x, lo: ssize=0, hi: ssize_or_none=None, *, key=None)`, doc, body);
}

/** `_bisect`. */
export const bisectModule = defineModule({
  name: '_bisect',
  doc: 'Binary search, for lists that are kept sorted.',
  functions: [
    declare(
      'bisect_right',
      'Return the index where to insert item x in list a, assuming a is sorted; after equal items.',
      bisectRight,
    ),
    declare(
      'insort_right',
      'Insert item x in list a, and keep it sorted assuming a is sorted; after equal items.',
      insort(bisectRight),
    ),
    declare(
      'bisect_left',
      'Return the index where to insert item x in list a, assuming a is sorted; before equal items.',
      bisectLeft,
    ),
    declare(
      'insort_left',
      'Insert item x in list a, and keep it sorted assuming a is sorted; before equal items.',
      insort(bisectLeft),
    ),
  ],
});
