/** This file proves the embedding API: runs, conversions, errors, host functions, limits, grants, events, separation. */
import { afterAll, describe, expect, it } from 'vitest';
import {
  DeniedError,
  fixed,
  LimitError,
  PyHandle,
  Python,
  PythonError,
  type PythonInstance,
  type PythonOptions,
  PythonSyntaxError,
  readOnly,
  readWrite,
  VMError,
} from '../../src/api/index.js';

const made: PythonInstance[] = [];
async function create(options: PythonOptions = {}): Promise<PythonInstance> {
  // Tests run on busy machines.
  const py = await Python.create({ ...options, limits: { wallMs: 60_000, ...options.limits } });
  made.push(py);
  return py;
}
afterAll(() => Promise.all(made.map((py) => py.close())));

/** What a promise is rejected with. */
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (reason) => reason,
  );
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('values', () => {
  it.each<[unknown, unknown]>([
    [1, 1],
    [2 ** 53, 2 ** 53],
    [12345678901234567890n, 12345678901234567890n],
    [1.5, 1.5],
    [-0, -0],
    ['aé😀', 'aé😀'],
    [true, true],
    [null, null],
    [undefined, null],
    [
      [1, [2]],
      [1, [2]],
    ],
    [{ a: 1 }, new Map([['a', 1]])],
    [new Map<unknown, unknown>([[1, 'x']]), new Map([[1, 'x']])],
    [new Set([1, 2]), new Set([1, 2])],
    [new Uint8Array([1, 2]), new Uint8Array([1, 2])],
  ])('%s goes in and comes out', async (value, back) => {
    const py = await create();
    expect(await py.run('value', { inputs: { value } })).toEqual(back);
  });

  it('have the Python types that one expects', async () => {
    const py = await create();
    const inputs = { a: 1, b: 1.5, c: 's', d: [1], e: { x: 1 }, f: null, g: new Uint8Array(1), h: 10n ** 30n, i: true };
    expect(await py.run('[type(v).__name__ for v in (a, b, c, d, e, f, g, h, i)]', { inputs })).toEqual([
      'int',
      'float',
      'str',
      'list',
      'dict',
      'NoneType',
      'bytes',
      'int',
      'bool',
    ]);
  });

  it('keep cycles', async () => {
    const py = await create();
    const list = (await py.run('x = [1]\nx.append(x)\nx')) as unknown[];
    expect(list[1]).toBe(list);
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(await py.run('y[0] is y', { inputs: { y: cycle } })).toBe(true);
  });

  it('make plain objects of dicts when asked, whatever the keys are called', async () => {
    const py = await create({ dicts: 'object' });
    const value = (await py.run('{"__proto__": {"polluted": 1}, "constructor": 2, "a": 3}')) as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor', 'a']);
    expect(Object.getPrototypeOf(value)).toBe(null);
    expect(({} as Record<string, unknown>)['polluted']).toBe(undefined);
  });

  it('are handles when there is nothing better', async () => {
    const py = await create();
    const handle = (await py.run(
      'class C:\n  n = 5\n  def add(self, x, *, y=0): return self.n + x + y\nC()',
    )) as PyHandle;
    expect(handle).toBeInstanceOf(PyHandle);
    expect(handle.typeName).toBe('C');
    expect(Object.keys(handle)).toEqual(['typeName']);
    const add = (await py.getAttr(handle, 'add')) as PyHandle;
    expect(await py.call(add, [2], { kwargs: { y: 3 } })).toBe(10);
    expect(await py.run('h.n', { inputs: { h: handle } })).toBe(5);
    expect(await py.repr((await py.run('range(3)')) as PyHandle)).toBe('range(0, 3)');
    const other = await create();
    expect(await failure(other.run('h', { inputs: { h: handle } }))).toMatchObject({ kind: 'vm', code: 'conversion' });
  });

  it('of classes and symbols are refused', async () => {
    const py = await create();
    expect(await failure(py.run('v', { inputs: { v: new Date() } }))).toBeInstanceOf(VMError);
    expect(await failure(py.run('v', { inputs: { v: Symbol('x') } }))).toBeInstanceOf(VMError);
    expect(await py.run('1')).toBe(1);
  });

  it('that are deeply nested raise, and do not break anything', async () => {
    const py = await create();
    const error = await failure(py.run('x = []\nfor _ in range(100_000): x = [x]\nx'));
    expect(error).toMatchObject({ kind: 'python', type: 'RecursionError' });
    expect(await py.run('1')).toBe(1);
  });
});

