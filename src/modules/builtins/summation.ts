/** This file adds up the items of sum(): ints and floats without making objects, floats compensated as CPython does. */
import { binaryOp } from '../../objects/operations/arithmetic.js';
import { addInts } from '../../objects/types/int/arithmetic.js';
import { PyComplex, PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';

/** A sum of doubles and the part that rounding took from it (Neumaier). */
class CompensatedSum {
  private lost = 0;

  constructor(private high: number) {}

  add(x: number): void {
    const t = this.high + x;
    this.lost += Math.abs(this.high) >= Math.abs(x) ? this.high - t + x : x - t + this.high;
    this.high = t;
  }

  get value(): number {
    return this.lost !== 0 && Number.isFinite(this.lost) ? this.high + this.lost : this.high;
  }
}

/** A sum of complex numbers, each part compensated. */
class ComplexSum {
  private readonly real: CompensatedSum;
  private readonly imag: CompensatedSum;

  constructor(start: PyComplex) {
    this.real = new CompensatedSum(start.real);
    this.imag = new CompensatedSum(start.imag);
  }

  /** Add an item; false when it is no exact complex, float or small int. */
  add(item: Value): boolean {
    if (item instanceof PyComplex && item.constructor === PyComplex) {
      this.real.add(item.real);
      this.imag.add(item.imag);
    } else if (item instanceof PyFloat && item.constructor === PyFloat) this.real.add(item.value);
    else if (typeof item === 'number') this.real.add(item);
    else if (typeof item === 'bigint' && Number.isFinite(Number(item))) this.real.add(Number(item));
    else return false;
    return true;
  }

  get value(): PyComplex {
    return new PyComplex(this.real.value, this.imag.value);
  }
}

/** A running total. */
export class Summation {
  private total: Value;
  /** The total while it is a float or complex, in place of `total`. */
  private float: CompensatedSum | null;
  private complex: ComplexSum | null;

  constructor(start: Value) {
    this.total = start;
    this.float = start instanceof PyFloat && start.constructor === PyFloat ? new CompensatedSum(start.value) : null;
    this.complex = start instanceof PyComplex && start.constructor === PyComplex ? new ComplexSum(start) : null;
  }

  /** Add an item; may run the program's `__add__`. */
  add(vm: Runtime, item: Value): void {
    if (typeof item === 'number' && this.float === null && typeof this.total === 'number') {
      const t = this.total + item;
      this.total = Number.isSafeInteger(t) ? t : addInts(vm, this.total, item);
      return;
    }
    if (this.complex !== null) {
      if (this.complex.add(item)) return;
      this.total = this.complex.value;
      this.complex = null;
    }
    const isFloat = item instanceof PyFloat && item.constructor === PyFloat;
    if (this.float !== null) {
      if (isFloat) return this.float.add((item as PyFloat).value);
      if (typeof item === 'number') return this.float.add(item);
      if (typeof item === 'bigint' && Number.isFinite(Number(item))) return this.float.add(Number(item));
      this.total = new PyFloat(this.float.value);
      this.float = null;
    }
    if (isFloat && (typeof this.total === 'number' || this.total instanceof PyFloat)) {
      const { value } = item as PyFloat;
      if (typeof this.total === 'number') {
        // The step from int to float is an ordinary addition.
        this.float = new CompensatedSum(this.total + value);
      } else {
        this.float = new CompensatedSum(this.total.value);
        this.float.add(value);
      }
      return;
    }
    this.total = binaryOp(vm, 'add', this.total, item);
    if (this.total instanceof PyComplex && this.total.constructor === PyComplex) {
      this.complex = new ComplexSum(this.total);
    }
  }

  /** The total where it is no number that is being added up here, or null. */
  generalTotal(): Value | null {
    return this.float === null && this.complex === null && typeof this.total !== 'number' ? this.total : null;
  }

  get value(): Value {
    if (this.complex !== null) return this.complex.value;
    return this.float === null ? this.total : new PyFloat(this.float.value);
  }
}

/** What a snapshot may hold of this file. */
export const SUMMATION_CLASSES = [CompensatedSum, ComplexSum, Summation] as const;
