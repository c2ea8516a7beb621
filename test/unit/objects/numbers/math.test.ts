/** This file tests the native modules math, cmath and _random, and the elementary functions under them. */
// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: results are compared digit by digit
import { describe, expect, it } from 'vitest';
import { atanh as complexAtanh, sqrt } from '../../../../src/modules/cmath/functions.js';
import { gamma, lgamma } from '../../../../src/modules/math/gamma.js';
import { nextAfter, remainder, ulp } from '../../../../src/modules/math/neighbours.js';
import { comb, factorial, gcd, isqrt, lcm, perm } from '../../../../src/modules/math/number-theory.js';
import { nextBlock, STATE_WORDS, seedWords, temper } from '../../../../src/modules/random/mersenne-twister.js';
import { Raised } from '../../../../src/objects/exceptions/raised.js';
import { atan2 } from '../../../../src/objects/types/float/libm/atan.js';
import { erf, erfc } from '../../../../src/objects/types/float/libm/erf.js';
import { exp } from '../../../../src/objects/types/float/libm/exp.js';
import { fma } from '../../../../src/objects/types/float/libm/fma.js';
import { hypot } from '../../../../src/objects/types/float/libm/hypot.js';
import { log, log2, log10 } from '../../../../src/objects/types/float/libm/log.js';
import { pow } from '../../../../src/objects/types/float/libm/pow.js';
import { cos, sin, tan } from '../../../../src/objects/types/float/libm/trig.js';
import { FakeMachine } from './fake-runtime.js';

const { runtime: vm } = new FakeMachine();

describe('elementary functions', () => {
  it('agree with CPython on glibc to the last bit', () => {
    expect([exp(1), exp(-2.5), exp(-745), exp(709.7)]).toEqual([
      2.718281828459045, 0.0820849986238988, 5e-324, 1.6549840276802644e308,
    ]);
    expect([log(10), log(0.7), log(5e-324)]).toEqual([2.302585092994046, -0.35667494393873245, -744.4400719213812]);
    expect([log2(8), log2(10), log10(1000), log10(2)]).toEqual([3, 3.321928094887362, 3, 0.3010299956639812]);
    expect([sin(1), cos(1), tan(1)]).toEqual([0.8414709848078965, 0.5403023058681398, 1.5574077246549023]);
    expect([sin(1e22), cos(1e22), sin(Math.PI)]).toEqual([
      -0.8522008497671888, 0.523214785395139, 1.2246467991473532e-16,
    ]);
    expect([pow(10, -5), pow(2.5, 3.7), pow(3, 33)]).toEqual([1e-5, 29.67413253642086, 5559060566555523]);
    expect(atan2(1, 3)).toBe(0.3217505543966422);
    expect([erf(0.5), erfc(3), erfc(27)]).toEqual([0.5204998778130465, 2.209049699858544e-5, 5.23705e-319]);
  });

  it('round a power that lies between two doubles to even', () => {
    const base = 2 ** 18 - 1;
    expect(pow(base, 3)).toBe(Number(BigInt(base) ** 3n));
    expect(pow(base * base, 1.5)).toBe(Number(BigInt(base) ** 3n));
  });

  it('multiply and add with one rounding', () => {
    expect(fma(0.1, 10, -1)).toBe(5.551115123125783e-17);
    expect(fma(1e308, 10, -Infinity)).toBe(-Infinity);
    expect(fma(2 ** -1074, 0.5, 2 ** -1074)).toBe(1e-323);
  });

  it('measure vectors without overflow', () => {
    expect(hypot(3e300, 4e300)).toBe(5e300);
    expect(hypot(3e-320, 4e-320)).toBe(5e-320);
    expect(hypot(Infinity, NaN)).toBe(Infinity);
  });

  it('know the gamma function', () => {
    expect([gamma(5), gamma(5.5), gamma(-2.5)]).toEqual([24, 52.34277778455352, -0.9453087204829417]);
    expect(lgamma(1000)).toBe(5905.220423209181);
    expect(() => gamma(-1)).toThrow(Raised);
  });

  it('step between doubles', () => {
    expect(nextAfter(1, Infinity, 3n)).toBe(1.0000000000000007);
    expect(nextAfter(0, -1, 1n)).toBe(-5e-324);
    expect(Object.is(nextAfter(5e-324, 0, 1n), 0)).toBe(true);
    expect(ulp(1e308)).toBe(1.99584030953472e292);
    expect(remainder(5, 2)).toBe(1);
    expect(remainder(7, 2)).toBe(-1);
  });
});

describe('whole numbers', () => {
  it('have divisors, roots and binomials', () => {
    expect(gcd(vm, 10n ** 30n, -(2n ** 80n))).toBe(2 ** 30);
    expect(lcm(vm, 4, -6)).toBe(12);
    expect(isqrt(vm, 10n ** 41n)).toBe(316227766016837933199n);
    for (const n of [0, 1, 2, 3, 4, 2 ** 52, Number.MAX_SAFE_INTEGER]) {
      const root = BigInt(isqrt(vm, n));
      expect(root * root <= BigInt(n) && (root + 1n) * (root + 1n) > BigInt(n)).toBe(true);
    }
    expect(factorial(vm, 25)).toBe(15511210043330985984000000n);
    expect(comb(vm, 100, 50)).toBe(100891344545564193334812497256n);
    expect(comb(vm, 10n ** 30n, 10n ** 30n - 2n)).toBe((10n ** 30n * (10n ** 30n - 1n)) / 2n);
    expect(perm(vm, 10, 3)).toBe(720);
  });

  it('refuse results that do not fit', () => {
    const { runtime } = new FakeMachine(2 ** 20);
    expect(() => factorial(runtime, 10 ** 9)).toThrow(Raised);
    expect(() => comb(runtime, 10 ** 9, 5 * 10 ** 8)).toThrow(Raised);
  });
});

describe('complex functions', () => {
  it('keep branch cuts and signs of zero', () => {
    expect(sqrt({ real: -1, imag: -0 })).toEqual({ real: 0, imag: -1 });
    expect(sqrt({ real: -Infinity, imag: NaN })).toEqual({ real: NaN, imag: Infinity });
    expect(complexAtanh({ real: 2, imag: -0 })).toEqual({ real: 0.5493061443340549, imag: -Math.PI / 2 });
  });
});

describe('the Mersenne Twister', () => {
  it('draws the sequence of CPython', () => {
    const words = new Uint32Array(STATE_WORDS);
    seedWords(words, Uint32Array.of(42));
    nextBlock(words);
    const draw = (at: number): number => {
      const high = temper(words[at] as number) >>> 5;
      return (high * 67108864 + (temper(words[at + 1] as number) >>> 6)) / 9007199254740992;
    };
    expect([draw(0), draw(2), draw(4)]).toEqual([0.6394267984578837, 0.025010755222666936, 0.27502931836911926]);
  });
});
