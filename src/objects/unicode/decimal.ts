/** This file answers which decimal digit a code point stands for. */
import { DECIMAL_ZEROS } from './tables/decimal-zeros.js';

/** The value 0 to 9 of a decimal digit of any script (general category Nd), or -1. */
export function decimalValue(point: number): number {
  if (point < 0x80) return point >= 0x30 && point <= 0x39 ? point - 0x30 : -1;
  if (point < 0x660) return -1;
  let low = 0;
  let high = DECIMAL_ZEROS.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((DECIMAL_ZEROS[middle] as number) <= point) low = middle;
    else high = middle - 1;
  }
  const value = point - (DECIMAL_ZEROS[low] as number);
  return value >= 0 && value <= 9 ? value : -1;
}
