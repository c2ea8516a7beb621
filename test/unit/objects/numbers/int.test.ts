/** This file tests the arithmetic of integers: canonical results, Python's rounding, and charges for big ones. */
import { describe, expect, it } from 'vitest';
import { Raised } from '../../../../src/objects/exceptions/raised.js';
import {
  addInts,
  divmodInts,
  floorDivInts,
  modInts,
  mulInts,
  negateInt,
  subInts,
} from '../../../../src/objects/types/int/arithmetic.js';
import {
  andInts,
  bitCount,
  invertInt,
  lshiftInts,
  orInts,
  rshiftInts,
  xorInts,
} from '../../../../src/objects/types/int/bits.js';
import { intFromBytes, intToBytes } from '../../../../src/objects/types/int/bytes.js';
import { trueDivInts } from '../../../../src/objects/types/int/convert.js';
import { hashDouble, hashInt } from '../../../../src/objects/types/int/hash.js';
import { parseIntText } from '../../../../src/objects/types/int/parse.js';
import { powInts, powModInts } from '../../../../src/objects/types/int/power.js';
import { roundInt } from '../../../../src/objects/types/int/round.js';
import { bitLength, type Int } from '../../../../src/objects/types/int/size.js';
import { intDigitLimit, intToString } from '../../../../src/objects/types/int/text.js';
import { FakeMachine } from './fake-runtime.js';

const { runtime: vm } = new FakeMachine();

/** Values around every boundary of the representation. */
const EDGES = [0n, 1n, -1n, 2n, -3n, 7n, 10n]
  .concat([31n, 32n, 52n, 53n, 63n, 64n, 100n, 300n].flatMap((n) => [(1n << n) - 1n, 1n << n, (1n << n) + 1n]))
  .flatMap((n) => [n, -n]);

const canonical = (n: bigint): Int => (n <= 9007199254740991n && n >= -9007199254740991n ? Number(n) : n);

function message(f: () => unknown): string {
  try {
    f();
  } catch (reason) {
    if (reason instanceof Raised)
      return `${reason.exception.type.name}: ${String(reason.exception.args.items[0] ?? '')}`;
    throw reason;
  }
  return 'nothing raised';
}

const floorDiv = (a: bigint, b: bigint): bigint => (a % b !== 0n && a < 0n !== b < 0n ? a / b - 1n : a / b);

describe('integers', () => {
  it('give the exact canonical result for every pair of edge values', () => {
    const table: [string, (a: Int, b: Int) => Int, (a: bigint, b: bigint) => bigint][] = [
      ['+', (a, b) => addInts(vm, a, b), (a, b) => a + b],
      ['-', (a, b) => subInts(vm, a, b), (a, b) => a - b],
      ['*', (a, b) => mulInts(vm, a, b), (a, b) => a * b],
      ['&', (a, b) => andInts(vm, a, b), (a, b) => a & b],
      ['|', (a, b) => orInts(vm, a, b), (a, b) => a | b],
      ['^', (a, b) => xorInts(vm, a, b), (a, b) => a ^ b],
    ];
    for (const a of EDGES) {
      expect(negateInt(vm, canonical(a))).toBe(canonical(-a));
      expect(invertInt(vm, canonical(a))).toBe(canonical(~a));
      for (const b of EDGES) {
        for (const [name, ours, exact] of table) {
          const got = ours(canonical(a), canonical(b));
          if (!Object.is(got, canonical(exact(a, b)))) throw new Error(`${a} ${name} ${b} gave ${got}`);
        }
        if (b === 0n) continue;
        expect(floorDivInts(vm, canonical(a), canonical(b))).toBe(canonical(floorDiv(a, b)));
        expect(modInts(vm, canonical(a), canonical(b))).toBe(canonical(a - b * floorDiv(a, b)));
      }
    }
  });

  it('divide with the sign of the divisor', () => {
    expect(divmodInts(vm, -7, 2)).toEqual({ quotient: -4, remainder: 1 });
    expect(divmodInts(vm, 7, -2)).toEqual({ quotient: -4, remainder: -1 });
    expect(message(() => floorDivInts(vm, 1, 0))).toBe('ZeroDivisionError: division by zero');
  });

  it('divide truly with one rounding', () => {
    expect(trueDivInts(vm, 10n ** 400n, 10n ** 399n)).toBe(10);
    expect(trueDivInts(vm, 9007199254740993n, 2)).toBe(4503599627370496);
    expect(Object.is(trueDivInts(vm, 0, -1), -0)).toBe(true);
    expect(trueDivInts(vm, 1, 1n << 1074n)).toBe(5e-324);
    expect(trueDivInts(vm, 1, 1n << 1075n)).toBe(0);
    expect(message(() => trueDivInts(vm, 10n ** 400n, 3))).toBe(
      'OverflowError: integer division result too large for a float',
    );
  });

  it('shift as two’s complement of unbounded width', () => {
    for (const a of EDGES) {
      for (const n of [0, 1, 31, 32, 53, 64, 200]) {
        expect(lshiftInts(vm, canonical(a), n)).toBe(canonical(a << BigInt(n)));
        expect(rshiftInts(vm, canonical(a), n)).toBe(canonical(a >> BigInt(n)));
      }
      const magnitude = a < 0n ? -a : a;
      expect(bitLength(canonical(a))).toBe(a === 0n ? 0 : magnitude.toString(2).length);
      expect(bitCount(vm, canonical(a))).toBe(magnitude.toString(2).replaceAll('0', '').length);
    }
    expect(rshiftInts(vm, -1, 1n << 64n)).toBe(-1);
    expect(message(() => lshiftInts(vm, 1, -1))).toBe('ValueError: negative shift count');
    expect(message(() => lshiftInts(vm, 1, 1n << 63n))).toBe('OverflowError: too many digits in integer');
  });

  it('raise to powers, modular and inverse ones too', () => {
    expect(powInts(vm, 3, 40)).toBe(12157665459056928801n);
    expect(powInts(vm, -2, 53)).toBe(-9007199254740992n);
    expect(powInts(vm, -1, 10n ** 30n + 1n)).toBe(-1);
    expect(powModInts(vm, 3, 10n ** 20n, 1000007)).toBe(Number(modularPower(3n, 10n ** 20n, 1000007n)));
    expect(powModInts(vm, 38, -1, 97)).toBe(23);
    expect(powModInts(vm, 2, 3, -5)).toBe(-2);
    expect(message(() => powModInts(vm, 2, -1, 4))).toBe('ValueError: base is not invertible for the given modulus');
    expect(message(() => powModInts(vm, 2, 1, 0))).toBe('ValueError: pow() 3rd argument cannot be 0');
  });

  it('round to powers of ten, ties to even', () => {
    expect([15, 25, 35, -15, -25, 149].map((n) => roundInt(vm, n, -1))).toEqual([20, 20, 40, -20, -20, 150]);
    expect(roundInt(vm, 5, -(10n ** 30n))).toBe(0);
  });

  it('turn into bytes and back', () => {
    for (const a of EDGES) {
      for (const little of [false, true]) {
        const bytes = intToBytes(vm, canonical(a), 40, little, true);
        expect(intFromBytes(vm, bytes, little, true)).toBe(canonical(a));
      }
    }
    expect(message(() => intToBytes(vm, 256, 1, false, false))).toBe('OverflowError: int too big to convert');
    expect(message(() => intToBytes(vm, -1, 1, false, false))).toBe(
      "OverflowError: can't convert negative int to unsigned",
    );
  });

  it('hash modulo 2**61 - 1, equal floats alike', () => {
    expect(hashInt(vm, -1)).toBe(-2);
    expect(hashInt(vm, (1n << 61n) - 1n)).toBe(0);
    expect(hashInt(vm, -(1n << 61n))).toBe(-2);
    expect(hashDouble(0.1)).toBe(230584300921369408n);
    expect(hashDouble(1e300)).toBe(hashInt(vm, BigInt(1e300)));
    expect(hashDouble(5e-324)).toBe(16777216);
  });
});

