/** This file proves that ordinary Python waits for a host function everywhere, also inside native functions. */
import { describe, expect, it } from 'vitest';
import { STEPPABLE } from '../../src/modules/steps/steppable.js';
import { NativeDef } from '../../src/objects/native/native-def.js';
import { PyNativeFunction } from '../../src/objects/native/native-function.js';
import type { Value } from '../../src/values/object.js';
import { None } from '../../src/values/singletons.js';
import { driveToEnd } from '../../src/vm/drive.js';
import { Suspend } from '../../src/vm/suspension.js';
import { makeMachine } from '../unit/vm/machine-helper.js';

const later = (value: Value): Promise<Value> => new Promise((resolve) => setImmediate(() => resolve(value)));

/** Run a program in which `w(x)` answers x, after a while or at once, and give what it printed. */
async function run(source: string, waits: boolean): Promise<string> {
  const machine = makeMachine();
  machine.vm.steppable = STEPPABLE;
  const raw = (_vm: unknown, _self: unknown, args: readonly Value[]): Value => {
    if (waits) throw new Suspend(later(args[0] as Value));
    return args[0] as Value;
  };
  const def = new NativeDef('function', 'w', null, null, null, raw, false, null, true);
  machine.globals.setStr('w', new PyNativeFunction(def, null, null, null));
  await driveToEnd(machine.vm, () => {
    machine.run(source);
    return None;
  });
  return machine.stdout();
}