describe('running', () => {
  it('answers the last expression, and keeps globals', async () => {
    const py = await create();
    expect(await py.run('x = 20\nx + 1')).toBe(21);
    expect(await py.run('x')).toBe(20);
    expect(await py.run('y = 1')).toBe(null);
    expect(py.runSync('x * 2')).toBe(40);
    expect(await py.globals.get('x')).toBe(20);
    await py.globals.set('z', [1]);
    expect(await py.run('z.append(2); z')).toEqual([1, 2]);
    expect(await py.globals.has('z')).toBe(true);
    expect(await py.globals.delete('z')).toBe(true);
    expect(await py.globals.has('z')).toBe(false);
    expect(await py.globals.names()).toContain('x');
  });

  it('calls functions by name', async () => {
    const py = await create();
    await py.run('def f(a, b=2, **k): return [a, b, k]');
    expect(await py.call('f', [1], { kwargs: { c: 3 } })).toEqual([1, 2, new Map([['c', 3]])]);
    expect(await py.call('len', ['abc'])).toBe(3);
    expect(await failure(py.call('missing'))).toMatchObject({ type: 'NameError' });
  });

  it('takes one run after the other', async () => {
    const py = await create();
    const slow = py.run('w()', { functions: { w: () => sleep(20).then(() => 'slow') } });
    const quick = py.run('"quick"');
    expect(() => py.runSync('1')).toThrow(VMError);
    expect(await Promise.all([slow, quick])).toEqual(['slow', 'quick']);
  });

  it('says what a run used', async () => {
    const py = await create();
    const result = await py.tryRun('print("hi")\nsum(range(1000))', { functions: {} });
    expect(result).toMatchObject({
      ok: true,
      value: 499500,
      stdout: 'hi\n',
      stderr: '',
      usage: { outputBytes: 3, hostCalls: 0 },
    });
    expect(result.usage.instructions).toBeGreaterThan(1000);
    const again = await create();
    expect((await again.tryRun('print("hi")\nsum(range(1000))')).usage.instructions).toBe(result.usage.instructions);
  });

  it('lets the host do other things meanwhile', async () => {
    const py = await create();
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    await py.run(
      'def f(n): return n if n < 2 else f(n - 1) + f(n - 2)\nfor i in range(10): sorted([1, 2], key=lambda x: f(14))',
    );
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(2);
  });
});

describe('errors', () => {
  it('tell type, text, frames and the exception itself', async () => {
    const py = await create();
    const error = (await failure(
      py.run('class Mine(ValueError): pass\ndef f():\n  raise Mine("no", 1)\nf()', { filename: 'prog.py' }),
    )) as PythonError;
    expect(error).toBeInstanceOf(PythonError);
    expect(error).toMatchObject({ kind: 'python', type: '__main__.Mine', text: "('no', 1)" });
    expect(error.isInstance('ValueError')).toBe(true);
    expect(error.frames.map((frame) => [frame.file, frame.function, frame.line])).toEqual([
      ['prog.py', '<module>', 4],
      ['prog.py', 'f', 3],
    ]);
    expect(await py.run('e.args', { inputs: { e: error.object } })).toEqual(['no', 1]);
    expect(error.traceback).toContain('File "prog.py", line 3, in f');
  });

  it('of syntax have a place', async () => {
    const py = await create();
    const error = (await failure(py.run('x = 1\ny = = 2'))) as PythonSyntaxError;
    expect(error).toBeInstanceOf(PythonSyntaxError);
    expect(error.kind).toBe('syntax');
    expect(error.place).toMatchObject({ line: 2, column: 5 });
  });

  it('are data in tryRun', async () => {
    const py = await create();
    const result = await py.tryRun('print("before")\n1 / 0');
    expect(result).toMatchObject({
      ok: false,
      stdout: 'before\n',
      error: { kind: 'python', type: 'ZeroDivisionError' },
    });
  });

  it('of sys.exit are exceptions', async () => {
    const py = await create();
    expect(await failure(py.run('import sys\nsys.exit(3)'))).toMatchObject({ type: 'SystemExit', text: '3' });
  });
});

