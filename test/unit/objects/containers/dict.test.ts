/** This file tests dict: how keys are found, order, and what happens when a program interferes. */
import { describe, expect, it } from 'vitest';
import { PyDict } from '../../../../src/objects/types/dict/dict.js';
import { PyTuple } from '../../../../src/values/sequences.js';
import { makeMachine, run } from './run.js';

describe('the storage of dict', () => {
  const vm = makeMachine();

  it('finds many keys of all kinds after deletions', () => {
    const dict = new PyDict();
    for (let i = 0; i < 500; i++) {
      dict.set(vm, i, i);
      dict.set(vm, `k${i}`, i);
      dict.set(vm, new PyTuple([i, 'x']), i);
    }
    for (let i = 0; i < 500; i += 2) {
      dict.delete(vm, i);
      dict.deleteStr(`k${i}`);
      dict.delete(vm, new PyTuple([i, 'x']));
    }
    expect(dict.size).toBe(750);
    for (let i = 0; i < 500; i++) {
      const expected = i % 2 === 0 ? undefined : i;
      expect(dict.get(vm, i)).toBe(expected);
      expect(dict.getStr(`k${i}`)).toBe(expected);
      expect(dict.get(vm, new PyTuple([i, 'x']))).toBe(expected);
    }
  });

  it('squeezes deleted entries out when it grows', () => {
    const dict = new PyDict();
    for (let i = 0; i < 10_000; i++) {
      dict.set(vm, i, i);
      if (i >= 10) dict.delete(vm, i - 10);
    }
    expect(dict.size).toBe(10);
    expect(dict.keys.length).toBeLessThan(64);
  });

  it('changes its version when keys change, not when values do', () => {
    const dict = new PyDict();
    dict.setStr('a', 1);
    const version = dict.keysVersion;
    dict.setStr('a', 2);
    expect(dict.keysVersion).toBe(version);
    dict.setStr('b', 2);
    expect(dict.keysVersion).not.toBe(version);
  });

  it('takes the last entries away and reuses their positions', () => {
    const dict = new PyDict();
    for (let i = 0; i < 20; i++) dict.set(vm, i, i);
    for (let i = 19; i >= 5; i--) expect(dict.popLast(vm)).toEqual([i, i]);
    for (let i = 50; i < 60; i++) dict.set(vm, i, i);
    expect(dict.get(vm, 19)).toBeUndefined();
    expect(dict.get(vm, 55)).toBe(55);
  });
});

describe('keys', () => {
  it('are equal across number types, and the first one stays', () => {
    expect(
      run("show({1: 'a', 1.0: 'b', True: 'c'}); show({2**60: 1}[float(2**60)]); show({1j: 1, (1+0j): 2}[1])"),
    ).toEqual(["{1: 'c'}", '1', '2']);
  });

  it('may be tuples of anything hashable', () => {
    expect(run("d = {(1, (2.0, 'x')): 'y', b'a': 1}; show(d[1.0, (2, 'x')]); show(d[b'a']); show(d.get('a'))")).toEqual(
      ["'y'", '1', 'None'],
    );
  });

  it('tell what cannot be hashed', () => {
    expect(run('{}[[]]')).toEqual(["TypeError: cannot use 'list' as a dict key (unhashable type: 'list')"]);
    expect(run('{([],): 1}')).toEqual(["TypeError: cannot use 'tuple' as a dict key (unhashable type: 'list')"]);
  });

  it('with __eq__ and __hash__ are asked as often as CPython asks them', () => {
    const program = `
log = []
class K:
    def __init__(self, v): self.v = v
    def __hash__(self): log.append('h'); return hash(self.v)
    def __eq__(self, o): log.append('e'); return isinstance(o, K) and self.v == o.v or self.v == o
    def __repr__(self): return 'K'
d = {1: 'one', 'a': 2}
show(d[K(1)])
d[K(2)] = 3
show(d[2])
show(K(3) in d)
d.setdefault(K(2), 9)
show(''.join(log))
show(d)
`;
    expect(run(program)).toEqual(["'one'", '3', 'False', "'hehehhe'", "{1: 'one', 'a': 2, K: 3}"]);
  });

  it('may change the dict while they are compared', () => {
    const program = `
class K:
    def __init__(self, d): self.d = d
    def __hash__(self): return 1
    def __eq__(self, o):
        self.d.clear()
        return True
d = {}
d[K(d)] = 1
show(K(d) in d)
show(d)
`;
    expect(run(program)).toEqual(['False', '{}']);
  });
});

describe('iteration', () => {
  it('notices changes of size and of keys', () => {
    expect(run('for k in (d := {1: 1}): d[k + 1] = 1')).toEqual([
      'RuntimeError: dictionary changed size during iteration',
    ]);
    expect(run('for k in (d := {1: 1}): del d[k]; d[3] = 4')).toEqual([
      'RuntimeError: dictionary keys changed during iteration',
    ]);
  });

  it('goes both ways over keys, values and items', () => {
    expect(
      run('d = {1: 2, 3: 4}; show(list(reversed(d.items()))); show([*reversed(d)]); show(list(d.values()))'),
    ).toEqual(['[(3, 4), (1, 2)]', '[3, 1]', '[2, 4]']);
  });
});

describe('views', () => {
  it('behave like sets', () => {
    const program = `
d = {1: 2, 3: 4}
show(d.keys() & [1]); show([5, 1] & d.keys()); show({1, 2} - d.keys()); show(d.items() ^ {1: 2, 5: 6}.items())
show(d.keys() <= {1, 2, 3}); show((1, []) in {1: []}.items()); show(d.keys().isdisjoint([7])); show(d.keys().mapping)
`;
    expect(run(program)).toEqual([
      '{1}',
      '{1}',
      '{2}',
      '{(5, 6), (3, 4)}',
      'True',
      'True',
      'True',
      'mappingproxy({1: 2, 3: 4})',
    ]);
  });
});
