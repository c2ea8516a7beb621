import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findLastString, findLastUnits, findString, findUnits } from '../../../../src/objects/search.js';

const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 40 });
const needle = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 5 });
const units = (s: string): Uint8Array => Uint8Array.from(s, (c) => c.charCodeAt(0));

test('finds what the host finds, within bounds', () => {
  fc.assert(
    fc.property(text, needle, fc.nat(40), fc.nat(40), (t, n, a, b) => {
      const start = Math.min(a, t.length);
      const end = Math.max(start, Math.min(b, t.length));
      const found = t.slice(start, end).indexOf(n);
      const expected = found < 0 ? -1 : found + start;
      expect(findString(t, n, start, end)).toBe(expected);
      expect(findUnits(units(t), units(n), start, end)).toBe(expected);
      const last = t.slice(start, end).lastIndexOf(n);
      const expectedLast = last < 0 ? -1 : last + start;
      expect(findLastString(t, n, start, end)).toBe(expectedLast);
      expect(findLastUnits(units(t), units(n), start, end)).toBe(expectedLast);
    }),
  );
});

test('long needles take linear time and are found at both ends', () => {
  const half = 'a'.repeat(200_000);
  const haystack = `${half}b${half}`;
  const wanted = `${'a'.repeat(100_000)}b`;
  expect(findString(haystack, wanted, 0, haystack.length)).toBe(100_000);
  expect(findLastString(haystack, `b${'a'.repeat(100_000)}`, 0, haystack.length)).toBe(200_000);
  expect(findUnits(units(haystack), units(`${'a'.repeat(150_000)}c`), 0, haystack.length)).toBe(-1);
  expect(findLastUnits(units(haystack), units(wanted), 0, haystack.length)).toBe(100_000);
});
