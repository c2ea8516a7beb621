/** This file tests list: slices, sorting, recursion. */
import { describe, expect, it } from 'vitest';
import { run } from './run.js';

describe('slices', () => {
  it('are assigned and deleted in every shape', () => {
    const program = `
a = [1, 2, 3, 4, 5]; a[1:3] = [9, 9, 9]; show(a); a[::2] = [0, 0, 0]; show(a); del a[::2]; show(a)
a[5:1] = [7]; show(a); a[1:1] = a; show(a)
a = list(range(10)); del a[8:2:-3]; show(a); a[2:5] = []; show(a); a[-1:] = 'xyz'; show(a)
`;
    expect(run(program)).toEqual([
      '[1, 9, 9, 9, 4, 5]',
      '[0, 9, 0, 9, 0, 5]',
      '[9, 9, 5]',
      '[9, 9, 5, 7]',
      '[9, 9, 9, 5, 7, 9, 5, 7]',
      '[0, 1, 2, 3, 4, 6, 7, 9]',
      '[0, 1, 6, 7, 9]',
      "[0, 1, 6, 7, 'x', 'y', 'z']",
    ]);
  });

  it('refuse the wrong number of items', () => {
    expect(run('a = [1, 2, 3]; a[::2] = [1]')).toEqual([
      'ValueError: attempt to assign sequence of size 1 to extended slice of size 2',
    ]);
  });
});

describe('sort', () => {
  it('is stable, also in reverse, and calls the key once for each item', () => {
    const program = `
calls = []
def key(p): calls.append(p); return p[0]
a = [(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')]
show(sorted(a, key=key)); show(len(calls)); show(sorted(a, key=key, reverse=True))
`;
    expect(run(program)).toEqual([
      "[(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]",
      '4',
      "[(2, 'a'), (2, 'c'), (1, 'b'), (1, 'd')]",
    ]);
  });

  it('does as many comparisons as CPython', () => {
    const program = `
class K:
    count = 0
    def __init__(self, v): self.v = v
    def __lt__(self, o): K.count += 1; return self.v < o.v
for values in ([i * 37 % 101 for i in range(300)], [i // 7 for i in range(200)][::-1], list(range(100)) + list(range(60))):
    K.count = 0; sorted(map(K, values)); show(K.count)
`;
    expect(run(program)).toEqual(['2099', '368', '298']);
  });

  it('notices that the list was changed meanwhile, and undoes it', () => {
    const program = `
a = [3, 1, 2]
try: a.sort(key=lambda x: a.append(1) or x)
except ValueError as e: show(str(e))
show(a)
`;
    expect(run(program)).toEqual(["'list modified during sort'", '[1, 2, 3]']);
  });

  it('keeps all items when a comparison raises', () => {
    const program = `
class K:
    n = 0
    def __lt__(self, o):
        K.n += 1
        if K.n == 150: raise RuntimeError
        return id(self) % 97 < id(o) % 97
a = [K() for i in range(200)]; before = set(map(id, a))
try: a.sort()
except RuntimeError: show(set(map(id, a)) == before)
`;
    expect(run(program)).toEqual(['True']);
  });
});

it('prints itself inside itself as dots, and refuses endless comparison', () => {
  expect(run('a = [1]; a.append(a); show(a); show({1: a}); b = [1]; b.append(b); a == b')[2]).toMatch(
    /^RecursionError/,
  );
});

it('lets an iterable see it growing', () => {
  const program = `
a = []
def gen():
    for i in range(3): yield len(a)
a.extend(gen()); show(a)
`;
  expect(run(program)).toEqual(['[0, 1, 2]']);
});
