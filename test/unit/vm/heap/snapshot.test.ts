/** This file tests that a waiting program can be saved and goes on in another machine. */
import { describe, expect, it } from 'vitest';
import { restoreMachine, type SnapshotOptions, saveMachine } from '../../../../src/importing/snapshot.js';
import { nativeFunction } from '../../../../src/objects/native/native-def.js';
import { PyNativeFunction } from '../../../../src/objects/native/native-function.js';
import { PyModule } from '../../../../src/objects/types/function.js';
import type { Value } from '../../../../src/values/object.js';
import { resume } from '../../../../src/vm/interpreter.js';
import type { Machine } from '../../../../src/vm/machine.js';
import { Suspend, Suspended } from '../../../../src/vm/suspension.js';
import { library, makeMachine, type TestMachine } from '../machine-helper.js';

const KEY = new TextEncoder().encode('a secret key');

/** `wait(x)` suspends the program. */
const waitDef = nativeFunction('wait($module, x, /)', null, () => {
  throw new Suspend(new Promise<Value>(() => {}));
});

function machineWithWait(): TestMachine {
  const machine = makeMachine();
  machine.vm.builtins.setStr('wait', new PyNativeFunction(waitDef, null, 'host', null));
  return machine;
}

function suspendedAt(action: () => void): Suspended | null {
  try {
    action();
    return null;
  } catch (reason) {
    if (reason instanceof Suspended) return reason;
    throw reason;
  }
}

const options = (start: () => Machine = () => machineWithWait().vm): SnapshotOptions => ({
  key: KEY,
  archive: library(),
  start,
});

/** Run a program that waits some times; it is saved and restored at each wait. Answers what it printed. */
function runInPieces(source: string): { output: string; sizes: number[] } {
  let machine = machineWithWait();
  machine.vm.modules.setStr('__main__', new PyModule(machine.globals));
  let output = '';
  const sizes: number[] = [];
  let suspended = suspendedAt(() => machine.run(source));
  for (let step = 1; suspended !== null; step++) {
    output += machine.stdout();
    const bytes = saveMachine(machine.vm, suspended.entry, options());
    sizes.push(bytes.length);
    const next = machineWithWait();
    const restored = restoreMachine(
      bytes,
      options(() => next.vm),
    );
    machine = next;
    suspended = suspendedAt(() => resume(restored.vm, restored.entry as never, step, null));
  }
  return { output: output + machine.stdout(), sizes };
}

