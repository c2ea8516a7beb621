/** This file tests format specifications of numbers against answers of CPython. */
import { describe, expect, it } from 'vitest';
import { Raised } from '../../../../src/objects/exceptions/raised.js';
import { formatComplex } from '../../../../src/objects/types/number-format/format-complex.js';
import { formatDouble } from '../../../../src/objects/types/number-format/format-double.js';
import { formatFloat } from '../../../../src/objects/types/number-format/format-float.js';
import { formatInt } from '../../../../src/objects/types/number-format/format-int.js';
import { FakeMachine } from './fake-runtime.js';

const { runtime: vm } = new FakeMachine();

function shown(f: () => unknown): unknown {
  try {
    return f();
  } catch (reason) {
    if (reason instanceof Raised) return `${reason.exception.type.name}: ${String(reason.exception.args.items[0])}`;
    throw reason;
  }
}

describe('formats of int', () => {
  const cases: [number, string, string][] = [
    [42, '', '42'],
    [42, '>6', '    42'],
    [-42, '*^9', '***-42***'],
    [-42, '=6', '-   42'],
    [255, '#06x', '0x00ff'],
    [255, '#b', '0b11111111'],
    [5, '08_b', '000_0101'],
    [1234567, ',', '1,234,567'],
    [1234, '08,', '0,001,234'],
    [1234567, '_x', '12_d687'],
    [3, '+.1f', '+3.0'],
    [97, '>3c', '  a'],
    [1, '.3d', 'ValueError: Precision not allowed in integer format specifier'],
    [1, ',x', "ValueError: Cannot specify ',' with 'x'."],
    [1, 'q', "ValueError: Unknown format code 'q' for object of type 'int'"],
    [-1, 'c', 'OverflowError: %c arg not in range(0x110000)'],
  ];
  for (const [value, spec, want] of cases) {
    it(`format(${value}, '${spec}')`, () => expect(shown(() => formatInt(vm, value, value, spec))).toBe(want));
  }
});

describe('formats of float', () => {
  const cases: [number, string, string][] = [
    [1.5, '', '1.5'],
    [2.5, '.0f', '2'],
    [0.125, '.2f', '0.12'],
    [2.675, '.2f', '2.67'],
    [1e22, 'f', '10000000000000000000000.000000'],
    [12345.678, ',.2f', '12,345.68'],
    [12345.678, '015,.2f', '0,000,012,345.68'],
    [0.25, '%', '25.000000%'],
    [1234567, 'g', '1.23457e+06'],
    [25, '.0e', '2e+01'],
    [100, '#.3g', '100.'],
    [1e15, '.3', '1e+15'],
    [3, '.4', '3.0'],
    [-0.0001, 'z.2f', '0.00'],
    [1234.56789, '.6_f', '1234.567_890'],
    [Infinity, '+08.2f', '+0000inf'],
    [NaN, 'F', 'NAN'],
    [1, 'd', "ValueError: Unknown format code 'd' for object of type 'float'"],
  ];
  for (const [value, spec, want] of cases) {
    it(`format(${value}, '${spec}')`, () => expect(shown(() => formatFloat(vm, value, spec))).toBe(want));
  }

  it('writes every digit of the exact value', () => {
    expect(formatDouble(0.1, { code: 'f', precision: 60 })).toBe(
      '0.100000000000000005551115123125782702118158340454101562500000',
    );
    expect(formatDouble(5e-324, { code: 'e', precision: 200 })).toMatch(/^4\.94065645841246544176568792868.*e-324$/);
    expect(formatDouble(1e300, { code: 'f', precision: 0 })).toHaveLength(301);
  });
});

describe('formats of complex', () => {
  const cases: [number, number, string, string][] = [
    [1, 2, '', '(1+2j)'],
    [1, -2, '.2f', '1.00-2.00j'],
    [0, 1, '>6', '    1j'],
    [1.5, 2, '+.3', '(+1.5+2j)'],
    [1, 2, '010', 'ValueError: Zero padding is not allowed in complex format specifier'],
    [1, 2, '%', "ValueError: Unknown format code '%' for object of type 'complex'"],
  ];
  for (const [real, imag, spec, want] of cases) {
    it(`format(complex(${real}, ${imag}), '${spec}')`, () =>
      expect(shown(() => formatComplex(vm, real, imag, spec))).toBe(want));
  }
});
