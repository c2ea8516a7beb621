/** This file computes with timedeltas. */
import { overflowError, zeroDivisionError } from '../../objects/errors.js';
import { PyTimedelta } from './objects.js';

export const MAX_DAYS = 999999999;

/** All of it in microseconds. */
export function totalMicroseconds(delta: PyTimedelta): bigint {
  return (BigInt(delta.days) * 86400n + BigInt(delta.seconds)) * 1000000n + BigInt(delta.microseconds);
}

/** Floor division of integers. */
export function floorDivide(a: bigint, b: bigint): bigint {
  if (b === 0n) throw zeroDivisionError('division by zero');
  const quotient = a / b;
  return quotient * b !== a && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** The nearest integer to `a / b`, the even one of two. */
export function divideNearest(a: bigint, b: bigint): bigint {
  if (b === 0n) throw zeroDivisionError('division by zero');
  let quotient = floorDivide(a, b);
  const twice = 2n * (a - quotient * b);
  const above = b > 0n ? twice > b : twice < b;
  if (above || (twice === b && (quotient & 1n) === 1n)) quotient += 1n;
  return quotient;
}

/** The timedelta of so many microseconds. OverflowError beyond the limits. */
export function fromMicroseconds(total: bigint): PyTimedelta {
  const seconds = floorDivide(total, 1000000n);
  const days = floorDivide(seconds, 86400n);
  if (BigInt.asIntN(32, days) !== days) throw overflowError('Python int too large to convert to C int');
  checkDays(Number(days));
  return new PyTimedelta(Number(days), Number(seconds - days * 86400n), Number(total - seconds * 1000000n));
}

function checkDays(days: number): void {
  if (Math.abs(days) > MAX_DAYS) throw overflowError(`days=${days}; must have magnitude <= ${MAX_DAYS}`);
}

/** The timedelta of days, seconds and microseconds beyond their ranges. */
export function normalized(days: number, seconds: number, microseconds: number): PyTimedelta {
  const carried = Math.floor(microseconds / 1000000);
  const allSeconds = seconds + carried;
  const moreDays = Math.floor(allSeconds / 86400);
  checkDays(days + moreDays);
  // Adding 0 keeps -0 out.
  return new PyTimedelta(days + moreDays + 0, allSeconds - moreDays * 86400 + 0, microseconds - carried * 1000000 + 0);
}

export function addDeltas(a: PyTimedelta, b: PyTimedelta): PyTimedelta {
  return normalized(a.days + b.days, a.seconds + b.seconds, a.microseconds + b.microseconds);
}

export function subtractDeltas(a: PyTimedelta, b: PyTimedelta): PyTimedelta {
  return normalized(a.days - b.days, a.seconds - b.seconds, a.microseconds - b.microseconds);
}

export function negate(a: PyTimedelta): PyTimedelta {
  return normalized(-a.days, -a.seconds, -a.microseconds);
}

/** Negative, zero or positive. */
export function compareDeltas(a: PyTimedelta, b: PyTimedelta): number {
  return a.days - b.days || a.seconds - b.seconds || a.microseconds - b.microseconds;
}

export function isZero(a: PyTimedelta): boolean {
  return a.days === 0 && a.seconds === 0 && a.microseconds === 0;
}

/** Whole seconds, days included. */
export function wholeSeconds(a: PyTimedelta): number {
  return a.days * 86400 + a.seconds;
}

/** The answer of a comparison operator, from a difference. */
export function compareResult(difference: number, op: number): boolean {
  switch (op) {
    case 0:
      return difference < 0;
    case 1:
      return difference <= 0;
    case 2:
      return difference === 0;
    case 3:
      return difference !== 0;
    case 4:
      return difference > 0;
    default:
      return difference >= 0;
  }
}