describe('host functions', () => {
  it('may be sync and async, take keywords, and stand in modules', async () => {
    const py = await create({
      functions: { add: (a: number, b: number) => a + b },
      modules: { shop: { price: async (sku: string) => sku.length, currency: 'EUR' } },
    });
    expect(await py.run('add(1, 2)')).toBe(3);
    expect(
      await py.run('import shop\nfrom shop import price\nsum(price(s) for s in ["a", "bb"]), shop.currency'),
    ).toEqual([3, 'EUR']);
    expect(await py.run('f(1, x=2)', { functions: { f: (a: number, k: { x: number }) => a + k.x } })).toBe(3);
    expect(py.runSync('add(1, 2)')).toBe(3);
    expect(() => py.runSync('import shop\nshop.price("x")')).toThrow(/cannot wait/);
  });

  it('fail without telling why, unless on purpose', async () => {
    const py = await create({
      functions: {
        bad: () => {
          throw new Error('secret /home/me');
        },
        late: async () => {
          throw new TypeError('secret');
        },
        meant: () => {
          throw new PythonError('KeyError', 'no such thing');
        },
        weird: () => Symbol('x'),
      },
    });
    const source = (call: string) => `try:\n  ${call}\nexcept Exception as e: r = [type(e).__name__, str(e)]\nr`;
    for (const call of ['bad()', 'late()', 'weird()']) {
      const [type, text] = (await py.run(source(call))) as string[];
      expect(type).toBe('RuntimeError');
      expect(text).not.toContain('secret');
    }
    expect(await py.run(source('meant()'))).toEqual(['KeyError', "'no such thing'"]);
  });

  it('can hand an exception back', async () => {
    const py = await create();
    const error = (await failure(py.run('x = KeyError("mine")\nraise x'))) as PythonError;
    const rethrow = () => {
      throw error;
    };
    expect(await py.run('try: rethrow()\nexcept KeyError as e: r = e is x\nr', { functions: { rethrow } })).toBe(true);
  });

  it('are counted', async () => {
    const py = await create({ limits: { hostCalls: 100 } });
    const fail = () => {
      throw new Error('x');
    };
    const error = await failure(
      py.run('while True:\n  try: fail()\n  except BaseException: pass', { functions: { fail } }),
    );
    expect(error).toMatchObject({ kind: 'limit', limit: 'host-calls' });
  });
});

describe('limits', () => {
  it.each<[string, object, string]>([
    ['while True: pass', { instructions: 100_000 }, 'instructions'],
    ['while True: pass', { wallMs: 50 }, 'time'],
    ['while True: print("x" * 100)', { outputBytes: 1000 }, 'output'],
    ['try:\n  while True: pass\nfinally:\n  print("never")', { instructions: 100_000 }, 'instructions'],
    ['import time\nwhile True: time.sleep(10)', { wallMs: 50 }, 'time'],
    [
      'x = []\nwhile True:\n  try: x.append(bytes(100_000))\n  except MemoryError: pass',
      { memoryBytes: 4 << 20 },
      'memory',
    ],
  ])('end %j with %j', async (source, limits, limit) => {
    const py = await create({ limits });
    const error = (await failure(py.run(source))) as LimitError;
    expect(error).toBeInstanceOf(LimitError);
    expect(error.limit).toBe(limit);
    expect(error.usage).not.toBe(null);
    expect(error.stdout).not.toContain('never');
    expect(py.isDead).toBe(true);
    expect(await failure(py.run('1'))).toMatchObject({ kind: 'vm', code: 'stopped' });
  });

  it('of time hold while the program waits for the host', async () => {
    const py = await create({ limits: { wallMs: 50 }, functions: { never: () => new Promise(() => {}) } });
    expect(await failure(py.run('never()'))).toMatchObject({ kind: 'limit', limit: 'time' });
  });

  it('can be given for one run', async () => {
    const py = await create();
    expect(await failure(py.run('while True: pass', { limits: { instructions: 1000 } }))).toBeInstanceOf(LimitError);
  });

  it('let MemoryError be caught', async () => {
    const py = await create({ limits: { memoryBytes: 8 << 20 } });
    expect(await py.run('try: x = "a" * 10**9\nexcept MemoryError: x = "caught"\nx')).toBe('caught');
  });
});

describe('cancelling', () => {
  it('stops a waiting program at once', async () => {
    const py = await create({ functions: { never: () => new Promise(() => {}) } });
    const abort = new AbortController();
    const running = failure(py.run('try: never()\nfinally: print("x")', { signal: abort.signal }));
    await sleep(10);
    abort.abort();
    expect(await running).toMatchObject({ kind: 'limit', limit: 'cancelled', stdout: '' });
  });

  it('stops a busy program', async () => {
    const py = await create();
    const error = await failure(py.run('while True: pass', { signal: AbortSignal.timeout(30) }));
    expect(error).toMatchObject({ kind: 'limit', limit: 'cancelled' });
  });

  it('runs nothing when the signal was aborted before', async () => {
    const py = await create();
    expect(await failure(py.run('x = 1', { signal: AbortSignal.abort() }))).toMatchObject({ limit: 'cancelled' });
    expect(await py.run('"x" in globals()')).toBe(false);
  });

  it('stops the program when the instance is closed', async () => {
    const py = await create({ functions: { never: () => new Promise(() => {}) } });
    const running = failure(py.run('never()'));
    await sleep(5);
    await py.close();
    await py.close();
    expect(await running).toMatchObject({ kind: 'limit' });
    expect(await failure(py.run('1'))).toMatchObject({ code: 'closed' });
  });

  it('disposes by await using', async () => {
    let inner: PythonInstance;
    {
      await using py = await Python.create();
      inner = py;
      expect(await py.run('1')).toBe(1);
    }
    expect(inner.isDead).toBe(true);
  });
});

