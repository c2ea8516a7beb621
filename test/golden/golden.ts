/** This file defines a golden program: a text file that holds Python source, a line `---` and CPython's disassembly. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of all golden programs, one folder a family of constructs inside. */
export const PROGRAMS = fileURLToPath(new URL('programs', import.meta.url));

const SEPARATOR = '---\n';

/** A small program and the bytecode that CPython makes of it. */
export interface Golden {
  /** `family/construct`. */
  readonly name: string;
  readonly path: string;
  readonly source: string;
  /** The text of `dis.dis`, without addresses; empty before CPython was asked. */
  readonly bytecode: string;
  /** The bytecode is shown with positions instead of lines: the source's first line is `# positions`. */
  readonly showPositions: boolean;
}

/** All golden programs in the order of their names. */
export function findGoldens(): Golden[] {
  const files = readdirSync(PROGRAMS, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.txt'));
  return files.sort().map((file) => {
    const path = join(PROGRAMS, file);
    const text = readFileSync(path, 'utf8');
    const at = text.indexOf(SEPARATOR);
    const source = at < 0 ? text : text.slice(0, at);
    const bytecode = at < 0 ? '' : text.slice(at + SEPARATOR.length);
    return { name: file.slice(0, -4), path, source, bytecode, showPositions: source.startsWith('# positions\n') };
  });
}

/** The text of a golden file. */
export function goldenText(source: string, bytecode: string): string {
  return source + SEPARATOR + bytecode;
}