describe('int text', () => {
  it('is read in any base with signs, prefixes, blanks and underscores', () => {
    const read = (text: string, base: number): Int | null => parseIntText(vm, text, base);
    expect(read(' -1_000\n', 10)).toBe(-1000);
    expect(read('0x_ff', 16)).toBe(255);
    expect(read('0xff', 0)).toBe(255);
    expect(read('z'.repeat(20), 36)).toBe(36n ** 20n - 1n);
    expect(read('0_0', 0)).toBe(0);
    for (const bad of ['', '-', '1__0', '_1', '1_', '12a', '- 1', '0x', '1\0']) expect(read(bad, 10)).toBe(null);
    expect(read('010', 0)).toBe(null);
  });

  it('is limited in decimal digits, not in bases that are powers of two', () => {
    expect(message(() => parseIntText(vm, '9'.repeat(4301), 10))).toBe(
      'ValueError: Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; use sys.set_int_max_str_digits() to increase the limit',
    );
    expect(message(() => intToString(vm, 10n ** 4300n))).toBe(
      'ValueError: Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit',
    );
    expect(intToString(vm, 10n ** 4299n)).toHaveLength(4300);
    expect(bitLength(parseIntText(vm, 'f'.repeat(5000), 16) as Int)).toBe(20000);
  });
});

describe('metering', () => {
  it('refuses results that do not fit before making them', () => {
    const { runtime } = new FakeMachine(2 ** 20);
    expect(message(() => lshiftInts(runtime, 1, 10 ** 12))).toBe('MemoryError: ');
    expect(message(() => powInts(runtime, 10, 10 ** 9))).toBe('MemoryError: ');
    expect(message(() => powInts(runtime, 10, 10n ** 100n))).toBe('MemoryError: ');
    const huge = new FakeMachine(Infinity);
    expect(message(() => lshiftInts(huge.runtime, 1, 2 ** 31))).toBe('MemoryError: ');
  });

  it('charges fuel that grows as the work does', () => {
    const cost = (bits: number): number => {
      const machine = new FakeMachine();
      const a = (1n << BigInt(bits)) - 1n;
      mulInts(machine.runtime, a, a);
      machine.runtime.state(intDigitLimit).digits = 0;
      intToString(machine.runtime, a);
      return machine.fuel;
    };
    expect(cost(100)).toBe(0);
    expect(cost(10_000)).toBeGreaterThan(100);
    expect(cost(80_000) / cost(10_000)).toBeGreaterThan(8);
  });
});

function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let b = base, e = exponent; e > 0n; e >>= 1n, b = (b * b) % modulus) if (e & 1n) result = (result * b) % modulus;
  return result;
}
