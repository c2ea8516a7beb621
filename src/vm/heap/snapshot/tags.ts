/** This file numbers the kinds of values and records in a snapshot. */

export const T_UNDEFINED = 0;
export const T_NULL = 1;
export const T_TRUE = 2;
export const T_FALSE = 3;
/** A safe integer that is not negative, and one that is. */
export const T_UINT = 4;
export const T_NEGATIVE = 5;
export const T_FLOAT64 = 6;
export const T_BIGINT = 7;
export const T_TEXT = 8;
/** An object of the base, by its number. */
export const T_BASE = 9;
/** An object that is stored in the snapshot, by its number. */
export const T_STORED = 10;
export const T_CONSTANT = 11;
/** A built-in type, and a member of one's namespace. */
export const T_TYPE = 12;
export const T_MEMBER = 13;
export const T_MACHINE = 14;
/** A part of the machine's host, by its name. */
export const T_HOST = 15;

/** Where the class of a stored object is found. */
export const C_TYPE = 0;
export const C_HEAP_TYPE = 1;
export const C_BASE = 2;
export const C_INTERNAL = 3;
export const C_NEW_TYPE = 4;
export const C_ARRAY = 5;
export const C_MAP = 6;
export const C_SET = 7;
export const C_BYTES = 8;
export const C_CODE = 9;

/** Elements of typed arrays, by the number in a snapshot. */
export const TYPED_ARRAYS: readonly (new (buffer: ArrayBuffer) => ArrayBufferView)[] = [
  Uint8Array,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
];
