/** This file tests that a file which a program never closed holds what was written. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('a file that is never closed is written out at the end', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pyvm-'));
  try {
    const path = join(folder, 'out.txt');
    const main = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
    execFileSync(process.execPath, [main, '-c', 'import sys; f = open(sys.argv[1], "w"); f.write("kept")', path]);
    expect(readFileSync(path, 'utf8')).toBe('kept');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