const CASES: readonly [name: string, source: string, printed: string][] = [
  ['sorted with a key function', 'print(sorted([3, 1, 2], key=lambda x: w(-x)))', '[3, 2, 1]'],
  ['sorted with the host function itself', 'print(sorted([3, 1, 2], key=w, reverse=True))', '[3, 2, 1]'],
  ['list.sort', 'x = [3, 1, 2]\nx.sort(key=lambda x: w(x))\nprint(x)', '[1, 2, 3]'],
  [
    '__lt__ in sort',
    'class C:\n  def __init__(self, n): self.n = n\n  def __lt__(self, o): return w(self.n < o.n)\nprint([c.n for c in sorted([C(n) for n in (5, 2, 8, 1, 9, 3, 3)])])',
    '[1, 2, 3, 3, 5, 8, 9]',
  ],
  [
    'cmp_to_key',
    'import functools\nprint(sorted([5, 2, 8, 1], key=functools.cmp_to_key(lambda a, b: w(b - a))))',
    '[8, 5, 2, 1]',
  ],
  ['map', 'print(list(map(lambda x: w(x) + 1, [1, 2, 3])))', '[2, 3, 4]'],
  ['map of the host function', 'print(list(map(w, [1, 2, 3])))', '[1, 2, 3]'],
  ['map of several', 'print(*map(lambda a, b: w(a) * b, [1, 2, 3], [4, 5]))', '4 10'],
  ['filter', 'print(list(filter(lambda x: w(x % 2), range(6))))', '[1, 3, 5]'],
  ['map of map in a for loop', 'for x in map(lambda x: w(x), map(lambda x: w(x) * 2, [1, 2])): print(x)', '2\n4'],
  ['list of a generator', 'print(list(w(x) for x in range(3)))', '[0, 1, 2]'],
  [
    'tuple, set, dict',
    'print(tuple(w(x) for x in "ab"), set(w(x) for x in "a"), dict((w(x), 1) for x in "ab"))',
    "('a', 'b') {'a'} {'a': 1, 'b': 1}",
  ],
  [
    'comprehensions',
    'print([w(x) for x in range(3)], {w(x): w(x) for x in range(2)}, {w(1)})',
    '[0, 1, 2] {0: 0, 1: 1} {1}',
  ],
  [
    'sum, any, all',
    'print(sum(w(x) for x in range(4)), any(w(x) for x in [0, 1, 2]), all(w(x) for x in [1, 0, 2]))',
    '6 True False',
  ],
  ['sum of floats', 'print(sum(w(x) for x in [0.1] * 10), sum((w([x]) for x in range(3)), []))', '1.0 [0, 1, 2]'],
  [
    'min and max',
    'print(min([3, 1, 2], key=lambda x: w(-x)), max(w(x) for x in [1, 5, 2]), max(1, 2, key=lambda x: w(-x)))',
    '3 5 1',
  ],
  ['reduce', 'import functools\nprint(functools.reduce(lambda a, b: w(a * b), [1, 2, 3, 4]))', '24'],
  ['str.join', "print('-'.join(w(x) for x in 'abc'))", 'a-b-c'],
  [
    'list.extend and unpacking',
    'x = [0]\nx.extend(w(i) for i in range(2))\na, *b = (w(i) for i in range(3))\nc, d = (w(i) for i in "xy")\nprint(x, a, b, c, d, [*(w(i) for i in range(2))])',
    '[0, 0, 1] 0 [1, 2] x y [0, 1]',
  ],
  ['a class body', 'class C:\n  x = w(5)\n  def f(self): return self.x\nprint(C().f())', '5'],
  [
    'a class with a metaclass and keywords',
    'class M(type):\n  def __new__(m, n, b, d, **k):\n    w(1)\n    return super().__new__(m, n, b, d)\nclass C(metaclass=M, a=1):\n  y = w(2)\n  z = __class__ if False else 3\nprint(C.y, C.z)',
    '2 3',
  ],
  [
    '__init__ and __new__',
    'class C:\n  def __new__(cls, x):\n    w(x)\n    return super().__new__(cls)\n  def __init__(self, x): self.x = w(x)\nprint(C(4).x)\nclass D(int):\n  def __init__(self, x): self.y = w(x)\nprint(D(7).y, D(7))',
    '4\n7 7',
  ],
  [
    'a property',
    'class C:\n  @property\n  def p(self): return w(3)\n  @p.setter\n  def p(self, v): self.q = w(v)\nc = C()\nc.p = 9\nprint(c.p, c.q, getattr(c, "p"))',
    '3 9 3',
  ],
  ['a property that is called', 'class C:\n  @property\n  def p(self): return w(len)\nprint(C().p("abc"))', '3'],
  [
    '__getattr__',
    'class C:\n  def __getattr__(self, n): return w(n)\nprint(C().abc, getattr(C(), "x"), hasattr(C(), "y"))',
    'abc x True',
  ],
  [
    '__setattr__',
    'class C:\n  def __setattr__(self, n, v): object.__setattr__(self, n, w(v))\nc = C()\nc.x = 2\nprint(c.x)',
    '2',
  ],
  [
    'descriptors',
    'class D:\n  def __get__(self, o, t): return w(8)\n  def __set__(self, o, v): w(v)\nclass C:\n  d = D()\nc = C()\nc.d = 1\nprint(c.d)',
    '8',
  ],
  [
    'context managers',
    'class C:\n  def __enter__(self): return w(1)\n  def __exit__(self, t, v, b): return w(True)\nwith C() as c: raise ValueError\nprint(c)',
    '1',
  ],
  [
    'contextlib',
    'import contextlib\n@contextlib.contextmanager\ndef f():\n  try: yield w(1)\n  except ValueError: print(w("caught"))\nwith f() as x: raise ValueError\nprint(x)',
    'caught\n1',
  ],
  [
    'iterators',
    'class I:\n  n = 0\n  def __iter__(self): return w(self)\n  def __next__(self):\n    self.n += 1\n    if w(self.n) > 3: raise StopIteration\n    return self.n\nprint([x for x in I()], list(I()), sum(I()), 2 in I(), next(I()), [*zip(I(), I())])',
    '[1, 2, 3] [1, 2, 3] 6 True 1 [(1, 1), (2, 2), (3, 3)]',
  ],
  [
    '__getitem__ iteration',
    'class S:\n  def __getitem__(self, i): return w([1, 2, 3][i])\n  def __len__(self): return w(3)\nprint(list(S()), S()[1], len(S()), list(reversed(S())), bool(S()))',
    '[1, 2, 3] 2 3 [3, 2, 1] True',
  ],
  [
    'operators',
    'class V:\n  def __init__(self, n): self.n = n\n  def __add__(self, o): return V(w(self.n + o.n))\n  def __radd__(self, o): return w(self.n + o)\n  def __eq__(self, o): return w(self.n == o.n)\n  def __lt__(self, o): return w(self.n < o.n)\n  def __bool__(self): return w(self.n > 0)\n  def __neg__(self): return w(-self.n)\n  def __contains__(self, x): return w(x == self.n)\n  def __getitem__(self, k): return w(k)\n  def __iadd__(self, o): return w(self)\na, b = V(1), V(2)\nprint((a + b).n, 5 + a, sum([a, b]), a == b, a != b, a < b, a > b, bool(a), not V(0), -a, 1 in a, a["k"], a[1:2])\na += b\nprint(a.n, sum([a, b], V(0)).n, max([a, b]).n, sorted([b, a])[0].n)',
    '3 6 3 False True True False True True -1 True k slice(1, 2, None)\n1 3 2 1',
  ],
  [
    'item assignment',
    'class C:\n  def __setitem__(self, k, v): print(w(k), v)\n  def __delitem__(self, k): print("del", w(k))\nc = C()\nc[1] = 2\ndel c[3]\nc[1:2] = 4',
    '1 2\ndel 3\nslice(1, 2, None) 4',
  ],
  [
    'text',
    'class C:\n  def __str__(self): return w("s")\n  def __repr__(self): return w("r")\n  def __format__(self, f): return w("f" + f)\nc = C()\nprint(c, str(c), repr(c), f"{c} {c!r} {c!s} {c:x}", format(c, "y"))',
    's s r f r s fx fy',
  ],
  [
    'next, send, throw, close',
    'def g():\n  try:\n    x = yield w(1)\n    y = yield w(x)\n  except KeyError: yield w("key")\n  finally: print(w("end"))\ni = g()\nprint(next(i), i.send(5), i.throw(KeyError()))\ni.close()\nprint(next(i, "over"))',
    '1 5 key\nend\nover',
  ],
  [
    'yield from',
    'def inner():\n  yield w(1)\n  return w(2)\ndef outer():\n  r = yield from inner()\n  yield r\nprint(list(outer()))',
    '[1, 2]',
  ],
  ['iter with a sentinel', 'it = iter([1, 2, 0, 3])\nprint(list(iter(lambda: w(next(it)), 0)))', '[1, 2]'],
  [
    'itertools',
    'import itertools as i\nprint(list(i.chain((w(x) for x in range(2)), map(w, [7]))), list(i.islice(map(w, i.count()), 2, 8, 3)), list(i.takewhile(lambda x: w(x < 2), range(9))), list(i.dropwhile(lambda x: w(x < 2), range(4))), list(i.starmap(lambda a, b: w(a + b), [(1, 2)])), list(i.accumulate([1, 2, 3], lambda a, b: w(a * b))), list(i.filterfalse(lambda x: w(x), [0, 1])))',
    '[0, 1, 7] [2, 5] [0, 1] [2, 3] [3] [1, 2, 6] [0]',
  ],
  [
    'enumerate and zip',
    'print(list(enumerate(w(x) for x in "ab")), list(zip((w(x) for x in "ab"), map(w, "cd"))))',
    "[(0, 'a'), (1, 'b')] [('a', 'c'), ('b', 'd')]",
  ],
  [
    'partial and lru_cache',
    'import functools\n@functools.lru_cache\ndef f(x): return w(x)\n@functools.cache\ndef g(x): return w(x)\nprint(functools.partial(w, 3)(), functools.partial(lambda a, b: w(a + b), 1)(b=2), f(1), f(1), g(2), g(2), f.cache_info().hits)',
    '3 3 1 1 2 2 1',
  ],
  ['exec and eval', 'exec("x = w(3)")\nprint(x, eval("w(x) + 1"))', '3 4'],
  [
    'decorators and callable objects',
    'class C:\n  def __call__(self, x): return w(x)\nprint(C()(3), list(map(C(), [1])))',
    '3 [1]',
  ],
  [
    'methods with star arguments',
    'class C:\n  def f(self, *a, **k): return w((a, k))\nprint(C().f(*[1, 2], **{"x": 3}), list(map(lambda *a: w(a), *[[1], [2]])))',
    "((1, 2), {'x': 3}) [(1, 2)]",
  ],
  [
    'asyncio',
    'import asyncio\nasync def f(x):\n  await asyncio.sleep(0)\n  return w(x)\nasync def main(): return await asyncio.gather(f(1), f(2))\nprint(asyncio.run(main()))',
    '[1, 2]',
  ],
  [
    'dataclasses',
    'from dataclasses import dataclass, field\n@dataclass\nclass P:\n  x: int = 0\n  y: int = field(default_factory=lambda: w(5))\n  def __post_init__(self): self.z = w(self.x)\nprint(P(3), P(3).z)',
    'P(x=3, y=5) 3',
  ],
  [
    'errors through native work',
    'def f(x):\n  w(x)\n  raise KeyError(x)\ntry: sorted([1], key=f)\nexcept KeyError as e: print(repr(e))\ntry: list(map(f, [2]))\nexcept KeyError as e: print(repr(e))',
    'KeyError(1)\nKeyError(2)',
  ],
  [
    'deep recursion through native work',
    'def f(n): return 0 if n == 0 else w(max([n], key=lambda x: f(n - 1)))\nprint(f(30))',
    '30',
  ],
  [
    'exceptions with __init__',
    'class E(Exception):\n  def __init__(self, x): self.x = w(x)\ntry: raise E(4)\nexcept E as e: print(e.x)',
    '4',
  ],
];

describe('waiting for the host', () => {
  it.each(CASES)('works inside %s', async (_, source, printed) => {
    expect(await run(source, true)).toBe(`${printed}\n`);
  });

  it.each(CASES)('steps do the same without waiting: %s', async (_, source, printed) => {
    expect(await run(source, false)).toBe(`${printed}\n`);
  });
});
