/** This file proves that native code is charged as its work grows: the same call at four times the size costs about four times as much. */
import { inflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { PyCode } from '../../src/bytecode/code.js';
import { openLibrary } from '../../src/cli/run.js';
import { nodeWorld } from '../../src/host/node/node-world.js';
import { createSandbox } from '../../src/host/sandbox.js';
import { compileSource } from '../../src/modules/builtins/evaluate.js';
import { PyDict } from '../../src/objects/types/dict/dict.js';
import { executeCode } from '../../src/vm/execute-code.js';
import { UNLIMITED } from '../../src/vm/limits.js';
import type { Machine } from '../../src/vm/machine.js';

/** What is prepared from `n`, and what is then charged. */
const LINEAR: readonly (readonly [string, string])[] = [
  ["s = 'a' * n", 's.upper()'],
  ["s = 'a' * n", "s.replace('a', 'bb')"],
  ["s = 'a' * n", "s.find('ab')"],
  ["s = 'a ' * n", 's.split()'],
  ["s = 'a,' * n", "s.split(',')"],
  ["s = 'a\\n' * n", 's.splitlines()'],
  ["s = '\\u20ac' * n", 's.encode()'],
  ["s = '\\u20ac' * n", "s.encode('ascii', 'xmlcharrefreplace')"],
  ["s = b'\\xff' * n", "s.decode('utf-8', 'replace')"],
  ["s = 'a' * n", "s.translate({97: 'bc'})"],
  ["s = 'a' * n", 's.title()'],
  ["s = 'a\\t' * n", 's.expandtabs(80)'],
  ["s = 'a' * n", "','.join(s)"],
  ["s = 'a' * n", 'repr(s)'],
  ["s = '%s' * n; t = ('a',) * n", 's % t'],
  ["s = '{}' * n; t = range(n)", 's.format(*t)'],
  ["s = '\\ud800' * n", 's.upper()'],
  ["import unicodedata; s = 'a' + '\\u0301\\u0327' * n", "unicodedata.normalize('NFD', s)"],
  ['x = (1 << 64 * n) - 1', 'x + 1'],
  ['x = (1 << 8 * n) - 1', 'x.to_bytes(n, "big")'],
  ["x = b'a' * n", "int.from_bytes(x, 'big')"],
  ['x = [0] * n', 'x * 2'],
  ['x = [0] * n; y = [0] * n', 'x == y'],
  ['x = [0] * n', 'x.count(1)'],
  ['x = [0] * n', '1 in x'],
  ['x = [0] * n', 'x.insert(0, 1)'],
  ['x = [0] * n', 'x.reverse()'],
  ['x = list(range(n, 0, -1))', 'sorted(x)'],
  ['x = range(n)', 'sum(x)'],
  ['x = range(n)', 'list(x)'],
  ['x = range(n)', 'list(map(str, x))'],
  ['x = range(n)', 'list(zip(x, x))'],
  ['x = range(n)', 'min(x)'],
  ['x = iter(range(n))', '-1 in x'],
  ['x = [0] * n', 'repr(x)'],
  ['x = dict.fromkeys(range(n))', 'dict(x)'],
  ['x = dict.fromkeys(range(n))', 'list(x.items())'],
  ['x = dict.fromkeys(range(n)); y = dict(x)', 'x == y'],
  ['x = range(n)', 'dict.fromkeys(x)'],
  ['x = set(range(n))', 'x | x.copy()'],
  ['x = set(range(n))', 'frozenset(x)'],
  ['x = tuple(range(n))', 'hash(x)'],
  ['x = bytearray(n)', "x.count(b'a')"],
  ['x = bytearray(n)', 'x.hex()'],
  ["x = b'ab' * n", 'x.decode("latin1")'],
  ['import array; x = array.array("d", range(n))', 'x.tolist()'],
  ["import struct; x = '%dI' % n; y = bytes(4 * n)", 'struct.unpack(x, y)'],
  ['import zlib; x = bytes(64 * n)', 'zlib.compress(x)'],
  ['import zlib; x = bytes(64 * n)', 'zlib.crc32(x)'],
  ['import hashlib; x = bytes(64 * n)', 'hashlib.sha256(x)'],
  ['import json; x = [1] * n', 'json.dumps(x)'],
  ["import json; x = '[' + '1,' * n + '1]'", 'json.loads(x)'],
  ['import pickle; x = list(range(n))', 'pickle.dumps(x)'],
  ['import marshal; x = list(range(n))', 'marshal.loads(marshal.dumps(x))'],
  ['import itertools; x = itertools.islice(itertools.count(), n, None)', 'next(x)'],
  ['import itertools; x = itertools.compress(range(n), itertools.repeat(0))', 'next(x, None)'],
  ['import itertools; x = itertools.accumulate(range(n))', 'list(x)'],
  ['import collections; x = collections.deque(range(n))', 'x.rotate(n // 2)'],
  ['import collections; x = collections.deque(range(n))', 'x.count(-1)'],
  ['import functools, operator; x = range(n)', 'functools.reduce(operator.add, x)'],
  ["import re; x = 'a' * n; p = re.compile('a')", 'p.findall(x)'],
  ["import re; x = ' ' * n; p = re.compile('\\\\s+b')", 'p.match(x)'],
  ['import math; x = [1.0] * n', 'math.fsum(x)'],
  ["import io; x = io.StringIO('a\\n' * n)", 'x.readlines()'],
  ["import io; x = io.BytesIO(b'a\\n' * n)", 'x.readlines()'],
  ["import csv; x = ['a,b'] * n", 'list(csv.reader(x))'],
  ['import random; r = random.Random(1)', 'r.getrandbits(32 * n)'],
  ["x = 'x=1\\n' * (n // 8)", "compile(x, '', 'exec')"],
  ["x = '1' + '+1' * (n // 8)", "compile(x, '', 'eval')"],
  ['def f(*a, **k): pass\nx = range(n)', 'f(*x)'],
  ["def f(*a, **k): pass\nx = {'a%d' % i: 1 for i in range(n)}", 'f(**x)'],
];

/** Work that grows faster than the size: by which power at least. */
const STEEPER: readonly (readonly [string, string, number])[] = [
  ['import sys; sys.set_int_max_str_digits(0); x = 1 << n', 'str(x)', 1.4],
  ["import sys; sys.set_int_max_str_digits(0); x = '7' * n", 'int(x)', 1.4],
  ['x = (1 << 16 * n) - 1', 'x * x', 1.4],
  ['x = (1 << 16 * n) - 1; y = (1 << 8 * n) - 3', 'x // y', 1.4],
  ['x = 3', 'x ** (4 * n)', 1.4],
  ['import math; x = (1 << 32 * n) - 1; y = (1 << 32 * n) - 5', 'math.gcd(x, y)', 1.1],
  ["import re; x = 'a' * (n // 8); p = re.compile('a*b')", 'p.search(x)', 1.4],
  ['x = {(i * ((1 << 61) - 1), 0) for i in range(n // 16)}', 'x | x.copy()', 0.9],
];

function charged(vm: Machine, n: number, setup: string, work: string): number {
  const globals = new PyDict();
  globals.setStr('__name__', '__main__');
  globals.setStr('n', n);
  const options = { filename: '<test>', mode: 'exec', flags: 0, optimize: -1 } as const;
  executeCode(vm, compileSource(vm, setup, options) as PyCode, globals, globals);
  const code = compileSource(vm, work, options) as PyCode;
  const before = vm.fuelUsed;
  executeCode(vm, code, globals, globals);
  return vm.fuelUsed - before;
}

const vm = createSandbox({
  archive: openLibrary(),
  inflate: (data) => inflateRawSync(data),
  world: { ...nodeWorld(), memoryProbe: null },
  limits: UNLIMITED,
  // Compiled code pays at the same places, but warms up on the way.
  jit: 'off',
});

const N = 2000;

it.each([
  ...LINEAR.map(([setup, work]) => [work, setup, 0.9] as const),
  ...STEEPER.map(([setup, work, power]) => [work, setup, power] as const),
])('%s', (work, setup, power) => {
  // Once for what is loaded or remembered at the first use.
  charged(vm, 64, setup, work);
  const small = charged(vm, N, setup, work);
  const large = charged(vm, 4 * N, setup, work);
  expect(large / Math.max(small, 1)).toBeGreaterThan(4 ** power * 0.7);
});