describe('grants', () => {
  it('are none by default', async () => {
    const py = await create();
    for (const source of [
      'open("/etc/passwd")',
      'open("x", "w")',
      'import os; os.listdir("/etc")',
      'import os; os.mkdir("/x")',
      'import socket; socket.create_connection(("localhost", 1))',
      'import subprocess; subprocess.run(["ls"])',
    ]) {
      const error = (await failure(py.run(source))) as PythonError;
      expect(error, source).toBeInstanceOf(PythonError);
      expect(error.isInstance('OSError') || error.isInstance('ImportError'), source).toBe(true);
    }
    expect(await py.run('import os; dict(os.environ)')).toEqual(new Map());
  });

  it('are files, environment, clock and seed as given', async () => {
    const py = await create({
      allow: {
        files: { '/data': readOnly({ 'a.txt': 'hello' }), '/tmp': readWrite({}) },
        env: { TZ: 'UTC' },
      },
      clock: fixed('2026-01-01'),
      seed: 1,
    });
    expect(await py.run('open("/data/a.txt").read()')).toBe('hello');
    expect(await failure(py.run('open("/data/a.txt", "w")'))).toBeInstanceOf(DeniedError);
    expect(await py.run('open("/tmp/x", "w").write("abc")')).toBe(3);
    expect(await py.run('import os; os.environ["TZ"]')).toBe('UTC');
    expect(await py.run('import datetime; str(datetime.datetime.now())')).toMatch(/^2026-01-01 00:00:00/);
    const other = await create({ seed: 1 });
    const random = 'import random; [random.random(), hash("x")]';
    expect(await other.run(random)).toEqual(await py.run(random));
  });

  it('limit modules', async () => {
    const py = await create({ allow: { modules: ['json'], denyModules: ['json.tool'] } });
    expect(await py.run('import json; json.dumps([1])')).toBe('[1]');
    expect(await failure(py.run('import socket'))).toMatchObject({
      kind: 'denied',
      operation: 'import',
      target: 'socket',
    });
    expect(await failure(py.run('import json.tool'))).toBeInstanceOf(DeniedError);
  });

  it('turn off eval', async () => {
    const py = await create({ allow: { eval: false } });
    expect(await failure(py.run('eval("1")'))).toMatchObject({ type: 'PermissionError' });
    expect(await py.run('1 + 1')).toBe(2);
  });

  it('are asked for by audit events', async () => {
    const seen: string[] = [];
    const py = await create({
      onAudit: (event) => {
        seen.push(event.name);
        return event.name === 'import' && event.args[0] === 'csv' ? 'deny' : 'allow';
      },
    });
    expect(await failure(py.run('import csv'))).toMatchObject({ kind: 'denied', operation: 'import', target: 'csv' });
    expect(await py.run('import json; 1')).toBe(1);
    expect(seen).toContain('import');
  });
});

