/**
 * This file measures what embedding costs: the first instance, a fresh one, a trivial run, a host call, a wait, a worker.
 * `npm run bench:embed`; needs a build. Times of the processor stand beside those of the clock, for busy machines.
 */
import type * as api from '../src/api/index.js';

const { Python } = (await import(new URL('../dist/api/index.js', import.meta.url).href)) as typeof api;

/** Do something many times; tell what one takes. */
async function measure(name: string, count: number, once: () => unknown): Promise<void> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  for (let i = 0; i < count; i++) await once();
  const wall = ((performance.now() - began) / count) * 1000;
  const { user, system } = process.cpuUsage(cpu);
  const spent = (user + system) / count;
  const text = (us: number): string =>
    (us >= 1000 ? `${(us / 1000).toFixed(2)} ms` : `${us.toFixed(1)} µs`).padStart(11);
  console.log(`${name.padEnd(36)}${text(wall)}${text(spent)} of processor time`);
}

let py = await Python.create();
await measure('the first instance', 1, async () => {
  py = await Python.create();
});
await measure('warming up', 30, () => Python.create());
await measure('a fresh instance', 100, () => Python.create());
await measure("a fresh instance and 'import json'", 5, async () => (await Python.create()).run('import json'));
await measure('warming up', 2000, () => py.run('1 + 1'));
await measure("run('1 + 1')", 5000, () => py.run('1 + 1'));
await measure("runSync('1 + 1')", 5000, () => py.runSync('1 + 1'));
await measure('call of a Python function', 5000, () => py.call('abs', [-1]));
let n = 0;
await measure('run of a source never seen before', 1000, () => py.run(`x = ${n++}\nx * 2`));
const calls = 10_000;
const source = `for _ in range(${calls}): f(1)`;
await measure(`${calls} calls of a host function`, 3, () => py.run(source, { functions: { f: (x: number) => x } }));
await measure(`${calls / 10} waits for a promise`, 3, () =>
  py.run(`for _ in range(${calls / 10}): f(1)`, { functions: { f: async (x: number) => x } }),
);
await measure('a worker', 3, async () => (await Python.create({ isolate: 'worker' })).close());
