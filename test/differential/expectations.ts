/** This file defines the stored answers of the oracle, one JSON file an area, so that a test run need not ask again. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Case } from './case.js';
import { ORACLE_VERSION } from './oracle.js';
import type { Outcome } from './outcome.js';

const FOLDER = fileURLToPath(new URL('expected', import.meta.url));

interface AreaFile {
  readonly oracle: string;
  readonly cases: Record<string, Outcome & { readonly hash: string }>;
}

/** What CPython showed for each case, by the case's name. An answer is valid for one source text and one oracle version. */
export class Expectations {
  private readonly stored = new Map<string, Outcome & { readonly hash: string }>();

  constructor() {
    if (!existsSync(FOLDER)) return;
    for (const file of readdirSync(FOLDER)) {
      const area = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as AreaFile;
      if (area.oracle !== ORACLE_VERSION) continue;
      for (const [name, expected] of Object.entries(area.cases)) this.stored.set(name, expected);
    }
  }

  /** The stored answer, or undefined when there is none for this version of the case. */
  get(case_: Case): Outcome | undefined {
    const stored = this.stored.get(case_.name);
    if (stored?.hash !== case_.hash) return undefined;
    return { stdout: stored.stdout, stderr: stored.stderr, exitCode: stored.exitCode };
  }

  set(case_: Case, { stdout, stderr, exitCode }: Outcome): void {
    this.stored.set(case_.name, { hash: case_.hash, exitCode, stdout, stderr });
  }

  /** Write all answers that belong to `cases`; answers for cases that are gone are dropped. */
  save(cases: readonly Case[]): void {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER);
    const areas = groupByArea(cases);
    for (const [area, members] of areas) {
      const entries = members.map(({ name }) => [name, this.stored.get(name)] as const).filter(([, stored]) => stored);
      const file = { oracle: ORACLE_VERSION, cases: Object.fromEntries(entries) };
      writeFileSync(join(FOLDER, `${area}.json`), `${JSON.stringify(file, undefined, 1)}\n`);
    }
  }
}

function groupByArea(cases: readonly Case[]): Map<string, Case[]> {
  const areas = new Map<string, Case[]>();
  for (const case_ of cases) {
    const area = dirname(case_.name);
    const members = areas.get(area);
    if (members) members.push(case_);
    else areas.set(area, [case_]);
  }
  return areas;
}
