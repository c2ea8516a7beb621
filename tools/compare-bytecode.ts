/**
 * This file compares the code objects that pyvm compiles with those of a native CPython 3.14, field by field.
 *
 *     npx tsx tools/compare-bytecode.ts --python PYTHON [--optimize 0] [--every N] FILE_OR_DIRECTORY...
 *
 * Prints the first field that differs of every file that is not identical, and totals. `--every N` takes each N-th file.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dumps } from '../src/bytecode/marshal/writer.js';
import { compile } from '../src/compiler/compile.js';
import { parse } from '../src/syntax/parser/parse.js';

/** Compares marshalled code with what CPython compiles from the same file. One line for each file: path, ours. */
const COMPARE = `
import marshal, sys, types, warnings
warnings.simplefilter('ignore')
FIELDS = ('name qualname firstlineno argcount posonlyargcount kwonlyargcount nlocals flags varnames cellvars freevars '
          'names consts code stacksize exceptiontable linetable').split()

def key(v):
    if isinstance(v, types.CodeType): return 'code'
    if isinstance(v, (tuple, list)): return type(v).__name__, tuple(map(key, v))
    if isinstance(v, frozenset): return 'frozenset', tuple(sorted(map(repr, map(key, v))))
    if isinstance(v, slice): return 'slice', key((v.start, v.stop, v.step))
    return type(v).__name__, repr(v)

def compare(a, b, found):
    for field in FIELDS:
        x, y = getattr(a, 'co_' + field), getattr(b, 'co_' + field)
        if key(x) != key(y):
            found.append((a.co_qualname, field, x, y))
            break
    for x, y in zip(a.co_consts, b.co_consts):
        if isinstance(x, types.CodeType) and isinstance(y, types.CodeType): compare(x, y, found)

same = total = 0
for line in sys.stdin:
    path, ours = line.rstrip('\\n').split('\\t')
    with open(path, 'rb') as f: source = f.read()
    try: expected = compile(source, path, 'exec', dont_inherit=True, optimize=int(sys.argv[1]))
    except (SyntaxError, ValueError) as error: expected = error
    with open(ours, 'rb') as f: data = f.read()
    found = []
    if data[:1] == b'!':
        if isinstance(expected, Exception): continue
        found.append(('', 'error', '', data[1:].decode()))
    elif isinstance(expected, Exception): found.append(('', 'error', expected, ''))
    else: compare(expected, marshal.loads(data), found)
    total += 1
    same += not found
    if found:
        name, field, x, y = found[0]
        x, y = [v.hex() if isinstance(v, bytes) else repr(v) for v in (x, y)]
        i = next((i for i, (p, q) in enumerate(zip(x, y)) if p != q), 0)
        print(f'{path}: {len(found)} differ; {name} {field} at {i}\\n    CPython {x[max(0, i-40):i+60]}\\n    pyvm    {y[max(0, i-40):i+60]}')
print(f'{same} of {total} files identical')
`;

function sourceFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).sort();
  return names
    .filter((name) => name !== '__pycache__' && (name.endsWith('.py') || statSync(join(path, name)).isDirectory()))
    .flatMap((name) => sourceFiles(join(path, name)));
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: 'string', default: 'python3.14' },
    optimize: { type: 'string', default: '0' },
    every: { type: 'string', default: '1' },
  },
});
const optimize = Number(values.optimize);
const files = positionals.flatMap(sourceFiles).filter((_, i) => i % Number(values.every) === 0);
const directory = mkdtempSync(join(tmpdir(), 'pyvm-compare-'));
const lines: string[] = [];
const start = performance.now();
for (const [i, file] of files.entries()) {
  const output = join(directory, String(i));
  try {
    const tree = parse(readFileSync(file), { filename: file });
    writeFileSync(output, dumps(compile(tree, { filename: file, optimize })));
  } catch (error) {
    writeFileSync(output, `!${error instanceof Error ? error.stack : JSON.stringify(error)}`);
  }
  lines.push(`${file}\t${output}\n`);
}
const seconds = (performance.now() - start) / 1000;
const result = spawnSync(values.python, ['-c', COMPARE, String(optimize)], {
  input: lines.join(''),
  encoding: 'utf8',
  maxBuffer: 1 << 28,
});
process.stdout.write(result.stdout + result.stderr);
process.stdout.write(`${files.length} files compiled in ${seconds.toFixed(1)} s\n`);
rmSync(directory, { recursive: true });
