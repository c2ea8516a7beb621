/** This file makes Python literals of random values: integers of all sizes, special floats, text with astral and surrogate code points. */
import fc from 'fast-check';

/** The text of a str literal for these code points, in ASCII. */
export function strLiteral(points: readonly number[]): string {
  const text = points.map((point) => {
    if (point === 0x27 || point === 0x5c) return `\\${String.fromCharCode(point)}`;
    if (point >= 0x20 && point < 0x7f) return String.fromCharCode(point);
    return `\\U${point.toString(16).padStart(8, '0')}`;
  });
  return `'${text.join('')}'`;
}

const edges = [
  0n,
  1n,
  2n,
  10n,
  255n,
  256n,
  2n ** 15n,
  2n ** 30n,
  2n ** 31n,
  2n ** 53n,
  2n ** 63n,
  2n ** 64n,
  10n ** 18n,
  10n ** 40n,
];

/** An integer, small ones and those near powers of two more often; negative ones in parentheses. */
export const anInt: fc.Arbitrary<string> = fc
  .oneof(
    fc.bigInt({ min: -20n, max: 20n }),
    fc.tuple(fc.constantFrom(...edges), fc.bigInt({ min: -2n, max: 2n }), fc.boolean()).map(([edge, d, negative]) => {
      const value = edge + d;
      return negative ? -value : value;
    }),
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
    fc.bigInt({ min: -(2n ** 400n), max: 2n ** 400n }),
  )
  .map((value) => (value < 0n ? `(${value})` : String(value)));

/** A small integer. */
export const aSmallInt = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((value) => (value < 0 ? `(${value})` : String(value)));

const SPECIAL = [
  'inf',
  '(-inf)',
  'nan',
  '0.0',
  '(-0.0)',
  '1.0',
  '0.5',
  '0.1',
  '1e16',
  '1e22',
  '1e23',
  '5e-324',
  '1.7976931348623157e308',
];

/** A float: `inf` and `nan` are names of the program. */
export const aFloat: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...SPECIAL),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(floatLiteral),
  fc
    .tuple(fc.integer({ min: -99999, max: 99999 }), fc.integer({ min: 0, max: 6 }))
    .map(([n, e]) => floatLiteral(n / 10 ** e)),
);

function floatLiteral(value: number): string {
  const text = Object.is(value, -0) ? '-0.0' : String(value);
  const literal = /[.e]/.test(text) ? text : `${text}.0`;
  return value < 0 || Object.is(value, -0) ? `(${literal})` : literal;
}

/** A number of any built-in kind. */
export const aNumber: fc.Arbitrary<string> = fc.oneof(anInt, aFloat, fc.constantFrom('True', 'False'));

/** A complex number. */
export const aComplex: fc.Arbitrary<string> = fc.tuple(aFloat, aFloat).map(([re, im]) => `complex(${re}, ${im})`);

const interesting = [
  0, 9, 10, 13, 0x1c, 0x20, 0x27, 0x5c, 0x7f, 0x85, 0xa0, 0xdf, 0x130, 0x149, 0x1c5, 0x300, 0x3a3, 0x3c2, 0x2028,
  0xd800, 0xdfff, 0xfb01, 0xfeff, 0xffff, 0x10400, 0x1d7d8, 0x1f600, 0x10ffff,
];

/** A code point. */
export const aPoint: fc.Arbitrary<number> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...[...'aAbBcZz09 _.,-'].map((c) => c.charCodeAt(0))) },
  { weight: 2, arbitrary: fc.constantFrom(...interesting) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0x10ffff }) },
);

/** A str. */
export const aStr: fc.Arbitrary<string> = fc.array(aPoint, { maxLength: 12 }).map(strLiteral);

/** A short str of few letters, so that searches find something. */
export const aWord: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(0x61, 0x62, 0x20, 0xe9, 0x1f600), { maxLength: 3 })
  .map(strLiteral);

/** A longer str of the same letters. */
export const aText: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(0x61, 0x62, 0x20, 0xe9, 0x1f600, 0x0a), { maxLength: 16 })
  .map(strLiteral);

/** A bytes object. */
export const someBytes: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0x61, 0x62, 0x20, 0xc3, 0xa9, 0xf0, 0x9f)), {
    maxLength: 10,
  })
  .map((bytes) => `b'${bytes.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}'`);

/** What may stand between the colons of a slice. */
export const aBound: fc.Arbitrary<string> = fc.oneof(
  fc.constant('None'),
  aSmallInt(-8, 8),
  fc.constantFrom('10**20', '(-10**20)'),
);

/** Something that has an order or a hash only sometimes. */
export const aScalar: fc.Arbitrary<string> = fc.oneof(
  aNumber,
  aWord,
  fc.constantFrom('None', "b'a'", '()', '(1, 2)', '[]'),
);

/** A container of containers. */
export const aNested: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(aNumber, aStr, fc.constantFrom('None', '...')),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => `(${items.map((item) => `${item}, `).join('')})`),
    fc
      .array(fc.tuple(aWord, tie('value')), { maxLength: 3 })
      .map((items) => `{${items.map(([k, v]) => `${k}: ${v}`).join(', ')}}`),
  ),
})).value;
