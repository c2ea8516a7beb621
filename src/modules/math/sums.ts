/** This file sums and multiplies iterables of numbers: fsum, sumprod, prod, and the norms of vectors. */

import { floatType } from '../../objects/core-types.js';
import { overflowError, valueError } from '../../objects/errors.js';
import { asDouble } from '../../objects/native/convert.js';
import { binaryOp } from '../../objects/operations/arithmetic.js';
import { forEach, getIter, iterNext, toArray } from '../../objects/operations/iteration.js';
import { type DoubleDouble, twoProduct, twoSum } from '../../objects/types/float/libm/double-double.js';
import { fma } from '../../objects/types/float/libm/fma.js';
import { vectorNorm } from '../../objects/types/float/libm/hypot.js';
import { addInts, mulInts } from '../../objects/types/int/arithmetic.js';
import type { Int } from '../../objects/types/int/size.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';

/** `math.fsum`: Shewchuk's algorithm, the exact sum rounded once. */
export function fsum(vm: Runtime, iterable: Value): number {
  const partials: number[] = [];
  let special = 0;
  let infinities = 0;
  forEach(vm, iterable, (item) => {
    const start = asDouble(vm, item);
    let x = start;
    let kept = 0;
    vm.chargeFuel(partials.length >> 2);
    for (let i = 0; i < partials.length; i++) {
      let y = partials[i] as number;
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low !== 0) partials[kept++] = low;
      x = high;
    }
    partials.length = kept;
    if (x === 0) return;
    if (Number.isFinite(x)) {
      partials.push(x);
      return;
    }
    if (Number.isFinite(start)) throw overflowError('intermediate overflow in fsum');
    if (!Number.isNaN(start)) infinities += start;
    special += start;
    partials.length = 0;
  });
  if (special !== 0) {
    if (Number.isNaN(infinities)) throw valueError('-inf + inf in fsum');
    return special;
  }
  return sumExact(partials);
}

/** The sum of partials that do not overlap, in ascending order, rounded half to even. */
function sumExact(partials: readonly number[]): number {
  let n = partials.length;
  if (n === 0) return 0;
  let high = partials[--n] as number;
  let low = 0;
  while (n > 0) {
    const x = high;
    const y = partials[--n] as number;
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  // Half an ulp below or above: the next partial decides what rounding half to even could not see.
  if (n > 0 && ((low < 0 && (partials[n - 1] as number) < 0) || (low > 0 && (partials[n - 1] as number) > 0))) {
    const y = low * 2;
    const x = high + y;
    if (y === x - high) high = x;
  }
  return high;
}

/** A sum of three doubles of falling magnitude. */
interface TripleLength {
  readonly hi: number;
  readonly lo: number;
  readonly tiny: number;
}

/** The product and its rounding error, for factors of any size. */
function exactProduct(x: number, y: number): DoubleDouble {
  const hi = x * y;
  const magnitude = Math.abs(hi);
  if (magnitude < 2 ** 990 && magnitude > 2 ** -960 && Math.abs(x) < 2 ** 990 && Math.abs(y) < 2 ** 990) {
    return twoProduct(x, y);
  }
  return { hi, lo: fma(x, y, -hi) };
}

function tripleAdd(x: number, y: number, total: TripleLength): TripleLength {
  const product = exactProduct(x, y);
  const sum = twoSum(total.hi, product.hi);
  const r1 = twoSum(total.lo, product.lo);
  const r2 = twoSum(r1.hi, sum.lo);
  return { hi: sum.hi, lo: r2.hi, tiny: total.tiny + r1.lo + r2.lo };
}

function tripleToDouble(total: TripleLength): number {
  const last = twoSum(total.lo, total.hi);
  return total.tiny + last.lo + last.hi;
}

const isExactInt = (value: Value): boolean => typeof value === 'number' || typeof value === 'bigint';

/** The double of a factor next to a float: floats, ints in range and bools; else undefined. */
function factor(value: Value): number | undefined {
  if (value instanceof PyFloat) return value.type === floatType ? value.value : undefined;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'bigint') return undefined;
  const double = Number(value);
  return Number.isFinite(double) ? double : undefined;
}

