/** This file defines Python types as data: names, bases, namespace and the slots that operations look at. */
import { PyObject, type Value } from './object.js';
import type { Runtime } from './runtime.js';

// Slot functions take `any` for self: a slot is only ever called with instances of its own type.
// biome-ignore-start lint/suspicious/noExplicitAny: see above
export type UnarySlot = (vm: Runtime, self: any) => Value;
export type BinarySlot = (vm: Runtime, a: any, b: any) => Value;
export type TernarySlot = (vm: Runtime, a: any, b: any, c: any) => Value;
export type InquirySlot = (vm: Runtime, self: any) => boolean;
export type LengthSlot = (vm: Runtime, self: any) => number;
export type HashSlot = (vm: Runtime, self: any) => number | bigint;
/** `op` is one of CompareOp. Answers NotImplemented for operands it does not know. */
export type RichCompareSlot = (vm: Runtime, a: any, b: any, op: CompareOp) => Value;
/** The next item, or `undefined` at the end (no StopIteration is raised). */
export type IterNextSlot = (vm: Runtime, self: any) => Value | undefined;
/** `name` is a name key (see strKey). Raises AttributeError when missing. */
export type GetAttrSlot = (vm: Runtime, self: any, name: string) => Value;
/** `value` is undefined for deletion. */
export type SetAttrSlot = (vm: Runtime, self: any, name: string, value: Value | undefined) => void;
/** `instance` is undefined when the attribute was found on a class; `owner` may be undefined. */
export type DescrGetSlot = (vm: Runtime, self: any, instance: Value | undefined, owner: Value | undefined) => Value;
export type DescrSetSlot = (vm: Runtime, self: any, instance: Value, value: Value | undefined) => void;
/** `value` is undefined for deletion. */
export type SubscriptSetSlot = (vm: Runtime, self: any, key: any, value: Value | undefined) => void;
export type ContainsSlot = (vm: Runtime, self: any, item: any) => boolean;
/** `args`: positional values, then the values of the keywords in `kwnames`. */
export type CallSlot = (vm: Runtime, self: any, args: readonly Value[], kwnames: readonly string[] | null) => Value;
export type NewSlot = (vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null) => Value;
export type InitSlot = (vm: Runtime, self: any, args: readonly Value[], kwnames: readonly string[] | null) => void;
/** A JavaScript class whose instances are the instances of a Python type. */
export type InstanceClass = abstract new (...args: any[]) => PyObject;
// biome-ignore-end lint/suspicious/noExplicitAny: see above

/** Comparison operators, numbered as CPython numbers them. */
export const LT = 0;
export const LE = 1;
export const EQ = 2;
export const NE = 3;
export const GT = 4;
export const GE = 5;
export type CompareOp = 0 | 1 | 2 | 3 | 4 | 5;

/**
 * A Python type. Slots carry CPython's names; `null` means that the operation is not there. After `ready` (see
 * objects/type/ready) every slot holds the inherited function, so one load decides. Built-in types are shared between
 * machines and never change; classes made by a program belong to one machine.
 */
export class PyType extends PyObject {
  /** `__name__`. */
  name: string;
  /** `__qualname__` (a str). */
  qualname: Value;
  /** `__module__` of a built-in type; a heap type keeps it in its namespace. */
  module = 'builtins';
  doc: string | null = null;
  /** `__text_signature__` of a built-in type's constructor, or null. */
  textSignature: string | null = null;
  /** The dict behind `__dict__` once a program asked for it; kept equal to `dict` by every change. */
  namespaceView: PyObject | null = null;
  base: PyType | null = null;
  bases: readonly PyType[] = [];
  mro: readonly PyType[] = [];
  /** The namespace, by name key, in definition order. */
  readonly dict = new Map<string, Value>();

  /** Made by a class statement or `type()`: mutable, belongs to one machine. */
  isHeap = false;
  /** May be subclassed. */
  isBaseType = false;
  /** Slots are complete (`ready` ran). */
  isReady = false;
  isAbstract = false;
  /** Instances carry a `__dict__`. */
  hasDict = false;
  /** Instances can be weakly referenced. */
  hasWeakrefs = false;
  /** Patterns: 1 sequence, 2 mapping. */
  patternKind: 0 | 1 | 2 = 0;
  /** A class pattern with one positional sub-pattern matches the subject itself (int, str, list …). */
  matchSelf = false;
  /** `object()`-like construction is refused: "cannot create 'X' instances". */
  noInstantiation = false;
  /** Unbound methods can be called without binding: functions, method descriptors. */
  isMethodDescriptor = false;

  /** Changes whenever the namespace or the bases of this type or of one of its bases change; never reused. */
  version = 0;
  /** Found attributes by name key; `null` for names that are known to be missing. Emptied on change. */
  readonly lookupCache = new Map<string, Value | null>();
  /** JavaScript class of the instances; for a heap type made for it alone, so that its attributes stay monomorphic. */
  instanceClass: InstanceClass | null = null;
  /** The nearest built-in type that decides the layout of the instances ("solid base"). */
  layout: PyType = this;
  /** Names of `__slots__` added by this class itself, mangled; `null` without `__slots__`. */
  slotNames: readonly string[] | null = null;

