/** This file lets Python code call type slots: `int.__add__(1, 2)`. */
import type { Value } from '../../values/object.js';
import { PyObject } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { isStr, strKey } from '../../values/str.js';
import type { CompareOp } from '../../values/type.js';
import { PyType } from '../../values/type.js';
import { makeType, PyStrSubclass, typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { IndexError, OverflowError } from '../exceptions/types.js';
import type { SlotName } from '../native/define-type.js';
import { indexToNumber } from '../operations/index.js';
import { clearIterationEnd, takeStopIteration } from '../operations/stop-iteration.js';

// biome-ignore lint/suspicious/noExplicitAny: each wrapper knows the signature of the slots that it wraps
type AnySlot = any;
type Wrap = (
  vm: Runtime,
  slot: AnySlot,
  self: Value,
  args: readonly Value[],
  kwnames: readonly string[] | null,
) => Value;

/** `wrapper_descriptor`: a slot of a built-in type under its special name. */
export class PySlotWrapper extends PyObject {
  constructor(
    readonly name: string,
    readonly owner: PyType,
    readonly slotName: SlotName,
    readonly slot: AnySlot,
    readonly wrap: Wrap,
    readonly text: string,
    readonly doc: string,
  ) {
    super();
  }
}

/** `method-wrapper`: a slot wrapper bound to an object. */
export class PyMethodWrapper extends PyObject {
  constructor(
    readonly wrapper: PySlotWrapper,
    readonly self: Value,
  ) {
    super();
  }
}

export const slotWrapperType = makeType('wrapper_descriptor', PySlotWrapper);
export const methodWrapperType = makeType('method-wrapper', PyMethodWrapper);

/** Call a slot wrapper with self split off. */
export function callSlotWrapper(
  vm: Runtime,
  wrapper: PySlotWrapper,
  self: Value,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  if (kwnames !== null && kwnames.length > 0 && wrapper.wrap !== wrapInit && wrapper.wrap !== wrapCall) {
    throw typeError(`wrapper ${wrapper.name}() takes no keyword arguments`);
  }
  return wrapper.wrap(vm, wrapper.slot, self, args, kwnames);
}

function arity(args: readonly Value[], n: number): void {
  if (args.length !== n) throw typeError(`expected ${n} argument${n === 1 ? '' : 's'}, got ${args.length}`);
}

/** Slots of two operands count them as functions do, with their names. */
function pairArity(args: readonly Value[], name: string): void {
  if (args.length !== 2) throw typeError(`${name} expected 2 arguments, got ${args.length}`);
}

function ternaryArity(args: readonly Value[]): void {
  if (args.length < 1 || args.length > 2) throw typeError(`expected 1 or 2 arguments, got ${args.length}`);
}

export const wrapUnary: Wrap = (vm, slot, self, args) => {
  arity(args, 0);
  return slot(vm, self);
};

export const wrapBinary: Wrap = (vm, slot, self, args) => {
  arity(args, 1);
  return slot(vm, self, args[0]);
};

export const wrapBinaryRight: Wrap = (vm, slot, self, args) => {
  arity(args, 1);
  return slot(vm, args[0], self);
};

export const wrapTernary: Wrap = (vm, slot, self, args) => {
  ternaryArity(args);
  return slot(vm, self, args[0], args[1] ?? None);
};

export const wrapTernaryRight: Wrap = (vm, slot, self, args) => {
  ternaryArity(args);
  return slot(vm, args[0], self, args[1] ?? None);
};

export const wrapBool: Wrap = (vm, slot, self, args) => {
  arity(args, 0);
  return slot(vm, self) as boolean;
};

export const wrapLength: Wrap = (vm, slot, self, args) => {
  arity(args, 0);
  return slot(vm, self) as number;
};

export const wrapHash = wrapLength;

export const wrapContains: Wrap = (vm, slot, self, args) => {
  arity(args, 1);
  return slot(vm, self, args[0]) as boolean;
};

export const wrapRepeat: Wrap = (vm, slot, self, args) => {
  arity(args, 1);
  return slot(vm, self, indexToNumber(vm, args[0] as Value, OverflowError));
};

function itemIndex(vm: Runtime, self: Value, value: Value): number {
  const at = indexToNumber(vm, value, IndexError);
  const length = typeOf(self).sq_length;
  return at < 0 && length !== null ? at + length(vm, self) : at;
}

export const wrapItem: Wrap = (vm, slot, self, args) => {
  arity(args, 1);
  return slot(vm, self, itemIndex(vm, self, args[0] as Value));
};

export const wrapSetItem: Wrap = (vm, slot, self, args) => {
  pairArity(args, '__setitem__');
  slot(vm, self, itemIndex(vm, self, args[0] as Value), args[1]);
  return None;
};

export const wrapDelItem: Wrap = (vm, slot, self, args) => {
  arity(args, 1);
  slot(vm, self, itemIndex(vm, self, args[0] as Value), undefined);
  return None;
};

export const wrapSetSubscript: Wrap = (vm, slot, self, args) => {
  pairArity(args, '__setitem__');
  slot(vm, self, args[0], args[1]);
  return None;
};

export const wrapDelSubscript: Wrap = (vm, slot, self, args) => {
  arity(args, 1);
  slot(vm, self, args[0], undefined);
  return None;
};

const compareWith =
  (op: CompareOp): Wrap =>
  (vm, slot, self, args) => {
    arity(args, 1);
    return slot(vm, self, args[0], op);
  };

export const wrapLt = compareWith(0);
export const wrapLe = compareWith(1);
export const wrapEq = compareWith(2);
export const wrapNe = compareWith(3);
export const wrapGt = compareWith(4);
export const wrapGe = compareWith(5);

export const wrapNext: Wrap = (vm, slot, self, args) => {
  arity(args, 0);
  clearIterationEnd(vm);
  const item = slot(vm, self) as Value | undefined;
  if (item === undefined) throw takeStopIteration(vm, self);
  return item;
};

function attributeKey(value: Value): string {
  if (isStr(value)) return strKey(value);
  if (value instanceof PyStrSubclass) return strKey(value.value);
  throw typeError(`attribute name must be string, not '${typeOf(value).name}'`);
}

export const wrapGetAttribute: Wrap = (vm, slot, self, args) => {
  arity(args, 1);
  return slot(vm, self, attributeKey(args[0] as Value));
};

/** Refuse `object.__setattr__(SomeType, …)`-like calls that would step around the slot of a more derived built-in type. */
function checkHack(self: Value, slot: AnySlot, what: string): void {
  if (!(self instanceof PyType)) return;
  const native = typeOf(self).mro.find((type) => !type.isHeap);
  if (native !== undefined && native.tp_setattro !== slot) {
    throw typeError(`can't apply this ${what} to ${typeOf(self).name} object`);
  }
}

export const wrapSetAttr: Wrap = (vm, slot, self, args) => {
  pairArity(args, '__setattr__');
  checkHack(self, slot, '__setattr__');
  slot(vm, self, attributeKey(args[0] as Value), args[1]);
  return None;
};

export const wrapDelAttr: Wrap = (vm, slot, self, args) => {
  arity(args, 1);
  checkHack(self, slot, '__delattr__');
  slot(vm, self, attributeKey(args[0] as Value), undefined);
  return None;
};

export const wrapDescrGet: Wrap = (vm, slot, self, args) => {
  if (args.length === 0) throw typeError('__get__ expected at least 1 argument, got 0');
  if (args.length > 2) throw typeError(`__get__ expected at most 2 arguments, got ${args.length}`);
  const instance = args[0] === None ? undefined : args[0];
  const owner = args[1] === None ? undefined : args[1];
  if (instance === undefined && owner === undefined) throw typeError('__get__(None, None) is invalid');
  return slot(vm, self, instance, owner);
};

export const wrapDescrSet: Wrap = (vm, slot, self, args) => {
  pairArity(args, '__set__');
  slot(vm, self, args[0], args[1]);
  return None;
};

export const wrapDescrDelete: Wrap = (vm, slot, self, args) => {
  arity(args, 1);
  slot(vm, self, args[0], undefined);
  return None;
};

export const wrapInit: Wrap = (vm, slot, self, args, kwnames) => {
  slot(vm, self, args, kwnames);
  return None;
};

export const wrapCall: Wrap = (vm, slot, self, args, kwnames) => slot(vm, self, args, kwnames);

export const wrapFinalize: Wrap = (vm, slot, self, args) => {
  arity(args, 0);
  slot(vm, self);
  return None;
};
