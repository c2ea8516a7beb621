/** This file tests the native modules that work on containers: itertools, _collections, _functools, _heapq, _bisect, array. */
import { describe, expect, it } from 'vitest';
import { makeMachine, run } from './run.js';

describe('itertools', () => {
  it('combines and selects', () => {
    const program = `
i = itertools
show(list(i.product('ab', repeat=2))); show(list(i.permutations('abc', 2))); show(list(i.combinations('abc', 2)))
show([(k, list(g)) for k, g in i.groupby('aabbb')]); show(list(i.islice(i.count(10, 3), 1, 8, 2)))
show(list(i.zip_longest('abc', 'd', fillvalue=0))); show(list(i.batched('abcde', 2))); show(list(i.pairwise('abc')))
a, b = i.tee(iter('abc')); next(a); show(list(b) + list(a)); show(list(i.accumulate([1, 2, 3], initial=5)))
`;
    expect(run(program)).toEqual([
      "[('a', 'a'), ('a', 'b'), ('b', 'a'), ('b', 'b')]",
      "[('a', 'b'), ('a', 'c'), ('b', 'a'), ('b', 'c'), ('c', 'a'), ('c', 'b')]",
      "[('a', 'b'), ('a', 'c'), ('b', 'c')]",
      "[('a', ['a', 'a']), ('b', ['b', 'b', 'b'])]",
      '[13, 19, 25, 31]',
      "[('a', 'd'), ('b', 0), ('c', 0)]",
      "[('a', 'b'), ('c', 'd'), ('e',)]",
      "[('a', 'b'), ('b', 'c')]",
      "['a', 'b', 'c', 'b', 'c']",
      '[5, 6, 8, 11]',
    ]);
  });

  it('checks that a strict batch is complete', () => {
    expect(run("list(itertools.batched('abc', 2, strict=True))")).toEqual(['ValueError: batched(): incomplete batch']);
  });
});

describe('collections', () => {
  it('keeps deques bounded and quick at both ends', () => {
    const program = `
d = _collections.deque([1, 2, 3], 3); d.append(4); d.appendleft(0); show(d); d.rotate(-1); show(d); show(d[-1]); d[0] = 9; del d[1]; show(d)
for x in d: d.append(x)
`;
    expect(run(program)).toEqual([
      'deque([0, 2, 3], maxlen=3)',
      'deque([2, 3, 0], maxlen=3)',
      '0',
      'deque([9, 0], maxlen=3)',
      'RuntimeError: deque mutated during iteration',
    ]);
  });

  it('moves entries of an OrderedDict to either end', () => {
    const program = `
d = _collections.OrderedDict((c, i) for i, c in enumerate('abcdefghijkl'))
d.move_to_end('c'); d.move_to_end('d', last=False); d.move_to_end(key='a', last=False); show(''.join(d))
show(d.popitem(last=False)); show(d.popitem()); show(d == dict(d)); show(list(reversed(d.keys()))[0])
for k in d: d.move_to_end(k)
`;
    expect(run(program)).toEqual([
      "'adbefghijklc'",
      "('a', 0)",
      "('c', 2)",
      'True',
      "'l'",
      'RuntimeError: OrderedDict mutated during iteration',
    ]);
  });

  it('makes missing values and counts', () => {
    const program = `
d = _collections.defaultdict(list); d['a'].append(1); show(d); show(d.copy()); show(d | {'b': 2})
c = {}; _collections._count_elements(c, 'abracadabra'); show(c)
`;
    expect(run(program)).toEqual([
      "defaultdict(<class 'list'>, {'a': [1]})",
      "defaultdict(<class 'list'>, {'a': [1]})",
      "defaultdict(<class 'list'>, {'a': [1], 'b': 2})",
      "{'a': 5, 'b': 2, 'r': 2, 'c': 1, 'd': 1}",
    ]);
  });
});

describe('functools', () => {
  it('fills the places that a partial keeps', () => {
    const program = `
f = _functools; P = f.Placeholder
def g(*a, **k): return a, k
show(f.partial(f.partial(g, P, P, 1, b=2), 7, c=3)(8)); f.partial(g, P, 1)()
`;
    expect(run(program)).toEqual([
      "((7, 8, 1), {'b': 2, 'c': 3})",
      "TypeError: missing positional arguments in 'partial' call; expected at least 1, got 0",
    ]);
  });

  it('forgets the least recently used results', () => {
    const program = `
calls = []
def f(x): calls.append(x); return x
g = _functools._lru_cache_wrapper(f, 2, False, tuple if 0 else (lambda *a: a))
g(1); g(2); g(1); g(3); g(1); g(2); show(calls); show(g.cache_info()); g.cache_clear(); show(g.cache_info()); g([])
`;
    expect(run(program)).toEqual([
      '[1, 2, 3, 2]',
      '(2, 4, 2, 2)',
      '(0, 0, 2, 0)',
      "TypeError: unhashable type: 'list'",
    ]);
  });
});

it('keeps heaps and sorted lists', () => {
  const program = `
h = [5, 1, 4, 2, 3]; _heapq.heapify(h); show(h); show([_heapq.heappop(h) for _ in range(3)]); show(_heapq.heappushpop(h, 0))
a = [1, 3, 3, 5]; show((_bisect.bisect_left(a, 3), _bisect.bisect_right(a, 3))); _bisect.insort_right(a, 4); show(a)
`;
  expect(run(program)).toEqual(['[1, 2, 4, 5, 3]', '[1, 2, 3]', '0', '(1, 3)', '[1, 3, 3, 4, 5]']);
});

it('stores machine numbers in arrays', () => {
  const program = `
A = array.array
a = A('h', [1, -2, 3]); a.byteswap(); show(a); show(A('d', [1, 2.5])[::-1]); show(A('w', 'añ😀').tounicode()); show(A('q', [-2**63]))
m = memoryview(a); a.append(1)
`;
  expect(run(program)).toEqual([
    "array('h', [256, -257, 768])",
    "array('d', [2.5, 1.0])",
    "'añ😀'",
    "array('q', [-9223372036854775808])",
    'BufferError: cannot resize an array that is exporting buffers',
  ]);
});

describe('metering', () => {
  const stopped = (source: string): string => {
    try {
      return run(source, makeMachine({ fuel: 300_000, memory: 2_000_000 })).join();
    } catch (reason) {
      return (reason as object).constructor.name;
    }
  };

  it.each([
    'sum(itertools.count())',
    '5 in iter(int, 1)',
    '[1 for x in itertools.repeat(1)]',
    'list(filter(None, itertools.repeat(0)))',
    '_collections.deque(itertools.repeat(1), maxlen=0)',
    'max(itertools.cycle([1]))',
    'set(itertools.cycle([1, 2]))',
    'dict.fromkeys(itertools.cycle([1, 2]))',
    'itertools.islice(itertools.repeat(1), 10**12, None).__next__()',
    "for x in itertools.chain.from_iterable(itertools.repeat('')): pass",
    'while [0] * 100000 == [0] * 100000: pass',
  ])('stops %s', (source) => {
    expect(stopped(source)).toMatch(/^FuelExhausted|^MemoryError/);
  });

  it.each([
    '[0] * 10**12',
    'list(range(10**9))',
    '(0,) * 10**9',
    'list(itertools.product(range(100), repeat=6))',
    "array.array('d', [0]) * 10**9",
    '_collections.deque([0]) * 10**9',
    'set(range(10**9))',
    'dict.fromkeys(range(10**9))',
  ])('refuses the memory for %s', (source) => {
    expect(stopped(source)).toMatch(/^MemoryError|^FuelExhausted/);
  });
});
