/** This file proves what a sandbox promises: stops that nothing passes, grants that nothing widens, policies that hold. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DENY_DYNAMIC_CODE } from '../../src/vm/policy.js';
import { sandboxed } from './machine.js';

const GRACE = `
import atexit
atexit.register(print, 'GRACE atexit')
def g():
    try:
        yield
    finally:
        print('GRACE generator')
x = g()
next(x)
class W:
    def __enter__(self): return self
    def __exit__(self, *a):
        print('GRACE exit')
        return True
with W():
    while True:
        try:
            BODY
        except BaseException:
            print('GRACE except')
        finally:
            print('GRACE finally')
            while True: pass
`;

describe('a stop', () => {
  it.each([
    ['instructions', 'while True: pass', { instructions: 2_000_000 }],
    ['output', 'while True: print("x" * 1000)', { outputBytes: 10_000 }],
    ['time', 'import time; time.sleep(10**6)', { wallMs: 1000 }],
  ])('by %s passes every handler, and nothing runs after it', (kind, body, limits) => {
    const ran = sandboxed(GRACE.replace('BODY', body), { limits });
    expect([ran.outcome, ran.limit]).toEqual(['limit', kind]);
    expect(ran.stdout).not.toContain('GRACE');
    expect(ran.stdout.length).toBeLessThanOrEqual(10_000);
    expect(() => ran.vm.beginRun()).toThrow();
  });

  it('comes at the same instruction in every run', () => {
    const source = 'i = 0\nwhile True:\n  i += 1\n  if i % 500 == 0: print(i, sorted(str(i)))\n';
    const runs = [1, 2].map(() => sandboxed(source, { limits: { instructions: 300_000 } }));
    expect(runs[0]?.stdout).toBe(runs[1]?.stdout);
    expect(runs[0]?.vm.usage().instructions).toBe(runs[1]?.vm.usage().instructions);
  });
});

describe('memory', () => {
  const limits = { memoryBytes: 32 * 1024 * 1024 };

  it('refuses a request that does not fit, and goes on', () => {
    const ran = sandboxed('try: "x" * 10**9\nexcept MemoryError: print("told")\nprint(len("y" * 10**7))', { limits });
    expect(ran.stdout).toBe('told\n10000000\n');
  });

  it('does not count garbage', () => {
    const ran = sandboxed('for i in range(300): x = [bytearray(10**6)]; x.append(x)\nprint("done")', { limits });
    expect(ran.stdout).toBe('done\n');
  });

  it('tells once that small requests have used it up, then stops', () => {
    const ran = sandboxed(
      'keep = []\nfor i in range(2):\n  try:\n    while True: keep.append(bytearray(100_000))\n  except MemoryError: print("told", flush=True)\n',
      { limits },
    );
    expect([ran.outcome, ran.limit, ran.stdout]).toEqual(['limit', 'memory', 'told\n']);
  });
});

describe('grants', () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'pyvm-'));
    mkdirSync(join(root, 'in/sub'), { recursive: true });
    writeFileSync(join(root, 'in/hello.txt'), 'hello');
    writeFileSync(join(root, 'secret.txt'), 'secret');
    symlinkSync('../secret.txt', join(root, 'in/link.txt'));
    symlinkSync('..', join(root, 'in/up'));
    symlinkSync('/', join(root, 'in/root'));
    symlinkSync('sub/../hello.txt', join(root, 'in/fine.txt'));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const tryAll = (...expressions: string[]): string =>
    `import os\nfor e in ${JSON.stringify(expressions)}:\n  try: print(repr(eval(e)))\n  except Exception as x: print(type(x).__name__)\n`;

  it('are none by default', () => {
    const ran = sandboxed(
      tryAll(
        "open('/etc/passwd')",
        "os.listdir('/etc')",
        "os.stat('/etc/passwd')",
        "os.system('true')",
        "__import__('subprocess').run(['true'])",
        "__import__('socket').socket().bind(('127.0.0.1', 0))",
        "__import__('socket').gethostname()",
        'len(os.environ)',
        "__import__('sys').executable",
        'input()',
        "__import__('_testcapi')",
      ),
    );
    expect(ran.stdout.split('\n')).toEqual([
      ...['PermissionError', 'PermissionError', 'PermissionError'],
      ...['PermissionError', 'PermissionError', 'PermissionError', 'PermissionError'],
      ...['0', "''", 'EOFError', 'ImportError', ''],
    ]);
  });

  it('of a folder lead nowhere else', () => {
    const ran = sandboxed(
      tryAll(
        "open('/d/hello.txt').read()",
        "open('/d/fine.txt').read()",
        "open('/d/link.txt').read()",
        "open('/d/up/secret.txt').read()",
        "open('/d/root/etc/passwd').read()",
        "open('/d/../secret.txt').read()",
        "open('/d/sub/../../secret.txt').read()",
        "open('/d/hello.txt', 'a')",
        "os.remove('/d/hello.txt')",
        "os.symlink('/etc', '/d/x')",
        "os.listdir('/d/up')",
        'os.chdir("/d"), open("hello.txt").read()',
      ),
      { capabilities: { files: [{ kind: 'folder', at: '/d', path: join(root, 'in'), access: 'read' }] } },
    );
    expect(ran.stdout.split('\n')).toEqual([
      ...["'hello'", "'hello'"],
      ...Array.from({ length: 9 }, () => 'PermissionError'),
      ...["(None, 'hello')", ''],
    ]);
  });

  it('of an overlay change nothing below', () => {
    const files = [{ kind: 'folder', at: '/d', path: join(root, 'in'), access: 'overlay' }] as const;
    const ran = sandboxed(
      "import os\nopen('/d/hello.txt', 'a').write('!')\nopen('/d/new', 'w').write('n')\nos.rename('/d/new', '/d/sub/n')\n" +
        "print(open('/d/hello.txt').read(), open('/d/sub/n').read())\nos.remove('/d/hello.txt')\nprint(sorted(os.listdir('/d')))\n",
      { capabilities: { files } },
    );
    expect(ran.stdout).toBe("hello! n\n['fine.txt', 'link.txt', 'root', 'sub', 'up']\n");
    expect(sandboxed("print(open('/d/hello.txt').read())", { capabilities: { files } }).stdout).toBe('hello\n');
  });

  it('of time and random numbers are seeded: two runs agree', () => {
    const source =
      'import time, random, os, uuid\nprint(time.time(), random.random(), os.urandom(4), uuid.uuid4(), hash("x"))';
    expect(sandboxed(source).stdout).toBe(sandboxed(source).stdout);
  });
});

describe('policy', () => {
  const ways = [
    "eval('1')",
    "exec('1')",
    "compile('1', '', 'eval')",
    "list(map(eval, ['1']))",
    "__import__('timeit').timeit('1', number=1)",
    "__import__('code').InteractiveInterpreter().runsource('1')",
    "__import__('runpy').run_module('this')",
    "__import__('pickle').loads(b\"cbuiltins\\neval\\n(S'1'\\ntR.\")",
    "__import__('marshal').loads(b'N')",
    "(lambda: 0).__code__.replace(co_code=b'')",
    "__import__('typing').get_type_hints(type('T', (), {'__annotations__': {'a': '1'}}))",
    "__import__('collections').namedtuple('A', map(eval, ['1']))",
    "__import__('_imp').get_frozen_object('x', b'')",
  ];

  it.each(ways)('closes %s', (way) => {
    const source = `try: print(repr((lambda: ${way})()))\nexcept PermissionError as e: print(e)\n`;
    expect(sandboxed(source, { policy: DENY_DYNAMIC_CODE }).stdout).toMatch(/^\w+ is denied by policy\n$/);
  });

  it('leaves the library working', () => {
    const ran = sandboxed(
      'import collections, dataclasses, asyncio, enum, json, re\n@dataclasses.dataclass(frozen=True, order=True, slots=True)\n' +
        'class D:\n  a: int\n  b: list = dataclasses.field(default_factory=list)\n' +
        'print(D(1), D(1) < D(2), collections.namedtuple("P", "x y")(1, 2))\n',
      { policy: DENY_DYNAMIC_CODE },
    );
    expect(ran.stdout).toBe('D(a=1, b=[]) True P(x=1, y=2)\n');
  });

  it('may ask the host, and may end the program', () => {
    const asked: string[] = [];
    const ran = sandboxed("eval('1')\ntry: exec('1')\nexcept BaseException: print('caught')", {
      policy: {
        eval: ({ feature, module }) => {
          asked.push(`${feature} ${module}`);
          return 'allow';
        },
        exec: 'stop',
      },
    });
    expect(asked).toEqual(['eval __main__']);
    expect([ran.outcome, ran.stdout]).toEqual(['denied', '']);
  });

  it('denies modules by whatever way, with all that needs them', () => {
    const ran = sandboxed(
      'for e in [\'__import__("json")\', \'__import__("json.decoder")\', \'__import__("importlib").import_module("json")\', \'__import__("logging")\']:\n' +
        '  try: print(eval(e))\n  except ImportError as x: print(x)\n',
      { capabilities: { modules: { deny: ['json', 're'] } } },
    );
    expect(ran.stdout).toBe(
      ["'json'", "'json'", "'json'", "'re'"].map((name) => `module ${name} is not allowed here\n`).join(''),
    );
  });

  it('tells the host of events before the program, which cannot forge or stop it', () => {
    const seen: string[] = [];
    const ran = sandboxed(
      "import sys\nsys.addaudithook(lambda e, a: 1 / 0 if e == 'open' else None)\ntry: open('/x')\nexcept ZeroDivisionError: print(1)\n",
      {
        auditListener: (event) => void seen.push(event),
      },
    );
    expect(ran.stdout).toBe('1\n');
    expect(seen).toContain('open');
  });
});
