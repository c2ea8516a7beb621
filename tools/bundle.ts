/**
 * This file makes dist/pyvm.cjs, the command line in one file, and V8's compiled code for it: a step of `npm run build`.
 * The modules in dist stay for those who import the package.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const dist = join(root, 'dist');

// The wrapper takes what a CommonJS module takes, and the URL that import.meta.url has in the loader.
await build({
  entryPoints: [join(root, 'src/cli/run.ts')],
  outfile: join(dist, 'pyvm.cjs'),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  charset: 'ascii',
  minifyWhitespace: true,
  minifySyntax: true,
  ignoreAnnotations: true,
  define: { 'import.meta.url': '__bundleUrl' },
  banner: { js: '(function (exports, require, module, __bundleUrl) {' },
  footer: { js: '})' },
  logLevel: 'warning',
});

// Compiled code is taken after a run, so that it holds the functions that a start needs.
for (const name of readdirSync(dist)) if (/^pyvm-.*\.cache/.test(name)) unlinkSync(join(dist, name));
const program = 'import traceback, re, collections';
spawnSync(process.execPath, [join(dist, 'cli/main.js'), '-I', '-c', program], { stdio: 'ignore' });
console.log('bundle: dist/pyvm.cjs');