describe('a snapshot', () => {
  it.each([
    ['local variables and loops', 'for i in range(3):\n  print(i, wait(i))', '0 1\n1 2\n2 3\n'],
    [
      'functions, closures and defaults',
      'def outer(a, b=[1]):\n  n = 10\n  def inner(x):\n    nonlocal n\n    n += wait(x)\n    b.append(n)\n    return n\n  return inner\nf = outer(1)\nprint(f(1), f(2), f.__closure__[1].cell_contents)',
      '11 13 13\n',
    ],
    [
      'classes, instances, slots, properties, inheritance',
      'class A:\n  k = [1]\n  def __init__(self, x): self.x = x\n  @property\n  def twice(self): return 2 * self.x\n  def __add__(self, o): return A(self.x + o.x)\n  def __repr__(self): return f"A({self.x})"\nclass B(A):\n  __slots__ = ("y",)\n  def __eq__(self, o): return self.x == o.x\n  def __hash__(self): return hash(self.x)\nb = B(3); b.y = 4; d = {b: 1, A(1): 2}\nwait(0)\nprint(b.twice, b.y, b + b, isinstance(b, A), d[B(3)], A.__subclasses__() == [B], B.k is A.k)\nclass C(B): pass\nprint(C(5).twice)',
      '6 4 A(6) True 1 True True\n10\n',
    ],
    [
      'generators and exceptions',
      'def g():\n  try:\n    for i in range(5):\n      yield i\n  finally:\n    print("closed")\nx = g(); next(x)\ntry:\n  try:\n    1 / 0\n  except ZeroDivisionError as e:\n    wait(0)\n    print(next(x), repr(e), e.__traceback__.tb_lineno)\n    raise KeyError(1) from e\nexcept KeyError as e:\n  print(repr(e.__cause__))\nx.close()',
      "1 ZeroDivisionError('division by zero') 10\nZeroDivisionError('division by zero')\nclosed\n",
    ],
    [
      'containers of every kind',
      'import collections\nd = {i: str(i) for i in range(20)}; s = {1, 2, "x"}; f = frozenset([(1, 2)]); q = collections.deque([1, 2], 5)\no = collections.OrderedDict(a=1, b=2); c = collections.Counter("aab"); P = collections.namedtuple("P", "x y"); b = bytearray(b"abc"); m = memoryview(b)\nl = [1, [2, (3, 1.5, 2 ** 70, -5, None, True, 1j, "\\U0001f600", b"x")]]; l.append(l)\nit = iter(d.items()); next(it)\nwait(0)\nprint(d[19], len(d), s == {1, 2, "x"}, (1, 2) in f, q, list(o), c["a"], P(1, 2), m[0], l[1], l[2] is l, next(it))\nd["new"] = 1; print(d["new"], d.pop(3)); b2 = bytes(m); print(b2)',
      "19 20 True True deque([1, 2], maxlen=5) ['a', 'b'] 2 P(x=1, y=2) 97 [2, (3, 1.5, 1180591620717411303424, -5, None, True, 1j, '😀', b'x')] True (1, '1')\n1 3\nb'abc'\n",
    ],
    [
      'weak references, finalisers and identities',
      'import weakref\nclass C:\n  def __del__(self): print("del")\nc = C(); r = weakref.ref(c); i = id(c); ids = {i: c}; w = weakref.WeakValueDictionary(a=c)\nwait(0)\nprint(r() is c, id(c) == i, len(w)); ids = None\ndel c; print(r(), len(w))',
      'True True 1\ndel\nNone 0\n',
    ],
    [
      'what the program changed in the library',
      'import json, random, sys, math\nrandom.seed(5); a = random.random(); state = random.getstate()\njson.loads = lambda s: "mine"; math.tau = 3; sys.setrecursionlimit(500)\nwait(0)\nprint(json.loads("1"), math.tau, random.getstate() == state, sys.getrecursionlimit(), json.dumps({"a": [1, 2.5]}))',
      'mine 3 True 500 {"a": [1, 2.5]}\n',
    ],
    [
      'dataclasses, enums, regular expressions, contexts',
      'import dataclasses, enum, re, contextlib, functools\n@dataclasses.dataclass\nclass D:\n  x: int\n  y: list = dataclasses.field(default_factory=list)\nclass E(enum.Enum):\n  A = 1\n  B = 2\np = re.compile(r"(\\d+)-(?P<n>\\w+)"); m = p.match("12-ab")\n@contextlib.contextmanager\ndef cm():\n  print("in"); yield 5; print("out")\n@functools.lru_cache\ndef fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)\nfib(20)\nwith cm() as v:\n  wait(0)\n  print(D(1), E.A, E(2), m.group("n"), p.match("3-x").groups(), v, fib(21), fib.cache_info().hits)',
      "in\nD(x=1, y=[]) E.A E.B ab ('3', 'x') 5 10946 20\nout\n",
    ],
  ])('holds %s', (_, source, expected) => {
    const { output } = runInPieces(source);
    expect(output).toBe(expected);
  });

  it('is small and signed', () => {
    const { sizes } = runInPieces('x = [i for i in range(10)]\ndef f(a): return wait(a)\nf(1)');
    expect(sizes[0]).toBeLessThan(50_000);
    const machine = machineWithWait();
    const suspended = suspendedAt(() => machine.run('wait(1)')) as Suspended;
    const bytes = saveMachine(machine.vm, suspended.entry, options());
    const restore = (data: Uint8Array, key = KEY) => restoreMachine(data, { ...options(), key });
    expect(() => restore(bytes, Uint8Array.of(1))).toThrow('signed with another key');
    const changed = bytes.slice();
    changed[40] = (changed[40] as number) ^ 1;
    expect(() => restore(changed)).toThrow('was changed');
    expect(() => restore(bytes.subarray(0, 20))).toThrow('not a snapshot');
  });
});
