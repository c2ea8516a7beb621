/** This file proves that a program can be saved while it waits and goes on in another instance. */
import { describe, expect, it } from 'vitest';
import { Python, type PythonInstance, type PythonOptions } from '../../src/api/index.js';

const key = new TextEncoder().encode('a secret of the host');
const never = (): Promise<never> => new Promise(() => {});

/** Run until the program waits, save, and go on elsewhere with an answer. */
async function inTwo(source: string, answer: unknown, options: PythonOptions = {}): Promise<[unknown, number]> {
  const given = { functions: { ask: never }, limits: { wallMs: 60_000 }, ...options };
  const first = await Python.create(given);
  const running = first.run(source).catch(() => {});
  let bytes: Uint8Array | null = null;
  while (bytes === null) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    bytes = await first.snapshot({ key }).catch((error) => {
      if (error.code === 'busy') return null;
      throw error;
    });
  }
  await first.close();
  await running;
  const second = await Python.restore(bytes, { ...given, key });
  expect(second.isSuspended).toBe(true);
  return [await second.resume(answer), bytes.length];
}

describe('a snapshot', () => {
  it.each<[string, string, unknown, unknown]>([
    ['a function', 'def f(x):\n  y = x * 2\n  return y + ask()\nf(4)', 1, 9],
    ['a generator', 'sum([x + ask() if x == 1 else x for x in range(3)])', 10, 13],
    ['sorted', 'sorted([3, 1, 2], key=lambda x: ask() if x == 2 else x)', 9, [1, 3, 2]],
    ['map in list in a class body', 'class C:\n  x = list(map(lambda x: ask() if x else 0, [0, 1]))\nC.x', 5, [0, 5]],
    ['an operator', 'class V:\n  def __add__(self, o): return o + ask()\nV() + 1', 2, 3],
    ['sum, with what was added up', 'sum(1.5 if x < 3 else ask() for x in range(4))', 0.5, 5],
    [
      'a handler',
      'try:\n  1 / 0\nexcept ZeroDivisionError as e:\n  x = [ask(), repr(e)]\nx',
      'a',
      ['a', "ZeroDivisionError('division by zero')"],
    ],
  ])('in %s', async (_, source, answer, value) => {
    expect((await inTwo(source, answer))[0]).toEqual(value);
  });

  it('of a small program is small', async () => {
    const [value, size] = await inTwo('x = [1, 2]\ndef f(): return x + [ask()]\nf()', 3);
    expect(value).toEqual([1, 2, 3]);
    expect(size).toBeLessThan(50_000);
  });

  it('between runs keeps everything, and belongs to its key', async () => {
    const first = await Python.create();
    await first.run('import json\nclass C:\n  n = 5\nc = C()\nc.x = {1: [c]}');
    const bytes = await first.snapshot({ key });
    await first.run('c.x = None');
    const second: PythonInstance = await Python.restore(bytes, { key });
    expect(second.isSuspended).toBe(false);
    expect(await second.run('[c.n, c.x[1][0] is c, json.dumps([1])]')).toEqual([5, true, '[1]']);
    const other = new Uint8Array([1]);
    await expect(Python.restore(bytes, { key: other })).rejects.toMatchObject({ kind: 'vm', code: 'snapshot' });
    bytes[50] = (bytes[50] as number) ^ 1;
    await expect(Python.restore(bytes, { key })).rejects.toMatchObject({ kind: 'vm', code: 'snapshot' });
  });
});
