/** This file tests how the source of `-c` loses its common indentation. */
import { expect, it } from 'vitest';
import { dedent } from '../../../src/cli/dedent.js';

it('takes off what all lines begin with', () => {
  expect(dedent('  a\n    b\n  c')).toBe('a\n  b\nc');
});

it('lines of blanks do not count', () => {
  expect(dedent('  a\n \n  b')).toBe('a\n\nb');
});

it('leaves source alone that has a line at the margin', () => {
  expect(dedent('a\n  b')).toBe('a\n  b');
});

it('blanks and tabs are not the same', () => {
  expect(dedent('\ta\n  b')).toBe('\ta\n  b');
});
