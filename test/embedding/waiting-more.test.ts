/** This file proves that programs do the same whether their host function answers at once or later, in many more places. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Python, type PythonInstance } from '../../src/api/index.js';

const CASES: readonly [name: string, source: string][] = [
  [
    'asyncgen',
    'import asyncio\nasync def g():\n  for i in range(3): yield w(i)\nasync def m(): return [x async for x in g()]\nasyncio.run(m())',
  ],
  [
    'asyncwith',
    'import asyncio\nclass C:\n  async def __aenter__(self): return w(1)\n  async def __aexit__(self, *a): w(2)\nasync def m():\n  async with C() as c: return c\nasyncio.run(m())',
  ],
  [
    'asynciter',
    'import asyncio\nclass C:\n  n=0\n  def __aiter__(self): return self\n  async def __anext__(self):\n    self.n+=1\n    if w(self.n)>2: raise StopAsyncIteration\n    return self.n\nasync def m(): return [x async for x in C()]\nasyncio.run(m())',
  ],
  [
    'awaitobj',
    'import asyncio\nclass A:\n  def __await__(self):\n    yield from asyncio.sleep(0).__await__()\n    return w(5)\nasync def m(): return await A()\nasyncio.run(m())',
  ],
  ['resub', 'import re\nre.sub("a", lambda m: w("b"), "banana")'],
  [
    'superprop',
    'class A:\n  @property\n  def p(self): return w(3)\nclass B(A):\n  @property\n  def p(self): return super().p + 1\nB().p',
  ],
  ['initsub', 'class A:\n  def __init_subclass__(cls, **k): cls.x = w(4)\nclass B(A): pass\nB.x'],
  ['setname', 'class D:\n  def __set_name__(self, o, n): self.n = w(n)\nclass B: d = D()\nB.__dict__["d"].n'],
  ['defaultdict', 'import collections\nd = collections.defaultdict(lambda: w([]))\nd[1].append(2)\ndict(d)'],
  ['missing', 'class D(dict):\n  def __missing__(self, k): return w(k)\nD()[5]'],
  ['operator', 'import operator\nclass C:\n  def __add__(self, o): return w(7)\noperator.add(C(), 1)'],
  ['groupby', 'import itertools\n[(k, list(g)) for k, g in itertools.groupby([1,1,2], key=lambda x: w(x))]'],
  ['ziplong', 'import itertools\nlist(itertools.zip_longest((w(i) for i in range(2)), [1]))'],
  ['pairwise', 'import itertools\nlist(itertools.pairwise(w(i) for i in range(3)))'],
  ['batched', 'import itertools\nlist(itertools.batched((w(i) for i in range(3)), 2))'],
  ['cycle', 'import itertools\nlist(itertools.islice(itertools.cycle(w(i) for i in range(2)), 4))'],
  ['product', 'import itertools\nlist(itertools.product((w(i) for i in range(2)), repeat=1))'],
  ['combos', 'import itertools\nlist(itertools.combinations((w(i) for i in range(3)), 2))'],
  ['compress', 'import itertools\nlist(itertools.compress((w(i) for i in range(3)), [1,0,1]))'],
  ['repeat', 'import itertools\nlist(map(w, itertools.repeat(1, 2)))'],
  ['zipstrict', 'list(zip((w(i) for i in range(2)), [1, 2], strict=True))'],
  ['nlargest', 'import heapq\nheapq.nlargest(2, [1,3,2], key=lambda x: w(x))'],
  ['boolhook', 'class C:\n  def __bool__(self): return w(True)\n[not C(), 1 if C() else 2, C() and 3]'],
  [
    'instcheck',
    'class M(type):\n  def __instancecheck__(c, o): return w(True)\nclass C(metaclass=M): pass\nisinstance(1, C)',
  ],
  [
    'metacall',
    'class M(type):\n  def __call__(c, *a):\n    w(1)\n    return super().__call__(*a)\nclass C(metaclass=M):\n  def __init__(self, x): self.x = w(x)\nC(4).x',
  ],
  ['modgetattr', 'import types\nm = types.ModuleType("m")\nm.__getattr__ = lambda n: w(n)\nm.abc'],
  ['counter', 'import collections\ndict(collections.Counter(w(x) for x in "aab"))'],
  ['namedtuple', 'import collections\nP = collections.namedtuple("P", "a b")\nlist(P._make(w(i) for i in range(2)))'],
  ['exitstack', 'import contextlib\nwith contextlib.ExitStack() as s:\n  s.callback(w, 1)\n1'],
  ['closing', 'def g():\n  try: yield 1\n  finally: w(2)\nfor x in g(): break\n3'],
  ['thread', 'import threading\nr=[]\nt = threading.Thread(target=lambda: r.append(w(1)))\nt.start(); t.join()\nr'],
  [
    'pool',
    'from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(2) as p: r = list(p.map(w, [1, 2]))\nr',
  ],
  ['inlist', 'class K:\n  def __eq__(s, o): return w(s is o)\nK() in [K()]'],
  ['deepcopy', 'import copy\nclass K:\n  def __deepcopy__(s, m): return w(1)\ncopy.deepcopy([K()])'],
  ['print', 'class K:\n  def __str__(s): return w("K")\nprint(K(), K())'],
  [
    'stdoutwrite',
    'import sys\nclass S:\n  def write(s, t): w(t)\n  def flush(s): pass\nsys.stdout = S()\nprint("x")\nsys.stdout = sys.__stdout__\n1',
  ],
  ['fstring', 'f"{w(1):>{w(3)}}"'],
  ['lambdadefault', 'f = lambda x=w(1): x\nf()'],
  ['walrus', '[y for x in range(3) if (y := w(x))]'],
  ['starred', 'def f(*a, **k): return a, k\nf(*(w(i) for i in range(2)), **{"a": w(1)})'],
  ['dictunion', '{**{w(1): 2}, "a": w(3)}'],
  ['dictmap', 'class M:\n  def keys(s): return w(["a"])\n  def __getitem__(s, k): return w(k)\n[{**M()}, dict(M())]'],
  [
    'decor',
    'import functools\ndef deco(f):\n  @functools.wraps(f)\n  def g(*a): return w(f(*a))\n  return g\n@deco\ndef h(x): return x\nh(2)',
  ],
  [
    'singledispatch',
    'import functools\n@functools.singledispatch\ndef f(x): return 0\n@f.register\ndef _(x: int): return w(1)\nf(2)',
  ],
  [
    'cachedprop',
    'import functools\nclass C:\n  @functools.cached_property\n  def p(self): return w(4)\nc = C()\n[c.p, c.p]',
  ],
  ['delattr', 'class C:\n  def __delattr__(s, n): w(n)\ndel C().x\n1'],
  [
    'setattrb',
    'class C:\n  @property\n  def p(s): return 1\n  @p.setter\n  def p(s, v): s.q = w(v)\nc = C()\nsetattr(c, "p", 5)\nc.q',
  ],
  ['statistics', 'import statistics\nstatistics.mean(w(i) for i in range(3))'],
  ['enumx', 'import enum\nclass E(enum.Enum):\n  A = w(1)\nE.A.value'],
  [
    'abcx',
    'import abc\nclass A(abc.ABC):\n  @abc.abstractmethod\n  def f(self): ...\nclass B(A):\n  def f(self): return w(2)\nB().f()',
  ],
  ['typedict', 'type("X", (), {"a": w(1)}).a'],
  ['genclose', 'def g():\n  try: yield 1\n  finally: print(w("closed"))\nx = g(); next(x); x.close()\n1'],
  ['delx', 'class C:\n  def __del__(s): w(1)\nc = C()\ndel c\n1'],
  [
    'importhook',
    'import sys\nclass F:\n  def find_spec(s, n, p=None, t=None):\n    w(1)\n    return None\nsys.meta_path.insert(0, F())\ntry: import nothing_here\nexcept ImportError: r = 1\nr',
  ],
  ['sumlists', 'sum([[w(1)], [2]], [])'],
  ['maxdefault', 'max((w(x) for x in []), default=3)'],
  ['anyclass', 'class B:\n  def __bool__(s): return w(True)\nany([B()])'],
  ['roundx', 'class C:\n  def __round__(s, n=None): return w(2)\nround(C())'],
  ['bytesx', 'bytes(w(i) for i in range(3))'],
  ['setops', '{1} | {w(2)}, {1}.union(w(i) for i in range(2)), frozenset(w(i) for i in range(2))'],
  ['unpacknest', 'a, (b, c) = w(1), (w(i) for i in range(2))\n[a, b, c]'],
  ['slices', 'class S:\n  def __getitem__(s, k): return w(k.start)\nS()[1:2]'],
  ['callobj', 'class C:\n  def __call__(s, *a, **k): return w(a)\nC()(*[1], x=2)'],
  ['reversedx', 'class C:\n  def __reversed__(s): return w(iter([1]))\nlist(reversed(C()))'],
  ['hashx', 'class C:\n  def __hash__(s): return w(5)\nhash(C())'],
  [
    'genthrow',
    'def g():\n  try: yield 1\n  except KeyError: yield w(2)\ndef o():\n  yield from g()\nx = o(); next(x); x.throw(KeyError())',
  ],
];

/** Where native code cannot be left, and what the error calls it. */
const REFUSED: readonly [what: string, source: string][] = [
  ['dict.__getitem__', 'class K:\n  def __hash__(s): return 1\n  def __eq__(s, o): return w(True)\n{K(): 1}[K()]'],
  ['list.index()', 'class K:\n  def __eq__(s, o): return w(True)\n[K()].index(1)'],
  ['bisect_right()', 'import bisect\nbisect.bisect([1, 2], 2, key=lambda x: w(x))'],
  ['str.format()', 'class C:\n  def __format__(self, s): return w("x")\n"{}".format(C())'],
];

let waiting: PythonInstance;
let prompt: PythonInstance;

beforeAll(async () => {
  const limits = { wallMs: 100_000 };
  const later = (x: unknown) => new Promise((resolve) => setImmediate(() => resolve(x)));
  waiting = await Python.create({ limits, functions: { w: later } });
  prompt = await Python.create({ limits, functions: { w: (x: unknown) => x } });
});
afterAll(() => Promise.all([waiting.close(), prompt.close()]));

describe('a program that waits', () => {
  it.each(CASES)('does in %s what one does that need not', async (_, source) => {
    expect(await waiting.run(source)).toEqual(await prompt.run(source));
  });

  it.each(REFUSED)('is told that it cannot wait inside %s', async (what, source) => {
    const result = await waiting.tryRun(source);
    expect(result).toMatchObject({ ok: false, error: { type: 'RuntimeError' } });
    if (!result.ok) expect(result.error.message).toContain(`cannot wait for the host inside ${what}`);
  });
});
