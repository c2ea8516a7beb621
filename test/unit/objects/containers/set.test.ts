/** This file tests set and frozenset: CPython's order of numbers, operators, elements of all kinds. */
import { describe, expect, it } from 'vitest';
import { run } from './run.js';

describe('the order of numbers', () => {
  it('is that of CPython', () => {
    expect(
      run(
        'show({i * i for i in range(20)}); show({-1, -2, -3, 5, 100, 1000}); show({1.5, 2.5, 0.1, -7, 10**20, True})',
      ),
    ).toEqual([
      '{0, 1, 256, 4, 9, 16, 144, 25, 289, 36, 169, 49, 64, 196, 324, 81, 225, 100, 361, 121}',
      '{100, 5, -1, 1000, -3, -2}',
      '{0.1, 1.5, 2.5, True, -7, 100000000000000000000}',
    ]);
  });

  it('survives removal, reuse of free places and pop as in CPython', () => {
    const program = `
s = set(range(40))
for i in range(0, 40, 3): s.discard(i)
s |= {64 + 3, 128 + 3, 70}
show(s)
show([s.pop(), s.pop(), s.pop()])
s.add(1); s.add(2); s ^= {5, 200}
show(s)
show(set(s) & set(range(30, 80)))
`;
    expect(run(program)).toEqual([
      '{1, 2, 4, 5, 7, 8, 10, 11, 13, 14, 16, 17, 19, 20, 22, 23, 25, 26, 131, 28, 29, 31, 32, 34, 35, 37, 38, 67, 70}',
      '[1, 2, 4]',
      '{7, 8, 10, 11, 13, 14, 16, 17, 2, 19, 20, 22, 23, 25, 26, 131, 28, 29, 31, 32, 34, 35, 37, 38, 1, 67, 70, 200}',
      '{32, 34, 67, 35, 37, 70, 38, 31}',
    ]);
  });

  it('holds for tuples and nested frozensets', () => {
    expect(run('show({(i, j) for i in range(3) for j in range(2)}); show(hash(frozenset([(1, 2)])))')).toEqual([
      '{(0, 1), (2, 1), (0, 0), (1, 1), (2, 0), (1, 0)}',
      '3819360209092968377',
    ]);
  });
});

describe('elements', () => {
  it('of other kinds keep the order in which they came', () => {
    expect(run("s = {'b', 'a', 'c'}; s.add('a'); show(s); s.remove('b'); show(s); show(len(s))")).toEqual([
      "{'b', 'a', 'c'}",
      "{'a', 'c'}",
      '2',
    ]);
  });

  it('may be sets when they are only looked for', () => {
    expect(run('show({1} in {frozenset([1])}); {3}.remove({1})')).toEqual(['True', 'KeyError: {1}']);
  });

  it('must be hashable', () => {
    expect(run('{1, []}')).toEqual(["TypeError: cannot use 'list' as a set element (unhashable type: 'list')"]);
  });

  it('with an __eq__ of their own are found among numbers', () => {
    const program = `
class One:
    def __hash__(self): return 1
    def __eq__(self, other): return other == 1
s = {1, 2, 3}
show(One() in s); s.discard(One()); show(s); s.add(One()); show(1 in s); show(len(s))
`;
    expect(run(program)).toEqual(['True', '{2, 3}', 'True', '3']);
  });
});

it('answers exact sets from operators on subclasses', () => {
  expect(run('class S(set): pass\nshow(type(S() | S())); show(type(S().copy())); show(S([1]))')).toEqual([
    "<class 'set'>",
    "<class 'set'>",
    'S({1})',
  ]);
});

it('notices changes of size during iteration', () => {
  expect(run('for k in (s := {1}): s.add(3)')).toEqual(['RuntimeError: Set changed size during iteration']);
});
