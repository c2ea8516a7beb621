/** This file defines the root of every Python object that is not a JavaScript primitive. */
import type { PyType } from './type.js';

/**
 * A Python object with identity. `type` is reachable in one load: classes with a fixed Python type
 * put it on their prototype, classes that Python programs can subclass carry it as an own field.
 */
export abstract class PyObject {
  declare type: PyType;
}

/**
 * Any Python value.
 *
 * - `int` is a `number` while it is a safe integer, else a `bigint` (never a bigint that fits, never `-0`);
 * - `bool` is a JavaScript boolean;
 * - `str` is a `string` when it holds no surrogate code unit, otherwise a `PyStr` of code points;
 * - everything else is a `PyObject`.
 */
export type Value = number | bigint | boolean | string | PyObject;

/**
 * The answer of an operation that may not complete: `undefined` says that it ended abruptly and that the
 * runtime holds the reason (a raised exception or a suspension).
 */
export type Result = Value | undefined;
