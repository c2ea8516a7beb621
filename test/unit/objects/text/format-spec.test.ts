import { expect, test } from 'vitest';
import { parseFormatSpec } from '../../../../src/objects/formatting/format-spec.js';

test('reads every part', () => {
  const spec = parseFormatSpec('*^+z#12,.3_f', 'float', '', '>');
  expect(spec).toMatchObject({
    fill: 0x2a,
    align: '^',
    sign: '+',
    noNegativeZero: true,
    alternate: true,
    width: 12,
    thousands: ',',
    precision: 3,
    fractionThousands: '_',
    type: 'f',
  });
});

test('a leading zero fills behind the sign, unless the type stands at the left', () => {
  expect(parseFormatSpec('05', 'int', 'd', '>')).toMatchObject({ fill: 0x30, align: '=', width: 5 });
  expect(parseFormatSpec('05', 'str', 's', '<')).toMatchObject({ fill: 0x30, align: '<', width: 5 });
  expect(parseFormatSpec('<05', 'int', 'd', '>')).toMatchObject({ fill: 0x30, align: '<' });
});

test('groups binary digits by four', () => {
  expect(parseFormatSpec('_x', 'int', 'd', '>').thousands).toBe('_4');
  expect(parseFormatSpec('_d', 'int', 'd', '>').thousands).toBe('_');
});

test('digits of any script are digits', () => {
  expect(parseFormatSpec('\u0663', 'int', 'd', '>').width).toBe(3);
});
