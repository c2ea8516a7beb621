/** This file tests which name is suggested for a mistyped one. */
import { expect, test } from 'vitest';
import { closestName } from '../../../src/objects/suggestions.js';

test('the nearest name is suggested', () => {
  expect(closestName('bluch', ['blech', 'bl_ech'])).toBe('blech');
});

test('a change of case counts less than another letter', () => {
  expect(closestName('abc', ['abd', 'ABc'])).toBe('abd');
  expect(closestName('abc', ['abd', 'abC'])).toBe('abC');
});

test('nothing is suggested when all names are far away or the same', () => {
  expect(closestName('c', ['a', 'b'])).toBeNull();
  expect(closestName('foo', ['foo'])).toBeNull();
});

test('long names are compared by the parts that differ', () => {
  expect(closestName(`${'x'.repeat(50)}ac`, [`${'x'.repeat(50)}ab`])).toBe(`${'x'.repeat(50)}ab`);
});

test('nothing is suggested from very many names', () => {
  expect(closestName('b', new Array<string>(750).fill('a'))).toBeNull();
});
