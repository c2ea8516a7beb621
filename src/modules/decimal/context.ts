/** This file defines the instances of Context: precision, rounding, limits, flags and traps. */
import { PyObject } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { makeModuleType } from '../module-types.js';
import { ANY_INVALID, DIVISION_BY_ZERO, OVERFLOW, trapped } from './signals.js';

export const MAX_PREC = 999999999999999999n;
export const MAX_EMAX = 999999999999999999n;
export const MIN_EMIN = -999999999999999999n;
export const MIN_ETINY = -1999999999999999997n;

/** Rounding modes, numbered as libmpdec numbers them. */
export const ROUND_UP = 0;
export const ROUND_DOWN = 1;
export const ROUND_CEILING = 2;
export const ROUND_FLOOR = 3;
export const ROUND_HALF_UP = 4;
export const ROUND_HALF_DOWN = 5;
export const ROUND_HALF_EVEN = 6;
export const ROUND_05UP = 7;

export const ROUNDING_NAMES: readonly string[] = [
  'ROUND_UP',
  'ROUND_DOWN',
  'ROUND_CEILING',
  'ROUND_FLOOR',
  'ROUND_HALF_UP',
  'ROUND_HALF_DOWN',
  'ROUND_HALF_EVEN',
  'ROUND_05UP',
];

/** What an operation needs of a context; it adds what happened to `status`. */
export class Settings {
  status = 0;

  constructor(
    readonly vm: Runtime,
    public prec: number,
    public rounding: number,
    public emin: number,
    public emax: number,
    public clamp: boolean,
  ) {}

  /** The exponent of the smallest subnormal number. */
  get etiny(): number {
    return this.emin - this.prec + 1;
  }

  /** The largest exponent of a number with full precision. */
  get etop(): number {
    return this.emax - this.prec + 1;
  }

  /** The same settings with another precision and rounding, and a clean status. */
  derived(prec: number, rounding: number): Settings {
    return new Settings(this.vm, prec, rounding, this.emin, this.emax, this.clamp);
  }
}

/** Settings under which results are exact: what conversions work with. */
export function unlimited(vm: Runtime): Settings {
  return new Settings(vm, Number(MAX_PREC), ROUND_HALF_EVEN, Number(MIN_EMIN), Number(MAX_EMAX), false);
}

/** A context object. */
export class PyContext extends PyObject {
  prec: number | bigint = 28;
  rounding = ROUND_HALF_EVEN;
  emin: number | bigint = -999999;
  emax: number | bigint = 999999;
  capitals = true;
  clamp = false;
  flags = 0;
  traps = ANY_INVALID | DIVISION_BY_ZERO | OVERFLOW;

  /** Settings for one operation. */
  settings(vm: Runtime): Settings {
    return new Settings(vm, Number(this.prec), this.rounding, Number(this.emin), Number(this.emax), this.clamp);
  }

  /** Take over what an operation reported; raise what is trapped. */
  report(status: number): void {
    if (status === 0) return;
    this.flags |= status;
    const caught = status & this.traps;
    if (caught !== 0) throw trapped(caught);
  }

  /** Values of another context, flags and traps included. */
  assign(other: PyContext): this {
    this.prec = other.prec;
    this.rounding = other.rounding;
    this.emin = other.emin;
    this.emax = other.emax;
    this.capitals = other.capitals;
    this.clamp = other.clamp;
    this.flags = other.flags;
    this.traps = other.traps;
    return this;
  }
}

export const contextType = makeModuleType('decimal', 'Context', PyContext);
