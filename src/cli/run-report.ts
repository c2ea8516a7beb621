/** This file writes what the host knows of a run: the report, a line of JSON a program, and the audit log. */
import { appendFileSync, closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import type { Outcome } from '../host/program.js';
import { PyFloat } from '../values/float.js';
import type { Value } from '../values/object.js';
import { PyBytes, PyTuple } from '../values/sequences.js';
import { None } from '../values/singletons.js';
import { isStr, strToUtf16 } from '../values/str.js';
import type { Usage } from '../vm/limits.js';

/** Exit codes of the limits. */
const LIMIT_CODES: ReadonlyMap<string, number> = new Map([
  ['time', 100],
  ['instructions', 101],
  ['memory', 102],
  ['output', 103],
  ['recursion', 104],
  ['host-calls', 108],
  ['cancelled', 109],
]);

/** The exit code of the command for a program that ended so. */
export function exitCode(outcome: Outcome): number {
  switch (outcome.outcome) {
    case 'limit':
      return LIMIT_CODES.get(outcome.limit as string) ?? 100;
    case 'denied':
      return 105;
    case 'rejected':
      return 106;
    case 'internal-error':
      return 120;
    default:
      return outcome.status;
  }
}

/** The last line on stderr after anything but an ordinary end; null: none. */
export function lastLine(outcome: Outcome): string | null {
  switch (outcome.outcome) {
    case 'limit':
      return `pyvm: limit ${outcome.limit}`;
    case 'denied':
      return 'pyvm: denied';
    case 'rejected':
      return 'pyvm: rejected';
    case 'internal-error':
      return 'pyvm: internal error';
    default:
      return null;
  }
}

/** The report's line for one program. */
export function reportLine(program: string, outcome: Outcome, usage: Usage): string {
  return JSON.stringify({
    program,
    outcome: outcome.outcome,
    limit: outcome.outcome === 'limit' ? outcome.limit : null,
    exception: outcome.exception,
    exit: exitCode(outcome),
    wall_ms: Math.round(usage.wallMs * 10) / 10,
    instructions: usage.instructions,
    peak_bytes: usage.peakBytes,
    output_bytes: usage.outputBytes,
  });
}

/** Begin a report file. */
export function beginReport(path: string): void {
  writeFileSync(path, '');
}

/** Add a line to the report. */
export function addToReport(path: string, line: string): void {
  appendFileSync(path, `${line}\n`);
}

/** Bytes after which the audit log ends, so that a program cannot fill the disk through it. */
const LOG_LIMIT = 64 * 1024 * 1024;
/** Characters of an argument that are shown. */
const ARGUMENT_LENGTH = 200;

/** The host's log of audit events: a line an event, which the program can neither remove nor forge. */
export class AuditLog {
  private readonly fd: number;
  private written = 0;
  private waiting = '';

  constructor(path: string) {
    this.fd = openSync(path, 'w');
  }

  readonly listener = (event: string, args: readonly Value[], isRaised: boolean): void => {
    if (this.written > LOG_LIMIT) return;
    this.waiting += `${isRaised ? 'sys.audit ' : ''}${JSON.stringify(event).slice(1, -1)} ${JSON.stringify(args.map(shown))}\n`;
    if (this.waiting.length > 65536) this.flush();
  };

  flush(): void {
    if (this.waiting === '') return;
    this.written += this.waiting.length;
    writeSync(this.fd, this.waiting);
    this.waiting = '';
    if (this.written > LOG_LIMIT) writeSync(this.fd, 'pyvm: the log is full\n');
  }

  close(): void {
    this.flush();
    closeSync(this.fd);
  }
}

/** A value without running any code of the program. */
function shown(value: Value): unknown {
  if (value === None) return null;
  if (typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value === 'bigint') return value < 1n << 64n && value > -(1n << 64n) ? String(value) : '<int>';
  if (isStr(value)) return cut(strToUtf16(value));
  if (value instanceof PyFloat) return String(value.value);
  if (value instanceof PyBytes) return `<bytes: ${value.data.length}>`;
  if (value instanceof PyTuple) return value.items.length > 16 ? '<tuple>' : value.items.map(shownFlat);
  return shownFlat(value);
}

function shownFlat(value: Value): unknown {
  if (typeof value === 'object' && !isStr(value) && value !== None) return '<object>';
  return shown(value);
}

function cut(text: string): string {
  return text.length > ARGUMENT_LENGTH ? `${text.slice(0, ARGUMENT_LENGTH)}…` : text;
}
