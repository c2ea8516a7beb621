/** This file defines a differential case: a Python program that both interpreters run, and how it is found on disk. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of all cases, one folder an area inside. */
export const CASES = fileURLToPath(new URL('cases', import.meta.url));

/** How the interpreter gets the program: as a file, as text after `-c`, as a module after `-m`, on standard input. */
export type Form = 'file' | '-c' | '-m' | '-';

/**
 * A program that shows one behaviour. Its first comment lines may say how it is run: `# args: …`, `# stdin: …`, `# options: …`
 * before the program, `# as: -c` (or `-m`, `-`).
 */
export interface Case {
  /** `area/behaviour`. */
  readonly name: string;
  /** Path of the program. */
  readonly path: string;
  readonly source: string;
  /** Words before the program on the command line. */
  readonly options: readonly string[];
  readonly form: Form;
  /** Words after the program on the command line. */
  readonly args: readonly string[];
  /** What standard input holds; every `# stdin:` line gives one line. */
  readonly stdin: string;
  /** Files below the area's folders, which the program may import or open: path below the area, text. */
  readonly support: ReadonlyMap<string, string>;
  /** Changes with anything that the outcome depends on. */
  readonly hash: string;
}

/** All cases whose name contains `pattern`, in the order of their names. */
export function findCases(pattern = ''): Case[] {
  return readdirSync(CASES)
    .sort()
    .flatMap(casesOfArea)
    .filter(({ name }) => name.includes(pattern));
}

function casesOfArea(area: string): Case[] {
  const folder = join(CASES, area);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: false }).sort();
  const support = new Map<string, string>();
  for (const path of paths) {
    if (path.includes('/') && /\.\w+$/.test(path) && !path.endsWith('.pyc')) {
      support.set(path, readFileSync(join(folder, path), 'utf8'));
    }
  }
  return paths
    .filter((path) => path.endsWith('.py') && !path.includes('/'))
    .map((path) => readCase(`${area}/${path.slice(0, -3)}`, join(folder, path), support));
}

function readCase(name: string, path: string, support: ReadonlyMap<string, string>): Case {
  const source = readFileSync(path, 'utf8');
  const lines = source.split('\n');
  const header = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('#')),
  );
  const values = (key: string) =>
    header.filter((line) => line.startsWith(`# ${key}:`)).map((line) => line.slice(key.length + 3).replace(/^ /, ''));
  const words = (key: string) => values(key).flatMap((line) => line.split(' '));
  const hash = createHash('sha256').update(source);
  for (const [file, text] of support) hash.update(`\0${file}\0`).update(text);
  return {
    name,
    path,
    source,
    options: words('options'),
    form: (values('as')[0] ?? 'file') as Form,
    args: words('args'),
    stdin: values('stdin')
      .map((line) => `${line}\n`)
      .join(''),
    support,
    hash: hash.digest('hex').slice(0, 16),
  };
}
