import { it } from 'vitest';
import { Python } from '../../src/api/index.js';
it('x', async () => {
  const py = await Python.create({ clock: 'real' });
  const r = await py.tryRun('import asyncio\nasync def main(): await asyncio.sleep(0.05)\nasyncio.run(main())');
  console.log(r.ok, (r as any).error?.traceback, r.usage, r.stderr);
});
