/** This file knows how large CPython's instances are, for `__basicsize__`, `__itemsize__` and `__sizeof__`. */
import type { PyType } from '../../values/type.js';
import { PyMemberDescriptor } from '../native/native-function.js';

/** `__basicsize__` of built-in types in bytes on a 64-bit machine: the size, then the types by name. */
const SIZES: readonly (readonly [size: number, names: string])[] = [
  [16, 'object ellipsis NoneType NotImplementedType'],
  [
    24,
    'cell dict_items dict_keys dict_values odict_items odict_keys odict_values mappingproxy float FrameLocalsProxy int ' +
      'bool SimpleNamespace coroutine_wrapper generic_alias_iterator async_generator_wrapped_value',
  ],
  [
    32,
    'bytearray_iterator bytes_iterator callable_iterator classmethod staticmethod complex filter list_iterator ' +
      'list_reverseiterator reversed iterator tuple tuple_iterator str_iterator str_ascii_iterator method-wrapper anext_awaitable',
  ],
  [33, 'bytes'],
  [40, 'list longrange_iterator map range_iterator slice super traceback async_generator_asend async_generator_athrow'],
  [48, 'dict getset_descriptor member_descriptor method range set_iterator zip memory_iterator'],
  [
    56,
    'bytearray builtin_function_or_method classmethod_descriptor dict_itemiterator dict_keyiterator dict_valueiterator ' +
      'dict_reverseitemiterator dict_reversekeyiterator dict_reversevalueiterator enumerate method_descriptor module wrapper_descriptor',
  ],
  [64, 'PyCapsule property str GenericAlias odict_iterator line_iterator'],
  [72, 'BaseException'],
  [80, 'NameError StopIteration SystemExit positions_iterator'],
  [88, 'AttributeError'],
  [96, 'BaseExceptionGroup'],
  [104, 'ImportError'],
  [112, 'OSError UnicodeDecodeError UnicodeEncodeError UnicodeTranslateError'],
  [144, 'memoryview SyntaxError'],
  [152, 'async_generator coroutine frame function generator'],
  [200, 'set frozenset'],
  [208, 'code'],
  [936, 'type'],
];

const ITEM_SIZES: readonly (readonly [size: number, names: string])[] = [
  [1, 'bytes'],
  [2, 'code'],
  [4, 'int bool'],
  [8, 'tuple async_generator coroutine frame generator memoryview'],
  [40, 'type'],
];

const byName = (rows: readonly (readonly [number, string])[]): ReadonlyMap<string, number> =>
  new Map(rows.flatMap(([size, names]) => names.split(' ').map((name): [string, number] => [name, size])));

const basicSizes = byName(SIZES);
const itemSizes = byName(ITEM_SIZES);

/** `__basicsize__`: what CPython's instances take before their items; each name of `__slots__` adds a pointer. */
export function basicSize(type: PyType): number {
  if (!type.isHeap) return basicSizes.get(type.name) ?? (type.base === null ? 16 : basicSize(type.base));
  let slots = 0;
  for (const value of type.dict.values()) {
    if (value instanceof PyMemberDescriptor && value.key !== null) slots++;
  }
  const base = type.base as PyType;
  // Named slots are aligned; the items of a variable-sized base come before them, so there are none then.
  return basicSize(base) + 8 * slots;
}

/** `__itemsize__`: what one item of a variable-sized instance takes. */
export function itemSize(type: PyType): number {
  if (type.isHeap) return itemSize(type.base as PyType);
  return itemSizes.get(type.name) ?? (type.base === null ? 0 : itemSize(type.base));
}
