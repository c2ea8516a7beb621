/** This file reads the command line of `pyvm run`: limits, capabilities, policy, and the programs to run. */
import type { Limits } from '../vm/limits.js';
import { UsageError } from './options.js';

/** What `pyvm run` was told. */
export interface RunOptions {
  /** `--sandbox`: nothing is granted but what is named. Without it the script's folder may be read. */
  sandbox: boolean;
  /** `-A`: everything is granted. */
  all: boolean;
  limits: { -readonly [K in keyof Limits]?: Limits[K] };
  readonly read: string[];
  readonly write: string[];
  readonly overlay: string[];
  /** Names of variables; `*` for all. */
  readonly env: string[];
  readonly net: string[];
  clock: boolean;
  random: boolean;
  seed: number | null;
  stdin: boolean;
  subprocess: boolean;
  readonly importPath: string[];
  readonly hostFunctions: string[];
  denyEval: boolean;
  readonly denyModules: string[];
  readonly allowModules: string[];
  pycache: 'rw' | 'ro' | 'off';
  jit: 'default' | 'eager' | 'off';
  auditLog: string | null;
  report: string | null;
  /** The programs in their order, each in a machine of its own. */
  readonly programs: string[];
  /** `sys.argv[1:]` of the first. */
  readonly args: string[];
}

type Reader = (options: RunOptions, value: string) => void;

const sizeOf = (text: string, option: string): number => {
  if (text === 'none') return Number.POSITIVE_INFINITY;
  const match = /^(\d+(?:\.\d+)?)([KMG]?)$/i.exec(text);
  if (match === null) throw new UsageError(`${option}: a number with K, M or G behind it, not '${text}'`);
  const power = ['', 'K', 'M', 'G'].indexOf((match[2] as string).toUpperCase());
  return Math.floor(Number(match[1]) * 1024 ** power);
};

const countOf = (text: string, option: string): number => {
  if (text === 'none') return Number.POSITIVE_INFINITY;
  const match = /^(\d+(?:\.\d+)?)([KMG]?)$/i.exec(text);
  if (match === null) throw new UsageError(`${option}: a number with K, M or G behind it, not '${text}'`);
  return Math.floor(Number(match[1]) * 1000 ** ['', 'K', 'M', 'G'].indexOf((match[2] as string).toUpperCase()));
};

const millisecondsOf = (text: string, option: string): number => {
  if (text === 'none') return Number.POSITIVE_INFINITY;
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|)$/.exec(text);
  if (match === null) throw new UsageError(`${option}: a time such as 2s or 500ms, not '${text}'`);
  return Number(match[1]) * (match[2] === 'ms' ? 1 : match[2] === 'm' ? 60_000 : 1000);
};

const list = (value: string): string[] => value.split(',').filter((item) => item !== '');

function choice<T extends string>(option: string, value: string, among: readonly T[]): T {
  if (!(among as readonly string[]).includes(value)) throw new UsageError(`${option}: one of ${among.join(', ')}`);
  return value as T;
}

