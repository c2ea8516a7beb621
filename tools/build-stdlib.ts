/**
 * This file makes dist/stdlib.bin, the library archive, from the standard library that the npm package pyodide carries:
 * the last step of `npm run build`. It does nothing when the archive is up to date.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { MAGIC, writePyc } from '../src/bytecode/pyc.js';
import { sourceHash } from '../src/bytecode/source-hash.js';
import { compile } from '../src/compiler/compile.js';
import { type ArchiveEntry, LIBRARY_ROOT, sourcePath, writeArchive } from '../src/importing/archive/format.js';
import { SyntaxErrorInfo } from '../src/syntax/errors/syntax-error-info.js';
import { parse } from '../src/syntax/parser/parse.js';
import { mended } from './library-fixes.js';
import { readZip } from './zip.js';

/** Members of the zip file that are no part of the archive; docs/library-archive.md gives the reasons. */
const EXCLUDED = [/^_?pyodide\//, /^site-packages\//, /^_sysconfigdata__emscripten/, /^_?ssl\.py$/, /^webbrowser\.py$/];

/** Modules that CPython freezes: tracebacks name them by module, and show no source lines. */
const FROZEN: ReadonlySet<string> = new Set(
  (
    'abc codecs io _collections_abc _sitebuiltins genericpath ntpath posixpath os site stat ' +
    'importlib._bootstrap importlib._bootstrap_external importlib.util importlib.machinery runpy zipimport ' +
    '__hello__ __phello__ __phello__.ham __phello__.ham.eggs __phello__.spam'
  ).split(' '),
);

const tool = fileURLToPath(import.meta.url);
const compiled = join(dirname(tool), '../src');
const ownLibrary = join(dirname(tool), '../../src/importing/python');
const target = join(dirname(tool), '../../dist/stdlib.bin');
const require = createRequire(import.meta.url);

const zip = readFileSync(require.resolve('pyodide/python_stdlib.zip'));
const python = (require('pyodide/pyodide-lock.json') as { info: { python: string } }).info.python;
const fingerprint = digestOfInputs();

if (existsSync(target) && readFileSync(target).subarray(0, 500).includes(fingerprint)) {
  console.log('library archive: up to date');
} else {
  const started = performance.now();
  const entries = libraryEntries();
  const archive = writeArchive({ python, magic: MAGIC, fingerprint }, entries);
  writeFileSync(target, archive);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`library archive: ${entries.length} modules, ${archive.length} bytes, ${seconds} s`);
}

/** Changes whenever the library, the compiler or this tool changes. */
function digestOfInputs(): string {
  const hash = createHash('sha256').update(zip).update(readFileSync(tool));
  hash.update(readFileSync(join(dirname(tool), 'library-fixes.js')));
  for (const layer of ['values', 'source', 'syntax', 'bytecode', 'compiler', 'importing/archive']) {
    const folder = join(compiled, layer);
    if (!existsSync(folder)) continue;
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));
    for (const file of files.sort()) hash.update(file).update(readFileSync(join(folder, file)));
  }
  for (const file of ownFiles()) hash.update(file).update(readFileSync(join(ownLibrary, file)));
  return hash.digest('hex');
}

/** Our own modules, as paths below their folder. */
function ownFiles(): string[] {
  const files = readdirSync(ownLibrary, { recursive: true, encoding: 'utf8' }).map((path) =>
    path.replaceAll('\\', '/'),
  );
  return files.filter((path) => path.endsWith('.py')).sort();
}

function libraryEntries(): ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  for (const [path, shipped] of readZip(zip)) {
    if (!path.endsWith('.py') || EXCLUDED.some((pattern) => pattern.test(path))) continue;
    const isPackage = path.endsWith('/__init__.py');
    const name = path.replace(isPackage ? /\/__init__\.py$/ : /\.py$/, '').replaceAll('/', '.');
    const source = mended(name, shipped);
    entries.push({
      name,
      isPackage,
      pyc: compileModule(
        source,
        FROZEN.has(name) ? `<frozen ${name}>` : `${LIBRARY_ROOT}/${sourcePath(name, isPackage)}`,
      ),
      source: deflateRawSync(source, { level: 9 }),
      sourceSize: source.length,
    });
  }
  // Our own Python code: the parts of the machine that are simplest as Python.
  for (const file of ownFiles()) {
    const source = readFileSync(join(ownLibrary, file));
    const isPackage = file.endsWith('/__init__.py');
    const name = file.replace(isPackage ? /\/__init__\.py$/ : /\.py$/, '').replaceAll('/', '.');
    entries.push({
      name,
      isPackage,
      pyc: compileModule(source, `${LIBRARY_ROOT}/${file}`),
      source: deflateRawSync(source, { level: 9 }),
      sourceSize: source.length,
    });
  }
  return entries;
}

/** The module as a `.pyc` that its source's hash vouches for, without being checked when it is loaded. */
function compileModule(source: Uint8Array, filename: string): Uint8Array {
  try {
    const code = compile(parse(source, { filename, fromFile: true }), { filename });
    return writePyc(code, { kind: 'hash', hash: sourceHash(source), checkSource: false });
  } catch (error) {
    const what = error instanceof SyntaxErrorInfo ? `line ${error.lineno}: ${String(error.msg)}` : error;
    throw new Error(`library archive: ${filename} cannot be compiled: ${what}`, { cause: error });
  }
}
