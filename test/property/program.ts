/** This file makes the program that shows the values of random expressions, and compares what two interpreters show. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pyvm, TIERS } from '../differential/implementation.js';
import type { Oracle } from '../differential/oracle.js';

const PRELUDE = `import json, math, re, struct, unicodedata, warnings
warnings.simplefilter('ignore')
inf, nan = float('inf'), float('nan')

def assign(x, s, value):
    x[s] = value
    return x

def delete(x, s):
    del x[s]
    return x

def found(m):
    return m if m is None or isinstance(m, list) else (m.span(), m.groups())

def dict_steps(steps):
    d, shown = {}, []
    for what, key, value in steps:
        try:
            if what == 'set': d[key] = value
            elif what == 'del': del d[key]
            elif what == 'popitem': shown.append(d.popitem())
            else: shown.append(getattr(d, what)(key, value))
        except (KeyError, TypeError) as error:
            shown.append((type(error).__name__, str(error)))
    return d, shown, list(d.items())

def show(expression):
    try:
        value = eval(expression)
        print(ascii(value), type(value).__name__)
    except Exception as error:
        # The C library has numbers and texts of its own.
        text = '' if isinstance(error, OverflowError) and len(error.args) == 2 else str(error)
        print(ascii(type(error).__name__ + ': ' + text))
`;

/** A program that prints one line for each expression. */
export function programOf(expressions: readonly string[]): string {
  return `${PRELUDE}\n${expressions.map((text) => `show(${JSON.stringify(text)})\n`).join('')}`;
}

/** An expression on which the interpreters differ. */
export interface Disagreement {
  readonly expression: string;
  readonly cpython: string;
  readonly pyvm: string;
  /** A program that shows the difference. */
  readonly program: string;
}

/** Evaluate the expressions in both interpreters. */
export async function compare(oracle: Oracle, expressions: readonly string[]): Promise<Disagreement[]> {
  const source = programOf(expressions);
  const folder = mkdtempSync(join(tmpdir(), 'pyvm-property-'));
  const path = join(folder, 'program.py');
  writeFileSync(path, source);
  const [tier] = TIERS;
  if (tier === undefined) throw new Error('no tier');
  const run = {
    name: 'property/program',
    path,
    source,
    args: [],
    stdin: '',
    options: [],
    form: 'file',
    support: new Map(),
    hash: '',
  } as const;
  const [theirs, ours] = await Promise.all([oracle.run(run), pyvm(tier)(run)]);
  rmSync(folder, { recursive: true });
  if (ours.stderr !== theirs.stderr) throw new Error(`standard error differs:\n${theirs.stderr}\n${ours.stderr}`);
  const expected = theirs.stdout.split('\n');
  const actual = ours.stdout.split('\n');
  return expressions.flatMap((expression, i) =>
    expected[i] === actual[i]
      ? []
      : [{ expression, cpython: expected[i] ?? '', pyvm: actual[i] ?? '', program: programOf([expression]) }],
  );
}
