/** This file answers the numeric value of characters beyond decimal digits: digits such as superscripts, fractions, numerals. */
import { decimalValue } from './decimal.js';
import { DIGIT_RUNS, NUMERIC_3_2, NUMERIC_RUNS } from './tables/numeric.js';

/** Numeric values by code point, decoded on first use from `gap.count.value` runs. */
class NumericMap {
  private map: Map<number, number> | null = null;

  constructor(private readonly text: string) {}

  get(point: number): number | undefined {
    this.map ??= this.decode();
    return this.map.get(point);
  }

  private decode(): Map<number, number> {
    const map = new Map<number, number>();
    let point = 0;
    for (const run of this.text.split(',')) {
      const [gap, count, value] = run.split('.') as [string, string, string];
      const [numerator, denominator] = value.split('/');
      const first = Number(numerator) / Number(denominator ?? '1');
      point += Number.parseInt(gap, 36);
      const n = Number.parseInt(count, 36);
      for (let i = 0; i < n; i++) map.set(point++, first + i);
    }
    return map;
  }
}

const numerics = new NumericMap(NUMERIC_RUNS);
const digits = new NumericMap(DIGIT_RUNS);

/** The value of a digit (superscripts and the like included), or -1. */
export function digitValue(point: number): number {
  const decimal = decimalValue(point);
  return decimal >= 0 ? decimal : (digits.get(point) ?? -1);
}

/** The numeric value of a character, or undefined. */
export function numericValue(point: number): number | undefined {
  return numerics.get(point);
}

/** Decimal, digit and numeric value in Unicode 3.2 where they differed from today's; undefined fields had no value. */
export interface OldNumeric {
  readonly decimal: number | undefined;
  readonly digit: number | undefined;
  readonly numeric: number | undefined;
}

class OldNumerics {
  private map: Map<number, OldNumeric> | null = null;

  get(point: number): OldNumeric | undefined {
    this.map ??= this.decode();
    return this.map.get(point);
  }

  private decode(): Map<number, OldNumeric> {
    const map = new Map<number, OldNumeric>();
    for (const entry of NUMERIC_3_2 === '' ? [] : NUMERIC_3_2.split(',')) {
      const [point, ...values] = entry.split(':') as [string, string, string, string];
      const [decimal, digit, numeric] = values.map((v) => (v === '' ? undefined : Number(v)));
      map.set(Number.parseInt(point, 36), { decimal, digit, numeric });
    }
    return map;
  }
}

const oldNumerics = new OldNumerics();

/** What Unicode 3.2 said of the numeric value of a character, where it differed. */
export function oldNumericOf(point: number): OldNumeric | undefined {
  return oldNumerics.get(point);
}
