/**
 * This file defines the committed lists of the conformance run: which files of CPython's tests count, how many methods pass in
 * CPython, which do not, and which do not pass here yet.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A file of CPython's tests. */
export interface Unit {
  /** `test.test_abc`. */
  readonly module: string;
  /** `core` (language and types), `pure` (library in Python) or `native` (library that is C in CPython). */
  readonly group: string;
  /** How many methods pass in CPython; 0 when it was not asked. */
  readonly passes: number;
  /** Part of the selection that takes less than three minutes. */
  readonly fast: boolean;
}

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

function lines(name: string): string[] {
  if (!existsSync(path(name))) return [];
  return readFileSync(path(name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** Replace what follows the opening comment. */
function replaceLines(name: string, content: readonly string[]): void {
  const text = readFileSync(path(name), 'utf8');
  const comment = text.split('\n').filter((line) => line.startsWith('#'));
  writeFileSync(path(name), `${[...comment, ...content].join('\n')}\n`);
}

/** The files that count: `MODULE GROUP PASSES [fast]` a line. */
export function readUnits(): Unit[] {
  return lines('files.txt').map((line) => {
    const [module = '', group = '', passes = '0', fast] = line.split(' ');
    return { module, group, passes: Number(passes), fast: fast === 'fast' };
  });
}

/** Write the list of files anew. */
export function writeUnits(units: readonly Unit[]): void {
  replaceLines(
    'files.txt',
    units.map(({ module, group, passes, fast }) => `${module} ${group} ${passes}${fast ? ' fast' : ''}`),
  );
}

/** A list of methods, by module: `MODULE METHOD` a line. */
export class MethodList {
  private readonly methods = new Map<string, Set<string>>();

  constructor(private readonly file: 'known-failures.txt' | 'not-in-cpython.txt') {
    for (const line of lines(file)) {
      const at = line.indexOf(' ');
      this.of(line.slice(0, at)).add(line.slice(at + 1));
    }
  }

  /** The methods of one module; may be changed. */
  of(module: string): Set<string> {
    let methods = this.methods.get(module);
    if (methods === undefined) {
      methods = new Set();
      this.methods.set(module, methods);
    }
    return methods;
  }

  save(): void {
    const all = [...this.methods].flatMap(([module, methods]) => [...methods].map((method) => `${module} ${method}`));
    replaceLines(this.file, all.sort());
  }
}
