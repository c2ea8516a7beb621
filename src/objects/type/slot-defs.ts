/** This file is the one table of special methods and the type slots behind them. */
import type { SlotName } from '../native/define-type.js';
import * as dispatch from './slot-dispatch.js';
import * as wrap from './slot-wrappers.js';

// biome-ignore lint/suspicious/noExplicitAny: slots have many signatures; `wrap` and `dispatch` of a row agree
type AnyFunction = any;

/** A special method: its slot, how Python code calls the slot, and what stands in the slot of a class that defines it. */
export class SlotDef {
  constructor(
    readonly name: string,
    readonly slot: SlotName,
    readonly wrap: AnyFunction | null,
    readonly dispatch: AnyFunction | null,
    readonly text: string,
    readonly doc: string,
  ) {}
}

/** In CPython's order, which decides the slot that a name shared by two slots stands for. */
export const SLOT_DEFS: readonly SlotDef[] = [
  new SlotDef('__getattribute__', 'tp_getattro', wrap.wrapGetAttribute, dispatch.slotGetAttr, '($self, name, /)', 'Return getattr(self, name).'),
  new SlotDef('__getattr__', 'tp_getattro', null, dispatch.slotGetAttr, '($self, /)', ''),
  new SlotDef('__setattr__', 'tp_setattro', wrap.wrapSetAttr, dispatch.slotSetAttr, '($self, name, value, /)', 'Implement setattr(self, name, value).'),
  new SlotDef('__delattr__', 'tp_setattro', wrap.wrapDelAttr, dispatch.slotSetAttr, '($self, name, /)', 'Implement delattr(self, name).'),
  new SlotDef('__repr__', 'tp_repr', wrap.wrapUnary, dispatch.slotRepr, '($self, /)', 'Return repr(self).'),
  new SlotDef('__hash__', 'tp_hash', wrap.wrapHash, dispatch.slotHash, '($self, /)', 'Return hash(self).'),
  new SlotDef('__call__', 'tp_call', wrap.wrapCall, dispatch.slotCall, '($self, /, *args, **kwargs)', 'Call self as a function.'),
  new SlotDef('__str__', 'tp_str', wrap.wrapUnary, dispatch.slotStr, '($self, /)', 'Return str(self).'),
  new SlotDef('__lt__', 'tp_richcompare', wrap.wrapLt, dispatch.slotRichCompare, '($self, value, /)', 'Return self<value.'),
  new SlotDef('__le__', 'tp_richcompare', wrap.wrapLe, dispatch.slotRichCompare, '($self, value, /)', 'Return self<=value.'),
  new SlotDef('__eq__', 'tp_richcompare', wrap.wrapEq, dispatch.slotRichCompare, '($self, value, /)', 'Return self==value.'),
  new SlotDef('__ne__', 'tp_richcompare', wrap.wrapNe, dispatch.slotRichCompare, '($self, value, /)', 'Return self!=value.'),
  new SlotDef('__gt__', 'tp_richcompare', wrap.wrapGt, dispatch.slotRichCompare, '($self, value, /)', 'Return self>value.'),
  new SlotDef('__ge__', 'tp_richcompare', wrap.wrapGe, dispatch.slotRichCompare, '($self, value, /)', 'Return self>=value.'),
  new SlotDef('__iter__', 'tp_iter', wrap.wrapUnary, dispatch.slotIter, '($self, /)', 'Implement iter(self).'),
  new SlotDef('__next__', 'tp_iternext', wrap.wrapNext, dispatch.slotIterNext, '($self, /)', 'Implement next(self).'),
  new SlotDef('__get__', 'tp_descr_get', wrap.wrapDescrGet, dispatch.slotDescrGet, '($self, instance, owner=None, /)', 'Return an attribute of instance, which is of type owner.'),
  new SlotDef('__set__', 'tp_descr_set', wrap.wrapDescrSet, dispatch.slotDescrSet, '($self, instance, value, /)', 'Set an attribute of instance to value.'),
  new SlotDef('__delete__', 'tp_descr_set', wrap.wrapDescrDelete, dispatch.slotDescrSet, '($self, instance, /)', 'Delete an attribute of instance.'),
  new SlotDef('__init__', 'tp_init', wrap.wrapInit, dispatch.slotInit, '($self, /, *args, **kwargs)', 'Initialize self.  See help(type(self)) for accurate signature.'),
  new SlotDef('__new__', 'tp_new', null, dispatch.slotNew, '($self, /)', ''),
  new SlotDef('__del__', 'tp_finalize', wrap.wrapFinalize, dispatch.slotFinalize, '($self, /)', 'Called when the instance is about to be destroyed.'),
  new SlotDef('__await__', 'am_await', wrap.wrapUnary, dispatch.slotAwait, '($self, /)', 'Return an iterator to be used in await expression.'),
  new SlotDef('__aiter__', 'am_aiter', wrap.wrapUnary, dispatch.slotAiter, '($self, /)', 'Return an awaitable, that resolves in asynchronous iterator.'),
  new SlotDef('__anext__', 'am_anext', wrap.wrapUnary, dispatch.slotAnext, '($self, /)', 'Return a value or raise StopAsyncIteration.'),
  new SlotDef('__add__', 'nb_add', wrap.wrapBinary, dispatch.slotAdd, '($self, value, /)', 'Return self+value.'),
  new SlotDef('__radd__', 'nb_add', wrap.wrapBinaryRight, dispatch.slotAdd, '($self, value, /)', 'Return value+self.'),
  new SlotDef('__sub__', 'nb_subtract', wrap.wrapBinary, dispatch.slotSubtract, '($self, value, /)', 'Return self-value.'),
  new SlotDef('__rsub__', 'nb_subtract', wrap.wrapBinaryRight, dispatch.slotSubtract, '($self, value, /)', 'Return value-self.'),
  new SlotDef('__mul__', 'nb_multiply', wrap.wrapBinary, dispatch.slotMultiply, '($self, value, /)', 'Return self*value.'),
  new SlotDef('__rmul__', 'nb_multiply', wrap.wrapBinaryRight, dispatch.slotMultiply, '($self, value, /)', 'Return value*self.'),
  new SlotDef('__mod__', 'nb_remainder', wrap.wrapBinary, dispatch.slotRemainder, '($self, value, /)', 'Return self%value.'),
  new SlotDef('__rmod__', 'nb_remainder', wrap.wrapBinaryRight, dispatch.slotRemainder, '($self, value, /)', 'Return value%self.'),
  new SlotDef('__divmod__', 'nb_divmod', wrap.wrapBinary, dispatch.slotDivmod, '($self, value, /)', 'Return divmod(self, value).'),
  new SlotDef('__rdivmod__', 'nb_divmod', wrap.wrapBinaryRight, dispatch.slotDivmod, '($self, value, /)', 'Return divmod(value, self).'),
  new SlotDef('__pow__', 'nb_power', wrap.wrapTernary, dispatch.slotPower, '($self, value, mod=None, /)', 'Return pow(self, value, mod).'),
  new SlotDef('__rpow__', 'nb_power', wrap.wrapTernaryRight, dispatch.slotPower, '($self, value, mod=None, /)', 'Return pow(value, self, mod).'),
  new SlotDef('__neg__', 'nb_negative', wrap.wrapUnary, dispatch.slotNegative, '($self, /)', '-self'),
  new SlotDef('__pos__', 'nb_positive', wrap.wrapUnary, dispatch.slotPositive, '($self, /)', '+self'),
  new SlotDef('__abs__', 'nb_absolute', wrap.wrapUnary, dispatch.slotAbsolute, '($self, /)', 'abs(self)'),
  new SlotDef('__bool__', 'nb_bool', wrap.wrapBool, dispatch.slotBool, '($self, /)', 'True if self else False'),
  new SlotDef('__invert__', 'nb_invert', wrap.wrapUnary, dispatch.slotInvert, '($self, /)', '~self'),
  new SlotDef('__lshift__', 'nb_lshift', wrap.wrapBinary, dispatch.slotLshift, '($self, value, /)', 'Return self<<value.'),
  new SlotDef('__rlshift__', 'nb_lshift', wrap.wrapBinaryRight, dispatch.slotLshift, '($self, value, /)', 'Return value<<self.'),
  new SlotDef('__rshift__', 'nb_rshift', wrap.wrapBinary, dispatch.slotRshift, '($self, value, /)', 'Return self>>value.'),
  new SlotDef('__rrshift__', 'nb_rshift', wrap.wrapBinaryRight, dispatch.slotRshift, '($self, value, /)', 'Return value>>self.'),
  new SlotDef('__and__', 'nb_and', wrap.wrapBinary, dispatch.slotAnd, '($self, value, /)', 'Return self&value.'),
  new SlotDef('__rand__', 'nb_and', wrap.wrapBinaryRight, dispatch.slotAnd, '($self, value, /)', 'Return value&self.'),
  new SlotDef('__xor__', 'nb_xor', wrap.wrapBinary, dispatch.slotXor, '($self, value, /)', 'Return self^value.'),
  new SlotDef('__rxor__', 'nb_xor', wrap.wrapBinaryRight, dispatch.slotXor, '($self, value, /)', 'Return value^self.'),
  new SlotDef('__or__', 'nb_or', wrap.wrapBinary, dispatch.slotOr, '($self, value, /)', 'Return self|value.'),
  new SlotDef('__ror__', 'nb_or', wrap.wrapBinaryRight, dispatch.slotOr, '($self, value, /)', 'Return value|self.'),
  new SlotDef('__int__', 'nb_int', wrap.wrapUnary, dispatch.slotInt, '($self, /)', 'int(self)'),
  new SlotDef('__float__', 'nb_float', wrap.wrapUnary, dispatch.slotFloat, '($self, /)', 'float(self)'),
  new SlotDef('__iadd__', 'nb_inplace_add', wrap.wrapBinary, dispatch.slotInplaceAdd, '($self, value, /)', 'Return self+=value.'),
  new SlotDef('__isub__', 'nb_inplace_subtract', wrap.wrapBinary, dispatch.slotInplaceSubtract, '($self, value, /)', 'Return self-=value.'),
  new SlotDef('__imul__', 'nb_inplace_multiply', wrap.wrapBinary, dispatch.slotInplaceMultiply, '($self, value, /)', 'Return self*=value.'),
  new SlotDef('__imod__', 'nb_inplace_remainder', wrap.wrapBinary, dispatch.slotInplaceRemainder, '($self, value, /)', 'Return self%=value.'),
  new SlotDef('__ipow__', 'nb_inplace_power', wrap.wrapTernary, dispatch.slotInplacePower, '($self, value, /)', 'Return self**=value.'),
  new SlotDef('__ilshift__', 'nb_inplace_lshift', wrap.wrapBinary, dispatch.slotInplaceLshift, '($self, value, /)', 'Return self<<=value.'),
  new SlotDef('__irshift__', 'nb_inplace_rshift', wrap.wrapBinary, dispatch.slotInplaceRshift, '($self, value, /)', 'Return self>>=value.'),
  new SlotDef('__iand__', 'nb_inplace_and', wrap.wrapBinary, dispatch.slotInplaceAnd, '($self, value, /)', 'Return self&=value.'),
  new SlotDef('__ixor__', 'nb_inplace_xor', wrap.wrapBinary, dispatch.slotInplaceXor, '($self, value, /)', 'Return self^=value.'),
  new SlotDef('__ior__', 'nb_inplace_or', wrap.wrapBinary, dispatch.slotInplaceOr, '($self, value, /)', 'Return self|=value.'),
  new SlotDef('__floordiv__', 'nb_floor_divide', wrap.wrapBinary, dispatch.slotFloorDivide, '($self, value, /)', 'Return self//value.'),
  new SlotDef('__rfloordiv__', 'nb_floor_divide', wrap.wrapBinaryRight, dispatch.slotFloorDivide, '($self, value, /)', 'Return value//self.'),
  new SlotDef('__truediv__', 'nb_true_divide', wrap.wrapBinary, dispatch.slotTrueDivide, '($self, value, /)', 'Return self/value.'),
  new SlotDef('__rtruediv__', 'nb_true_divide', wrap.wrapBinaryRight, dispatch.slotTrueDivide, '($self, value, /)', 'Return value/self.'),
  new SlotDef('__ifloordiv__', 'nb_inplace_floor_divide', wrap.wrapBinary, dispatch.slotInplaceFloorDivide, '($self, value, /)', 'Return self//=value.'),
  new SlotDef('__itruediv__', 'nb_inplace_true_divide', wrap.wrapBinary, dispatch.slotInplaceTrueDivide, '($self, value, /)', 'Return self/=value.'),
  new SlotDef('__index__', 'nb_index', wrap.wrapUnary, dispatch.slotIndex, '($self, /)', 'Return self converted to an integer, if self is suitable for use as an index into a list.'),
  new SlotDef('__matmul__', 'nb_matrix_multiply', wrap.wrapBinary, dispatch.slotMatrixMultiply, '($self, value, /)', 'Return self@value.'),
  new SlotDef('__rmatmul__', 'nb_matrix_multiply', wrap.wrapBinaryRight, dispatch.slotMatrixMultiply, '($self, value, /)', 'Return value@self.'),
  new SlotDef('__imatmul__', 'nb_inplace_matrix_multiply', wrap.wrapBinary, dispatch.slotInplaceMatrixMultiply, '($self, value, /)', 'Return self@=value.'),
  new SlotDef('__len__', 'mp_length', wrap.wrapLength, dispatch.slotLength, '($self, /)', 'Return len(self).'),
  new SlotDef('__getitem__', 'mp_subscript', wrap.wrapBinary, dispatch.slotSubscript, '($self, key, /)', 'Return self[key].'),
  new SlotDef('__setitem__', 'mp_ass_subscript', wrap.wrapSetSubscript, dispatch.slotSetSubscript, '($self, key, value, /)', 'Set self[key] to value.'),
  new SlotDef('__delitem__', 'mp_ass_subscript', wrap.wrapDelSubscript, dispatch.slotSetSubscript, '($self, key, /)', 'Delete self[key].'),
  new SlotDef('__len__', 'sq_length', wrap.wrapLength, dispatch.slotLength, '($self, /)', 'Return len(self).'),
  new SlotDef('__add__', 'sq_concat', wrap.wrapBinary, null, '($self, value, /)', 'Return self+value.'),
  new SlotDef('__mul__', 'sq_repeat', wrap.wrapRepeat, null, '($self, value, /)', 'Return self*value.'),
  new SlotDef('__rmul__', 'sq_repeat', wrap.wrapRepeat, null, '($self, value, /)', 'Return value*self.'),
  new SlotDef('__getitem__', 'sq_item', wrap.wrapItem, dispatch.slotItem, '($self, key, /)', 'Return self[key].'),
  new SlotDef('__setitem__', 'sq_ass_item', wrap.wrapSetItem, dispatch.slotSetItem, '($self, key, value, /)', 'Set self[key] to value.'),
  new SlotDef('__delitem__', 'sq_ass_item', wrap.wrapDelItem, dispatch.slotSetItem, '($self, key, /)', 'Delete self[key].'),
  new SlotDef('__contains__', 'sq_contains', wrap.wrapContains, dispatch.slotContains, '($self, key, /)', 'Return bool(key in self).'),
  new SlotDef('__iadd__', 'sq_inplace_concat', wrap.wrapBinary, null, '($self, value, /)', 'Implement self+=value.'),
  new SlotDef('__imul__', 'sq_inplace_repeat', wrap.wrapRepeat, null, '($self, value, /)', 'Implement self*=value.'),
];

function groupBy<K>(key: (def: SlotDef) => K): Map<K, SlotDef[]> {
  const groups = new Map<K, SlotDef[]>();
  for (const def of SLOT_DEFS) {
    const group = groups.get(key(def));
    if (group === undefined) groups.set(key(def), [def]);
    else group.push(def);
  }
  return groups;
}

/** The rows of each slot. */
export const DEFS_BY_SLOT: ReadonlyMap<SlotName, readonly SlotDef[]> = groupBy((def) => def.slot);

/** The slots that a special name may fill. */
export const SLOTS_BY_NAME: ReadonlyMap<string, readonly SlotName[]> = new Map(
  [...groupBy((def) => def.name)].map(([name, defs]) => [name, defs.map((def) => def.slot)]),
);

/** Every slot name once. */
export const SLOT_NAMES: readonly SlotName[] = [...DEFS_BY_SLOT.keys()];
