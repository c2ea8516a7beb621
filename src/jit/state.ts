/** This file defines what the emitter knows about variables and stack entries at one place of the code. */
import { PyFloat } from '../values/float.js';
import type { Value } from '../values/object.js';

/**
 * What is known of a value. `float` stands unboxed in a variable of its own; `ufloat` as well, but may be unbound; `box`
 * is a PyFloat; `range` the iterator of a range whose fields stand in variables; `null` and `undef` are no value.
 */
export type Kind = 'any' | 'int' | 'float' | 'ufloat' | 'box' | 'bool' | 'str' | 'list' | 'range' | 'null' | 'undef';

/** One entry of the evaluation stack while a block is emitted. */
export interface Entry {
  readonly kind: Kind;
  /** The JavaScript expression: unboxed for `float`. Without side effects; refers to no other stack variable. */
  readonly text: string;
  /** The local variable that the text names, or -1. */
  readonly local: number;
  /** A value that stood here when the code was compiled: a hint, no promise. */
  readonly sample: Value | undefined;
}

/** Kinds at the start of a block; the stack stands in its own variables then. */
export interface State {
  readonly locals: Kind[];
  readonly stack: Kind[];
  readonly samples: (Value | undefined)[];
}

/** Does the kind live in the unboxed variable? */
export function isRaw(kind: Kind): boolean {
  return kind === 'float' || kind === 'ufloat';
}

/** The kind that a value suggests. */
export function kindOfSample(sample: Value | undefined): Kind {
  if (sample === undefined) return 'any';
  if (typeof sample === 'number') return 'int';
  if (typeof sample === 'string') return 'str';
  if (typeof sample === 'boolean') return 'bool';
  if (sample instanceof PyFloat && sample.constructor === PyFloat) return 'float';
  return 'any';
}

/** What is known when control comes with either kind. */
export function joinKinds(a: Kind, b: Kind): Kind {
  if (a === b) return a;
  if (isRaw(a) && isRaw(b)) return 'ufloat';
  if ((a === 'float' && b === 'box') || (a === 'box' && b === 'float')) return 'float';
  if ((a === 'ufloat' && b === 'undef') || (a === 'undef' && b === 'ufloat')) return 'ufloat';
  if ((a === 'float' && b === 'undef') || (a === 'undef' && b === 'float')) return 'ufloat';
  return 'any';
}

/** Something that cannot be compiled; the text says why. */
export class Refusal {
  constructor(readonly reason: string) {}
}
