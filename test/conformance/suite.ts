/** This file finds CPython's test suite, which is no part of the project: a folder `Lib` that holds `test`. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where `npm run conformance -- --fetch` puts CPython 3.14 and its tests. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'pyvm', 'cpython-3.14');
}

/**
 * The library folder of a CPython 3.14 with tests: the one that is named, `$PYVM_CPYTHON_LIB`, the fetched one, or null.
 */
export function findSuite(named: string | undefined): string | null {
  const candidates = [named, process.env.PYVM_CPYTHON_LIB, join(cacheFolder(), 'usr/lib/python3.14')];
  for (const folder of candidates) {
    if (folder === undefined) continue;
    if (existsSync(join(folder, 'test/test_grammar.py'))) return folder;
    if (folder === named) throw new Error(`${folder}: no test/test_grammar.py there`);
  }
  return null;
}