/** The state of `math.sumprod`: exact ints first, then floats in extended precision, then anything. */
class ProductSum {
  total: Value = 0;
  private ints: Int = 0;
  private floats: TripleLength = { hi: 0, lo: 0, tiny: 0 };
  private path: 'int' | 'float' | 'object' = 'int';
  private intsInUse = false;
  private floatsInUse = false;

  constructor(private readonly vm: Runtime) {}

  add(p: Value, q: Value): void {
    if (this.path === 'int') {
      if (isExactInt(p) && isExactInt(q)) {
        this.ints = addInts(this.vm, this.ints, mulInts(this.vm, p as Int, q as Int));
        this.intsInUse = true;
        return;
      }
      this.leaveInts();
    }
    if (this.path === 'float') {
      if (this.addFloats(p, q)) return;
      this.leaveFloats();
    }
    const product = binaryOp(this.vm, 'multiply', p, q);
    this.total = binaryOp(this.vm, 'add', this.total, product);
  }

  finish(): Value {
    if (this.path === 'int') this.leaveInts();
    if (this.path === 'float') this.leaveFloats();
    return this.total;
  }

  private addFloats(p: Value, q: Value): boolean {
    if (!(p instanceof PyFloat) && !(q instanceof PyFloat)) return false;
    const x = factor(p);
    const y = factor(q);
    if (x === undefined || y === undefined) return false;
    const sum = tripleAdd(x, y, this.floats);
    if (!Number.isFinite(sum.hi)) return false;
    this.floats = sum;
    this.floatsInUse = true;
    return true;
  }

  private leaveInts(): void {
    this.path = 'float';
    if (this.intsInUse) this.total = binaryOp(this.vm, 'add', this.total, this.ints);
  }

  private leaveFloats(): void {
    this.path = 'object';
    if (this.floatsInUse) {
      this.total = binaryOp(this.vm, 'add', this.total, new PyFloat(tripleToDouble(this.floats)));
    }
  }
}

/** `math.sumprod`. */
export function sumprod(vm: Runtime, p: Value, q: Value): Value {
  const left = getIter(vm, p);
  const right = getIter(vm, q);
  const sum = new ProductSum(vm);
  for (;;) {
    vm.chargeFuel(1);
    const a = iterNext(vm, left);
    const b = iterNext(vm, right);
    if ((a === undefined) !== (b === undefined)) throw valueError('Inputs are not the same length');
    if (a === undefined || b === undefined) return sum.finish();
    sum.add(a, b);
  }
}

/** `math.prod`. */
export function prod(vm: Runtime, iterable: Value, start: Value): Value {
  let result = start;
  forEach(vm, iterable, (item) => {
    if (isExactInt(result) && isExactInt(item)) result = mulInts(vm, result as Int, item as Int);
    else if (
      result instanceof PyFloat &&
      item instanceof PyFloat &&
      result.type === floatType &&
      item.type === floatType
    ) {
      result = new PyFloat(result.value * item.value);
    } else result = binaryOp(vm, 'multiply', result, item);
  });
  return result;
}

function norm(vector: readonly number[]): number {
  let max = 0;
  let foundNan = false;
  for (const x of vector) {
    if (Number.isNaN(x)) foundNan = true;
    else if (x > max) max = x;
  }
  return vectorNorm(vector, max, foundNan);
}

/** `math.hypot`. */
export function hypotOf(vm: Runtime, coordinates: readonly Value[]): number {
  vm.chargeFuel(coordinates.length);
  return norm(coordinates.map((item) => Math.abs(asDouble(vm, item))));
}

/** `math.dist`. */
export function dist(vm: Runtime, p: Value, q: Value): number {
  const a = p instanceof PyTuple ? p.items : toArray(vm, p);
  const b = q instanceof PyTuple ? q.items : toArray(vm, q);
  if (a.length !== b.length) throw valueError('both points must have the same number of dimensions');
  vm.chargeFuel(a.length);
  return norm(a.map((item, i) => Math.abs(asDouble(vm, item) - asDouble(vm, b[i] as Value))));
}
