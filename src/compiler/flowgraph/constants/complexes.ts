/** This file computes with constant complex numbers while folding. */
import { type Complex, divide, divideReal, multiply } from '../../../values/complex-arithmetic.js';
import { PyComplex } from '../../../values/float.js';

const boxed = (parts: Complex): PyComplex => new PyComplex(parts.real, parts.imag);

/** `a * b`. */
export function multiplyComplex(a: PyComplex, b: PyComplex): PyComplex {
  return boxed(multiply(a, b));
}

/** `a / b`, undefined for a zero divisor. */
export function divideComplex(a: PyComplex, b: PyComplex): PyComplex | undefined {
  const result = divide(a, b);
  return result === undefined ? undefined : boxed(result);
}

/** A real number divided by a complex one, undefined for a zero divisor. */
export function divideRealByComplex(a: number, b: PyComplex): PyComplex | undefined {
  const result = divideReal(a, b);
  return result === undefined ? undefined : boxed(result);
}

/** `a ** n` for a whole power, by squaring; undefined where a zero base meets a negative power. */
export function powComplexInteger(a: PyComplex, n: number): PyComplex | undefined {
  if (n === 0) return new PyComplex(1, 0);
  if (n < 0) return divideComplex(new PyComplex(1, 0), powUnsigned(a, -n));
  return powUnsigned(a, n);
}

function powUnsigned(a: PyComplex, n: number): PyComplex {
  let result = new PyComplex(1, 0);
  let square = a;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiplyComplex(result, square);
    square = multiplyComplex(square, square);
  }
  return result;
}
