import { describe, expect, test } from 'vitest';
import { UNARY_INVERT, UNARY_NEGATIVE } from '../../../../src/bytecode/opcodes.js';
import {
  NB_ADD,
  NB_FLOOR_DIVIDE,
  NB_LSHIFT,
  NB_MULTIPLY,
  NB_POWER,
  NB_REMAINDER,
  NB_SUBSCR,
  NB_SUBTRACT,
  NB_TRUE_DIVIDE,
} from '../../../../src/bytecode/operands.js';
import { evalConstBinop, evalConstUnaryop } from '../../../../src/compiler/flowgraph/constants/operations.js';
import { PyComplex, PyFloat } from '../../../../src/values/float.js';
import type { Value } from '../../../../src/values/object.js';
import { EMPTY_TUPLE, PySlice, PyTuple } from '../../../../src/values/sequences.js';
import { None } from '../../../../src/values/singletons.js';
import { strFromUtf16 } from '../../../../src/values/str.js';

const float = (value: number) => new PyFloat(value);
const tuple = (...items: Value[]) => new PyTuple(items);

describe('numbers', () => {
  test.each<[string, Value, number, Value, Value | undefined]>([
    ['ints that leave the safe range', 2 ** 53 - 1, NB_ADD, 1, 2n ** 53n],
    ['ints that come back', 2n ** 53n, NB_SUBTRACT, 1, 2 ** 53 - 1],
    ['floor division rounds down', -7, NB_FLOOR_DIVIDE, 2, -4],
    ['a remainder has the sign of the divisor', 5, NB_REMAINDER, -3, -1],
    ['a division by zero is left', 1, NB_TRUE_DIVIDE, 0, undefined],
    ['big ints are divided exactly', 10n ** 40n, NB_TRUE_DIVIDE, 3, float(3.333333333333333e39)],
    ['a quotient may be subnormal', 1, NB_TRUE_DIVIDE, 10n ** 320n, float(1e-320)],
    ['an int too large for a float is left', 10n ** 400n, NB_ADD, float(1), undefined],
    ['a product of more than 128 bits is left', 2n ** 100n, NB_MULTIPLY, 2n ** 100n, undefined],
    ['a power of more than 128 bits is left', 2, NB_POWER, 128, undefined],
    ['a negative power is a float', 2, NB_POWER, -1, float(0.5)],
    ['a root', 2, NB_POWER, float(0.5), float(Math.SQRT2)],
    ['an overflow is left', float(1e200), NB_POWER, 2, undefined],
    ['a shift of zero', 0, NB_LSHIFT, 10n ** 30n, 0],
    ['a negative shift is left', 1, NB_LSHIFT, -1, undefined],
    ['bools count as ints', true, NB_ADD, true, 2],
    ['the zero of a real operand is not mixed in', float(2), NB_SUBTRACT, new PyComplex(0, 0), new PyComplex(2, -0)],
    ['complex by complex', new PyComplex(1, 2), NB_MULTIPLY, new PyComplex(3, 4), new PyComplex(-5, 10)],
  ])('%s', (_, left, op, right, result) => {
    expect(evalConstBinop(left, op, right)).toEqual(result);
  });

  test('unary operators', () => {
    expect(evalConstUnaryop(0, UNARY_NEGATIVE)).toBe(0);
    expect(evalConstUnaryop(float(0), UNARY_NEGATIVE)).toEqual(float(-0));
    expect(evalConstUnaryop(2n ** 53n, UNARY_INVERT)).toBe(-(2n ** 53n) - 1n);
    expect(evalConstUnaryop(true, UNARY_INVERT)).toBeUndefined();
    expect(evalConstUnaryop('x', UNARY_NEGATIVE)).toBeUndefined();
  });
});

describe('sequences', () => {
  const astral = strFromUtf16('a\u{1f600}b');

  test.each<[string, Value, number, Value, Value | undefined]>([
    ['strings are joined', 'ab', NB_ADD, 'c', 'abc'],
    ['a string and an int are left', 'ab', NB_ADD, 1, undefined],
    ['repetition', 'ab', NB_MULTIPLY, 2, 'abab'],
    ['repetition beyond 4096 characters is left', 'ab', NB_MULTIPLY, 2049, undefined],
    ['no repetition', tuple(1), NB_MULTIPLY, 0, EMPTY_TUPLE],
    ['repetition beyond 256 items is left', 257, NB_MULTIPLY, tuple(1), undefined],
    ['an index from the end', 'abc', NB_SUBSCR, -1, 'c'],
    ['an index out of range is left', 'abc', NB_SUBSCR, 3, undefined],
    ['an index counts code points', astral, NB_SUBSCR, 1, strFromUtf16('\u{1f600}')],
    ['a slice', 'abcd', NB_SUBSCR, new PySlice(1, 3, None), 'bc'],
    ['a slice backwards', tuple(1, 2, 3), NB_SUBSCR, new PySlice(None, None, -2), tuple(3, 1)],
    ['a slice with huge bounds', 'abc', NB_SUBSCR, new PySlice(-(2n ** 70n), 2n ** 70n, 2n ** 70n), 'a'],
    ['a slice with step zero is left', 'abc', NB_SUBSCR, new PySlice(None, None, 0), undefined],
  ])('%s', (_, left, op, right, result) => {
    expect(evalConstBinop(left, op, right)).toEqual(result);
  });
});