/** Options that have a value, as the next word or behind `=`. */
const VALUED: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['--max-memory', (o, v) => void (o.limits.memoryBytes = sizeOf(v, '--max-memory'))],
  ['--max-time', (o, v) => void (o.limits.wallMs = millisecondsOf(v, '--max-time'))],
  ['--max-instructions', (o, v) => void (o.limits.instructions = countOf(v, '--max-instructions'))],
  ['--max-recursion', (o, v) => void (o.limits.recursion = countOf(v, '--max-recursion'))],
  ['--max-output', (o, v) => void (o.limits.outputBytes = sizeOf(v, '--max-output'))],
  ['--max-host-calls', (o, v) => void (o.limits.hostCalls = countOf(v, '--max-host-calls'))],
  ['--max-int-digits', (o, v) => void (o.limits.intDigits = countOf(v, '--max-int-digits'))],
  ['--allow-read', (o, v) => void o.read.push(...list(v))],
  ['--allow-write', (o, v) => void o.write.push(...list(v))],
  ['--allow-overlay', (o, v) => void o.overlay.push(...list(v))],
  ['--allow-env', (o, v) => void o.env.push(...list(v))],
  ['--allow-net', (o, v) => void o.net.push(...list(v))],
  ['--seed', (o, v) => void (o.seed = countOf(v, '--seed'))],
  ['--import-path', (o, v) => void o.importPath.push(v)],
  ['--host-fn', (o, v) => void o.hostFunctions.push(choice('--host-fn', v, ['echo', 'throw']))],
  ['--deny-module', (o, v) => void o.denyModules.push(...list(v))],
  ['--allow-module', (o, v) => void o.allowModules.push(...list(v))],
  ['--pycache', (o, v) => void (o.pycache = choice('--pycache', v, ['rw', 'ro', 'off']))],
  ['--jit', (o, v) => void (o.jit = choice('--jit', v, ['default', 'eager', 'off']))],
  ['--audit-log', (o, v) => void (o.auditLog = v)],
  ['--report', (o, v) => void (o.report = v)],
  ['--then', (o, v) => void o.programs.push(v)],
]);

const FLAGS: ReadonlyMap<string, (options: RunOptions) => void> = new Map<string, (options: RunOptions) => void>([
  ['--sandbox', (o) => void (o.sandbox = true)],
  ['-A', (o) => void (o.all = true)],
  ['--allow-all', (o) => void (o.all = true)],
  ['--allow-clock', (o) => void (o.clock = true)],
  ['--allow-random', (o) => void (o.random = true)],
  ['--allow-subprocess', (o) => void (o.subprocess = true)],
  ['--allow-stdin', (o) => void (o.stdin = true)],
  ['--deny-eval', (o) => void (o.denyEval = true)],
]);

/** Granted whole when no value is given, as in `--allow-read`. */
const WHOLE: ReadonlyMap<string, (options: RunOptions) => void> = new Map<string, (options: RunOptions) => void>([
  ['--allow-env', (o) => void o.env.push('*')],
  ['--allow-net', (o) => void o.net.push('*')],
]);

/**
 * Read the words behind `run`. Options stand before the program; `--then PROGRAM` may also stand behind it, other words
 * there are the program's own. Throws UsageError.
 */
export function parseRunOptions(argv: readonly string[]): RunOptions {
  const options: RunOptions = {
    sandbox: false,
    all: false,
    limits: {},
    read: [],
    write: [],
    overlay: [],
    env: [],
    net: [],
    clock: false,
    random: false,
    seed: null,
    stdin: false,
    subprocess: false,
    importPath: [],
    hostFunctions: [],
    denyEval: false,
    denyModules: [],
    allowModules: [],
    pycache: 'off',
    jit: 'default',
    auditLog: null,
    report: null,
    programs: [],
    args: [],
  };
  let at = 0;
  for (; at < argv.length; at++) {
    const word = argv[at] as string;
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    const name = equals < 0 ? word : word.slice(0, equals);
    const reader = VALUED.get(name);
    const flag = FLAGS.get(name);
    if (reader !== undefined) {
      const next = argv[at + 1];
      if (equals >= 0) reader(options, word.slice(equals + 1));
      else if (next === undefined || (next.startsWith('--') && WHOLE.has(name))) {
        const whole = WHOLE.get(name);
        if (whole === undefined) throw new UsageError(`Argument expected for ${name}`);
        whole(options);
      } else {
        reader(options, next);
        at++;
      }
    } else if (flag !== undefined && equals < 0) flag(options);
    else if (name.startsWith('-') && word !== '-') throw new UsageError(`Unknown option: ${name}`);
    else if (options.programs.length === 0) options.programs.push(word);
    else options.args.push(word);
  }
  if (options.programs.length === 0) throw new UsageError('a program to run is missing');
  return options;
}
