/** This file holds what complex functions answer for infinities and NaN (C11 annex G). */
import { valueError } from '../../objects/errors.js';
import type { Complex } from '../../values/complex-arithmetic.js';

/**
 * One table a function, seven rows by the real part, seven columns by the imaginary part, each in the order -inf,
 * negative, -0, +0, positive, +inf, NaN. An entry is the real and the imaginary part: `i` infinity, `n` NaN, `p` pi,
 * `a` `b` `c` one, two and three quarters of pi; `!` is a domain error, `.` a finite argument.
 */
const TABLES = {
  acos:
    'ci pi pi p-i p-i c-i ni bi . . . . b-i nn bi . . . . b-i bn bi . . . . b-i bn ' +
    'bi . . . . b-i nn ai 0i 0i 0-i 0-i a-i ni ni nn nn nn nn n-i nn',
  acosh:
    'i-c i-p i-p ip ip ic in i-b . . . . ib nn i-b . . . . ib nb i-b . . . . ib nb ' +
    'i-b . . . . ib nn i-a i-0 i-0 i0 i0 ia in in nn nn nn nn in nn',
  asinh:
    '-i-a -i-0 -i-0 -i0 -i0 -ia -in -i-b . . . . -ib nn -i-b . . . . -ib nn i-b . . . . ib nn ' +
    'i-b . . . . ib nn i-a i-0 i-0 i0 i0 ia in in nn n-0 n0 nn in nn',
  atanh:
    '-0-b -0-b -0-b -0b -0b -0b -0n -0-b . . . . -0b nn -0-b . . . . -0b -0n 0-b . . . . 0b 0n ' +
    '0-b . . . . 0b nn 0-b 0-b 0-b 0b 0b 0b 0n 0-b nn nn nn nn 0b nn',
  cosh:
    '! ii i0 i-0 i-i ! in ! . . . . ! nn ! . . . . ! n0 ! . . . . ! n0 ' +
    '! . . . . ! nn ! i-i i-0 i0 ii ! in nn nn n0 n0 nn nn nn',
  exp:
    '00 0-0 0-0 00 00 00 00 ! . . . . ! nn ! . . . . ! nn ! . . . . ! nn ' +
    '! . . . . ! nn ! i-i i-0 i0 ii ! in nn nn n-0 n0 nn nn nn',
  log:
    'i-c i-p i-p ip ip ic in i-b . . . . ib nn i-b . . . . ib nn i-b . . . . ib nn ' +
    'i-b . . . . ib nn i-a i-0 i-0 i0 i0 ia in in nn nn nn nn in nn',
  sinh:
    '! -i-i -i-0 -i0 -ii ! in ! . . . . ! nn ! . . . . ! 0n ! . . . . ! 0n ' +
    '! . . . . ! nn ! i-i i-0 i0 ii ! in nn nn n-0 n0 nn nn nn',
  sqrt:
    'i-i 0-i 0-i 0i 0i ii ni i-i . . . . ii nn i-i . . . . ii nn i-i . . . . ii nn ' +
    'i-i . . . . ii nn i-i i-0 i-0 i0 i0 ii in i-i nn nn nn nn ii nn',
  tanh:
    '-10 -1-0 -1-0 -10 -10 -10 -10 ! . . . . ! nn ! . . . . ! -0n ! . . . . ! 0n ' +
    '! . . . . ! nn 10 1-0 1-0 10 10 10 10 nn nn n-0 n0 nn nn nn',
  rect:
    '! -ii -i0 -i-0 -i-i ! in ! . . . . ! nn 00 . . . . 00 00 00 . . . . 00 00 ' +
    '! . . . . ! nn ! i-i i-0 i0 ii ! in nn nn n0 n0 nn nn nn',
} as const;

export type SpecialFunction = keyof typeof TABLES;

const VALUES: Readonly<Record<string, number>> = {
  '0': 0,
  '1': 1,
  i: Infinity,
  n: NaN,
  p: Math.PI,
  a: 0.25 * Math.PI,
  b: 0.5 * Math.PI,
  c: 0.75 * Math.PI,
};

function kind(x: number): number {
  if (Number.isNaN(x)) return 6;
  if (x === 0) return Object.is(x, -0) ? 2 : 3;
  if (Number.isFinite(x)) return x < 0 ? 1 : 4;
  return x < 0 ? 0 : 5;
}

function part(text: string): number {
  const value = VALUES[text.charAt(text.length - 1)] as number;
  return text.startsWith('-') ? -value : value;
}

/** Is a part infinite or NaN? */
export function isSpecial(z: Complex): boolean {
  return !Number.isFinite(z.real) || !Number.isFinite(z.imag);
}

/** The answer for a special argument. Raises ValueError where the function is not defined. */
export function specialValue(name: SpecialFunction, z: Complex): Complex {
  const entry = TABLES[name].split(' ')[kind(z.real) * 7 + kind(z.imag)] as string;
  if (entry === '!') throw valueError('math domain error');
  const cut = entry.startsWith('-') ? 2 : 1;
  return { real: part(entry.slice(0, cut)), imag: part(entry.slice(cut)) };
}
