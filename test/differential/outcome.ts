/** This file defines what a case shows to the outside, made comparable between interpreters. */

/** What a program wrote and how it ended. A signal counts as a shell counts it: 128 and its number. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/**
 * Paths differ between interpreters, everything else counts: `casePaths` (the case's folder in any spelling) become
 * `<case>`, folders that hold a standard library become `<stdlib>`, and so do addresses of objects: `0x…`.
 */
export function normalise(outcome: Outcome, casePaths: readonly string[]): Outcome {
  const text = (raw: string) =>
    casePaths
      .reduce((result, path) => result.replaceAll(path, '<case>'), raw)
      .replace(/(["' ])[^"'\s]*\/(python314\.zip|lib\/python3\.14|Lib)\//g, '$1<stdlib>/')
      .replace(/ at 0x[0-9a-fA-F]+/g, ' at 0x…');
  return { stdout: text(outcome.stdout), stderr: text(outcome.stderr), exitCode: outcome.exitCode };
}

/** Whether two outcomes are the same in every byte. */
export function sameOutcome(a: Outcome, b: Outcome): boolean {
  return a.stdout === b.stdout && a.stderr === b.stderr && a.exitCode === b.exitCode;
}

/** For people: each stream that differs, from its first line that differs. */
export function describeDifference(expected: Outcome, actual: Outcome): string {
  const parts: string[] = [];
  if (expected.exitCode !== actual.exitCode)
    parts.push(`exit code: ${expected.exitCode} expected, ${actual.exitCode} got`);
  for (const stream of ['stdout', 'stderr'] as const) {
    if (expected[stream] === actual[stream]) continue;
    const wanted = expected[stream].split('\n');
    const got = actual[stream].split('\n');
    const first = wanted.findIndex((line, i) => line !== got[i]);
    const at = first < 0 ? wanted.length : first;
    const show = (lines: string[], mark: string) => lines.slice(at, at + 12).map((line) => `  ${mark} ${line}`);
    parts.push(`${stream} from line ${at + 1}:`, ...show(wanted, '-'), ...show(got, '+'));
  }
  return parts.join('\n');
}