  tp_repr: UnarySlot | null = null;
  tp_str: UnarySlot | null = null;
  tp_hash: HashSlot | null = null;
  tp_call: CallSlot | null = null;
  tp_getattro: GetAttrSlot | null = null;
  tp_setattro: SetAttrSlot | null = null;
  tp_richcompare: RichCompareSlot | null = null;
  tp_iter: UnarySlot | null = null;
  tp_iternext: IterNextSlot | null = null;
  tp_descr_get: DescrGetSlot | null = null;
  tp_descr_set: DescrSetSlot | null = null;
  tp_new: NewSlot | null = null;
  tp_init: InitSlot | null = null;
  tp_finalize: ((vm: Runtime, self: Value) => void) | null = null;

  nb_add: BinarySlot | null = null;
  nb_subtract: BinarySlot | null = null;
  nb_multiply: BinarySlot | null = null;
  nb_remainder: BinarySlot | null = null;
  nb_divmod: BinarySlot | null = null;
  /** The third operand is None for the operator `**`. */
  nb_power: TernarySlot | null = null;
  nb_negative: UnarySlot | null = null;
  nb_positive: UnarySlot | null = null;
  nb_absolute: UnarySlot | null = null;
  nb_bool: InquirySlot | null = null;
  nb_invert: UnarySlot | null = null;
  nb_lshift: BinarySlot | null = null;
  nb_rshift: BinarySlot | null = null;
  nb_and: BinarySlot | null = null;
  nb_xor: BinarySlot | null = null;
  nb_or: BinarySlot | null = null;
  nb_int: UnarySlot | null = null;
  nb_float: UnarySlot | null = null;
  nb_index: UnarySlot | null = null;
  nb_floor_divide: BinarySlot | null = null;
  nb_true_divide: BinarySlot | null = null;
  nb_matrix_multiply: BinarySlot | null = null;
  nb_inplace_add: BinarySlot | null = null;
  nb_inplace_subtract: BinarySlot | null = null;
  nb_inplace_multiply: BinarySlot | null = null;
  nb_inplace_remainder: BinarySlot | null = null;
  nb_inplace_power: TernarySlot | null = null;
  nb_inplace_lshift: BinarySlot | null = null;
  nb_inplace_rshift: BinarySlot | null = null;
  nb_inplace_and: BinarySlot | null = null;
  nb_inplace_xor: BinarySlot | null = null;
  nb_inplace_or: BinarySlot | null = null;
  nb_inplace_floor_divide: BinarySlot | null = null;
  nb_inplace_true_divide: BinarySlot | null = null;
  nb_inplace_matrix_multiply: BinarySlot | null = null;

  sq_length: LengthSlot | null = null;
  sq_concat: BinarySlot | null = null;
  /** The second operand is the int count, a safe integer, already checked. */
  sq_repeat: ((vm: Runtime, self: never, count: number) => Value) | null = null;
  /** Index already normalised by the length when negative. Raises IndexError. */
  sq_item: ((vm: Runtime, self: never, index: number) => Value) | null = null;
  sq_ass_item: ((vm: Runtime, self: never, index: number, value: Value | undefined) => void) | null = null;
  sq_contains: ContainsSlot | null = null;
  sq_inplace_concat: BinarySlot | null = null;
  sq_inplace_repeat: ((vm: Runtime, self: never, count: number) => Value) | null = null;

  mp_length: LengthSlot | null = null;
  mp_subscript: BinarySlot | null = null;
  mp_ass_subscript: SubscriptSetSlot | null = null;

  am_await: UnarySlot | null = null;
  am_aiter: UnarySlot | null = null;
  am_anext: UnarySlot | null = null;

  /** The bytes of the object for the buffer protocol; see objects/buffer. */
  bf_getbuffer: ((vm: Runtime, self: never, flags: number) => PyObject) | null = null;
  /** A mark of types that are told when their buffers are given back (`__release_buffer__`). */
  bf_releasebuffer: (() => void) | null = null;

  constructor(name: string, metatype?: PyType) {
    super();
    this.name = name;
    this.qualname = name;
    if (metatype !== undefined) this.type = metatype;
  }

  /** Is this type, or one of its bases, the other type? */
  isSubtypeOf(other: PyType): boolean {
    if (this === other) return true;
    const mro = this.mro;
    for (let i = 0; i < mro.length; i++) if (mro[i] === other) return true;
    return false;
  }

  /** Find an attribute along the MRO by name key, without binding; `undefined` when missing. */
  lookup(name: string): Value | undefined {
    const cached = this.lookupCache.get(name);
    if (cached !== undefined) return cached === null ? undefined : cached;
    return this.lookupUncached(name);
  }

  private lookupUncached(name: string): Value | undefined {
    const mro = this.mro;
    for (let i = 0; i < mro.length; i++) {
      const value = (mro[i] as PyType).dict.get(name);
      if (value !== undefined) {
        if (this.isReady) this.lookupCache.set(name, value);
        return value;
      }
    }
    if (this.isReady && this.lookupCache.size < 4096) this.lookupCache.set(name, null);
    return undefined;
  }
}
