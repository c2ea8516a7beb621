/** This file proves the layering of src/: imports go from later layers to earlier ones only, and never in a circle. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, it } from 'vitest';

const LAYERS = 'values source syntax bytecode compiler objects vm jit modules importing host api cli'.split(' ');
const MAY_REACH_NODE = /^(host\/(node|browser)|cli)\//;

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isType: boolean;
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'));

const imports: Import[] = files.flatMap((from) => {
  const text = readFileSync(`src/${from}`, 'utf8');
  const statements = [...text.matchAll(/^(?:import|export)\s+(type\s+)?([^'";]*?from\s*)?'([^']+)'/gm)];
  const calls = [...text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)];
  return [
    ...statements.map((match) => ({ from, to: resolve(from, match[3]!), isType: match[1] !== undefined })),
    ...calls.map((match) => ({ from, to: resolve(from, match[1]!), isType: false })),
  ];
});

function resolve(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
}

const layerOf = (file: string) => LAYERS.indexOf(file.split('/')[0]!);
const inside = (path: string) => files.includes(path);
const show = (found: Import[]) => found.map(({ from, to }) => `${from} imports ${to}`);

it('puts every file into a layer', () => {
  expect(files.filter((file) => layerOf(file) < 0)).toEqual([]);
});

it('imports only files that exist', () => {
  expect(show(imports.filter(({ to }) => to.endsWith('.ts') && !inside(to)))).toEqual([]);
});

it('imports only from its own layer and earlier ones, types included', () => {
  expect(show(imports.filter(({ from, to }) => inside(to) && layerOf(to) > layerOf(from)))).toEqual([]);
});

it('reaches node: only from host/node, host/browser and cli', () => {
  expect(show(imports.filter(({ from, to }) => to.startsWith('node:') && !MAY_REACH_NODE.test(from)))).toEqual([]);
});

it('has no circle of imports that exist at run time', () => {
  const targets = new Map(files.map((file) => [file, [] as string[]]));
  for (const { from, to, isType } of imports) {
    if (!isType && inside(to)) targets.get(from)!.push(to);
  }
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  const visit = (file: string, path: string[]): void => {
    if (state.get(file) === 'open') circles.push([...path.slice(path.indexOf(file)), file].join(' > '));
    if (state.has(file)) return;
    state.set(file, 'open');
    for (const target of targets.get(file)!) visit(target, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});
