/** This file defines native work that calls Python without holding the host's stack: an object with a state, step by step. */
import type { Raised } from '../../objects/exceptions/raised.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Machine } from '../machine.js';

/** Says that a call was begun: its frame is the machine's innermost one, and its result comes by `step`. */
export class Pending extends PyObject {}

export const PENDING = new Pending();

/**
 * What a piece of native work answers: its value, `PENDING` while it waits for a call, or undefined where an iterator
 * has ended.
 */
export type Answer = Value | undefined;

/**
 * One piece of native work that calls Python code: `sorted` with a key function, `map.__next__`, `a + b` of a class
 * written in Python. The call runs in a frame of the same loop, which refers to this object; when it returns, `step` goes
 * on. So the work can wait for the host, however deep it is, and lies on the heap meanwhile.
 *
 * The state is in fields. What `begin` and `step` raise themselves, and what their calls raise, is given to `failed`.
 */
export abstract class Steps extends PyObject {
  /** The work that waits for this one; null when the instruction that is being executed does. */
  parent: Steps | null = null;

  /** Do the first step. */
  abstract begin(vm: Machine): Answer;

  /** Go on with the answer of the last call; undefined when it was the step of an iterator that has ended. */
  abstract step(vm: Machine, value: Answer): Answer;

  /** Something was raised. */
  failed(_vm: Machine, raised: Raised): Answer {
    throw raised;
  }
}

/** A class of steps, for those who write them down. */
export type StepsClass = abstract new (...args: never[]) => object;

/**
 * Makes the steps of a native call, or null where they are not needed. `callable` is what is called, bound to `self` if
 * it is a method; for functions and types `self` is null.
 */
export type CallSteps = (
  vm: Machine,
  callable: Value,
  self: Value | null,
  args: readonly Value[],
  kwnames: readonly string[] | null,
) => Steps | null;

/** Makes the steps for the next item of an iterator, or null where they are not needed. */
export type NextSteps = (vm: Machine, iterator: never) => Steps | null;

/** Which native work can be done in steps: calls by declaration or type, the steps of iterators by their slot. */
export interface Steppable {
  /** By `NativeDef` of a function or method, or by built-in type. */
  readonly calls: ReadonlyMap<object, CallSteps>;
  /** By `tp_iternext`. */
  readonly nexts: ReadonlyMap<unknown, NextSteps>;
}
