/**
 * This file compares our trees with CPython's, positions included:
 * `npx tsx tools/compare-syntax.ts PYTHON3.14 FILE_OR_FOLDER...` prints each file that differs, and the speed of parsing.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ASDL, asdlConstructors } from '../src/syntax/ast/asdl.js';
import { SyntaxErrorInfo } from '../src/syntax/errors/syntax-error-info.js';
import { parse } from '../src/syntax/parser/parse.js';
import { PyComplex, PyFloat } from '../src/values/float.js';
import type { Value } from '../src/values/object.js';
import { PyBytes } from '../src/values/sequences.js';
import { Ellipsis, None } from '../src/values/singletons.js';
import { codePointsOf, isStr, type Str, strFromUtf16 } from '../src/values/str.js';

/** Writes one JSON file a source: a node is [class, fields..., positions], a constant is a string that starts with its type. */
const DUMP = String.raw`
import ast, json, re, struct, sys, unicodedata, warnings
warnings.simplefilter('ignore')
sys.setrecursionlimit(100000)
def points(v): return ','.join(format(ord(c), 'x') for c in v)
def const(v):
    if v is None or v is Ellipsis or v is True or v is False: return repr(v)
    if isinstance(v, int): return 'i%x' % v
    if isinstance(v, float): return 'f' + struct.pack('>d', v).hex()
    if isinstance(v, complex): return 'c' + struct.pack('>dd', v.real, v.imag).hex()
    return 's' + points(v) if isinstance(v, str) else 'b' + v.hex()
def conv(n):
    if not isinstance(n, ast.AST): return n if not isinstance(n, str) else points(n)
    r = [type(n).__name__]
    for f in n._fields:
        v = getattr(n, f, None)
        constant = f == 'value' and isinstance(n, (ast.Constant, ast.MatchSingleton)) or f == 'str'
        r.append(const(v) if constant else [conv(x) for x in v] if isinstance(v, list) else conv(v))
    return r + [n.lineno, n.col_offset, n.end_lineno, n.end_col_offset] if n._attributes else r
names = {}
for i, path in enumerate(json.load(open(sys.argv[1]))):
    source = open(path, 'rb').read()
    try: tree = conv(ast.parse(source))
    except (SyntaxError, ValueError): tree = None
    json.dump(tree, open('%s.%d' % (sys.argv[1], i), 'w'))
    for name in re.findall(rb'\\N\{([^}]*)\}', source):
        try: names[name.decode().upper()] = ord(unicodedata.lookup(name.decode()))
        except (KeyError, TypeError, UnicodeError): pass
json.dump(names, open(sys.argv[1] + '.names', 'w'))
`;

const CONSTRUCTORS = asdlConstructors();
const SIMPLE = new Set(ASDL.filter((type) => type.shape === 'simple').map((type) => type.name));

function hexOf(...values: number[]): string {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, i) => void view.setFloat64(8 * i, value));
  return [...new Uint8Array(view.buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const points = (text: Str): string => [...codePointsOf(text)].map((point) => point.toString(16)).join(',');

function constant(value: Value): string {
  if (value === None) return 'None';
  if (value === Ellipsis) return 'Ellipsis';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' || typeof value === 'bigint') return `i${value.toString(16)}`;
  if (value instanceof PyFloat) return `f${hexOf(value.value)}`;
  if (value instanceof PyComplex) return `c${hexOf(value.real, value.imag)}`;
  if (value instanceof PyBytes) return `b${[...value.data].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  return `s${points(value as Str)}`;
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  if (value === null || typeof value === 'number') return value;
  // Identifiers are UTF-16.
  if (isStr(value)) return points(typeof value === 'string' ? strFromUtf16(value) : value);
  const node = value as Record<string, unknown>;
  const { type, fields } = CONSTRUCTORS.get(node.kind as string) as NonNullable<ReturnType<typeof CONSTRUCTORS.get>>;
  const out: unknown[] = [node.kind];
  for (const field of fields) {
    const member = node[field.property];
    if (field.type === 'constant') out.push(constant(member as Value));
    else if (SIMPLE.has(field.type)) out.push(Array.isArray(member) ? member.map((name) => [name]) : [member]);
    else out.push(convert(member));
  }
  return type.positioned ? [...out, node.lineno, node.col_offset, node.end_lineno, node.end_col_offset] : out;
}

function pythonFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).sort();
  return names.flatMap((name) => {
    const inner = join(path, name);
    return statSync(inner).isDirectory() ? pythonFiles(inner) : name.endsWith('.py') ? [inner] : [];
  });
}

function compare(python: string, files: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'syntax-'));
  try {
    const list = join(folder, 'files');
    writeFileSync(list, JSON.stringify(files));
    execFileSync(python, ['-c', DUMP, list], { stdio: 'inherit' });
    const names = new Map(Object.entries(JSON.parse(readFileSync(`${list}.names`, 'utf8')) as Record<string, number>));
    const lookupName = (name: string): number | undefined => names.get(name.toUpperCase());
    let same = 0;
    let lines = 0;
    let time = 0;
    files.forEach((file, i) => {
      const source = new Uint8Array(readFileSync(file));
      const start = performance.now();
      let ours: unknown = null;
      try {
        ours = parse(source, { filename: file, lookupName });
      } catch (error) {
        if (!(error instanceof SyntaxErrorInfo)) throw error;
      }
      time += performance.now() - start;
      for (const byte of source) if (byte === 10) lines++;
      const theirs = JSON.stringify(JSON.parse(readFileSync(`${list}.${i}`, 'utf8')));
      if (JSON.stringify(ours === null ? null : convert(ours)) === theirs) same++;
      else console.log(`differs: ${file}`);
    });
    console.log(`${same} of ${files.length} files have the same tree; ${Math.round((lines / time) * 1000)} lines/s`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [python, ...paths] = process.argv.slice(2);
if (python === undefined || paths.length === 0) console.log('usage: compare-syntax.ts PYTHON3.14 FILE_OR_FOLDER...');
else compare(python, paths.flatMap(pythonFiles));
