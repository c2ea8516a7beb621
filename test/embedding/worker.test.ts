/** This file proves that an instance in a worker has the same API, and that its thread can always be ended. Needs a build. */
import { afterAll, describe, expect, it } from 'vitest';
import {
  fixed,
  type PyHandle,
  Python,
  PythonError,
  type PythonInstance,
  type PythonOptions,
  PythonSyntaxError,
  readOnly,
} from '../../src/api/index.js';

const made: PythonInstance[] = [];
async function create(options: PythonOptions = {}): Promise<PythonInstance> {
  const py = await Python.create({ ...options, isolate: 'worker', limits: { wallMs: 60_000, ...options.limits } });
  made.push(py);
  return py;
}
afterAll(() => Promise.all(made.map((py) => py.close())));

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (reason) => reason,
  );

describe('an instance in a worker', () => {
  it('runs programs, converts values, calls the host', async () => {
    let text = '';
    const py = await create({
      functions: { price: (sku: string) => sku.length },
      modules: { shop: { later: async (x: number) => x * 2, name: 'shop' } },
      allow: { files: { '/data': readOnly({ 'a.txt': 'hello' }) }, env: { A: 'b' } },
      clock: fixed('2026-01-01'),
      onStdout: (part) => {
        text += part;
      },
    });
    expect(await py.run('sum(price(s) for s in skus)', { inputs: { skus: ['a', 'bb'] } })).toBe(3);
    expect(await py.run('import shop; [shop.later(2), shop.name]')).toEqual([4, 'shop']);
    expect(await py.run('open("/data/a.txt").read()')).toBe('hello');
    expect(await py.run('import datetime; str(datetime.date.today())')).toBe('2026-01-01');
    expect(await py.run('{1: {2}, "x": (b"a", None, 10**30)}')).toEqual(
      new Map<unknown, unknown>([
        [1, new Set([2])],
        ['x', [new Uint8Array([97]), null, 10n ** 30n]],
      ]),
    );
    const result = await py.tryRun('print("out")\n1 / 0');
    expect(result).toMatchObject({ ok: false, stdout: 'out\n', error: { kind: 'python', type: 'ZeroDivisionError' } });
    expect(result.usage.instructions).toBeGreaterThan(0);
    expect(text).toBe('out\n');
    expect(() => py.runSync('1')).toThrow(/synchron/);
  });

  it('has handles, globals and errors', async () => {
    const py = await create();
    const handle = (await py.run('class C:\n  def f(self, x): return [self is c, x]\nc = C()\nc')) as PyHandle;
    const method = (await py.getAttr(handle, 'f')) as PyHandle;
    expect(await py.call(method, [5])).toEqual([true, 5]);
    expect(await py.run('h is c', { inputs: { h: handle } })).toBe(true);
    expect(await py.repr((await py.run('range(2)')) as PyHandle)).toBe('range(0, 2)');
    await py.globals.set('x', [1, { a: 2 }]);
    expect(await py.globals.get('x')).toEqual([1, new Map([['a', 2]])]);
    expect(await py.globals.names()).toContain('x');
    expect(await py.globals.delete('x')).toBe(true);
    expect(await py.globals.has('x')).toBe(false);
    const error = (await failure(py.run('def f(): raise KeyError("k")\nf()'))) as PythonError;
    expect(error).toBeInstanceOf(PythonError);
    expect(error.frames.map((frame) => frame.line)).toEqual([2, 1]);
    expect(await py.run('type(e).__name__', { inputs: { e: error.object } })).toBe('KeyError');
    expect(await failure(py.run('x = = 1'))).toBeInstanceOf(PythonSyntaxError);
    expect(
      await failure(py.run('bad()', { functions: { bad: () => Promise.reject(new Error('secret')) } })),
    ).toMatchObject({
      type: 'RuntimeError',
      text: 'the host function failed',
    });
  });

  it('obeys limits and signals', async () => {
    const limited = await create({ limits: { instructions: 10_000 } });
    expect(await failure(limited.run('while True: pass'))).toMatchObject({ kind: 'limit', limit: 'instructions' });
    expect(limited.isDead).toBe(true);
    const waiting = await create({ functions: { never: () => new Promise(() => {}) } });
    expect(await failure(waiting.run('never()', { signal: AbortSignal.timeout(30) }))).toMatchObject({
      kind: 'limit',
      limit: 'cancelled',
    });
    const closed = await create();
    const running = failure(closed.run('while True: pass'));
    await closed.close();
    expect(await running).toMatchObject({ kind: 'limit' });
  });

  it('is ended when its heap is full', async () => {
    const py = await create({ workerHeapMb: 64, limits: { memoryBytes: Number.POSITIVE_INFINITY } });
    const error = await failure(py.run('x = []\nwhile True: x.append([1.5] * 1000)'));
    expect(error).toMatchObject({ kind: 'limit', limit: 'memory' });
  });

  it('cannot ask its host what to forbid', async () => {
    expect(await failure(create({ onAudit: () => 'deny' }))).toMatchObject({ kind: 'vm', code: 'unsupported' });
  });
});