describe('output and input', () => {
  it('comes by callbacks and by events', async () => {
    let text = '';
    const py = await create({ onStdout: (part) => (text += part) });
    const events = py.events();
    await py.run('import sys\nprint("a")\nprint("é", end="")\nprint("err", file=sys.stderr)');
    expect(text).toBe('a\né');
    await py.close();
    const seen: string[] = [];
    for await (const event of events) if (event.type !== 'audit') seen.push(`${event.type}:${event.text}`);
    expect(seen.join('|')).toContain('stdout:a\n');
    expect(seen.join('|')).toContain('stderr:err\n');
  });

  it('is read from text, or line by line from the host', async () => {
    const py = await create({ stdin: 'one\ntwo\n' });
    expect(await py.run('[input(), input()]')).toEqual(['one', 'two']);
    expect(await failure(py.run('input()'))).toMatchObject({ type: 'EOFError' });
    const lines = ['first', 'second'];
    const asking = await create({ stdin: () => sleep(1).then(() => lines.shift() ?? null) });
    expect(await asking.run('import sys\n[input("? "), sys.stdin.readline()]')).toEqual(['first', 'second\n']);
    expect(await failure(asking.run('input()'))).toMatchObject({ type: 'EOFError' });
  });

  it('sleeps without blocking', async () => {
    const py = await create({ clock: 'real' });
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    await py.run(
      'import time, asyncio\ntime.sleep(0.05)\nasync def main(): await asyncio.sleep(0.05)\nasyncio.run(main())',
    );
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  });

  it('sleeps no time at all by the virtual clock', async () => {
    const py = await create({ limits: { wallMs: 1e9 } });
    const began = performance.now();
    expect(await py.run('import time\na = time.time()\ntime.sleep(3600)\nround(time.time() - a)')).toBe(3600);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe('two instances', () => {
  const TRICKS = [
    'import sys; sys.leak = 1; sys.path.append("/leak"); sys.modules["leak"] = sys',
    'import builtins; builtins.leak = 1; builtins.len = None',
    'import math; math.pi = 3',
    'import json; json.leak = 1; json.dumps.__defaults__; json.JSONEncoder.leak = 1',
    'class Leak(int): pass',
    'class Leak(Exception): pass',
    'import os; os.environ["LEAK"] = "1"',
    'import re; re._cache["leak"] = 1',
    'import collections; collections.OrderedDict.leak = 1',
    'import decimal; decimal.getcontext().prec = 5',
    'import random; random.seed(5)',
    'import warnings; warnings.simplefilter("error")',
    'import sys; sys.setrecursionlimit(150); sys.set_int_max_str_digits(700)',
    'import copyreg; copyreg.pickle(int, len)',
    'import codecs; codecs.register(lambda n: None)',
    'import abc\nclass A(abc.ABC): pass\nA.register(int)',
    'import atexit; atexit.register(print)',
    'import sys; sys.addaudithook(lambda *a: None); sys.settrace(None)',
    'import gc; gc.disable(); gc.freeze()',
    'import functools\n@functools.singledispatch\ndef f(x): pass\nf.register(int, print)',
    'import contextvars; contextvars.ContextVar("leak").set(1)',
    'import locale; locale.setlocale(locale.LC_ALL, "C")',
    'import typing; typing.List[int]; typing.leak = 1',
    '(lambda: 0).__code__.co_consts; type.__subclasses__(type)',
    'import types; types.SimpleNamespace.__init__.__doc__',
    'import threading; threading.leak = 1; threading.current_thread().name = "leak"',
    'for t in (int, str, list, dict, object, type, type(None), type(len)):\n  try: t.leak = 1\n  except TypeError: pass\n  else: raise SystemExit',
    'for f in (len, str.join, [].append, object.__init__):\n  try: f.leak = 1\n  except AttributeError: pass\n  else: raise SystemExit',
    'import string; string.digits; string.Formatter.leak = 1',
    'import enum\nclass E(enum.Enum): A = 1',
    'import logging; logging.root.setLevel(1); logging.addLevelName(5, "LEAK")',
    'import csv; csv.register_dialect("leak", delimiter="x")',
  ];
  const PROBE = `
import sys, builtins, math, json, os, re, collections, decimal, random, copyreg, threading, typing, gc, logging, csv, codecs
[hasattr(sys, "leak"), "/leak" in sys.path, "leak" in sys.modules, hasattr(builtins, "leak"), len([1]), round(math.pi, 4),
 hasattr(json, "leak"), hasattr(json.JSONEncoder, "leak"), [c.__name__ for c in int.__subclasses__() if c.__name__ == "Leak"],
 [c.__name__ for c in Exception.__subclasses__() if c.__name__ == "Leak"], dict(os.environ), "leak" in re._cache,
 hasattr(collections.OrderedDict, "leak"), decimal.getcontext().prec, random.random(), sys.getrecursionlimit(),
 sys.get_int_max_str_digits(), int in copyreg.dispatch_table, gc.isenabled(), gc.get_freeze_count(), hasattr(typing, "leak"),
 hasattr(threading, "leak"), threading.current_thread().name, logging.getLevelName(5), csv.list_dialects(), hasattr(int, "leak")]
`;

  it('share nothing that a program can change', async () => {
    const before = await (await create()).run(PROBE);
    const bad = await create();
    for (const trick of TRICKS) await bad.tryRun(trick);
    expect(await (await create()).run(PROBE)).toEqual(before);
  });

  it('can run at the same time', async () => {
    const run = async (n: number) => {
      const py = await create({ functions: { w: (x: number) => sleep(1).then(() => x) } });
      return py.run(`sum(w(${n}) for _ in range(5))`);
    };
    expect(await Promise.all([1, 2, 3].map(run))).toEqual([5, 10, 15]);
  });
});
