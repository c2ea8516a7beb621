/** This file makes the machine's configuration from the options and the environment, as CPython's PyConfig_Read does. */
import { closeSync, openSync, readSync } from 'node:fs';
import { LIBRARY_ROOT } from '../importing/archive/format.js';
import { type Configuration, DEFAULT_CONFIGURATION } from '../vm/configuration.js';
import type { CommandLine } from './options.js';

/** A setting that CPython refuses to start with: `where` names the step of the start, the exit code is 1. */
export class StartError {
  constructor(
    readonly where: string,
    readonly message: string,
  ) {}
}

/** A variable `PYTHON*` of the environment; an empty one counts as unset, and so do all under `-E`. */
export function environmentValue(line: CommandLine, name: string): string | undefined {
  return line.ignoreEnvironment ? undefined : process.env[name] || undefined;
}

const MAX_DIGITS = 0x7fffffff;

function digitLimit(line: CommandLine): number {
  const fault = 'invalid limit; must be >= 640 or 0 for unlimited.';
  const read = (text: string, source: string): number => {
    const value = /^[+-]?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (!(value === 0 || (value >= 640 && value <= MAX_DIGITS))) {
      throw new StartError('config_init_int_max_str_digits', `${source}: ${fault}`);
    }
    return value;
  };
  let limit = DEFAULT_CONFIGURATION.intMaxStrDigits;
  const variable = environmentValue(line, 'PYTHONINTMAXSTRDIGITS');
  if (variable !== undefined) limit = read(variable, 'PYTHONINTMAXSTRDIGITS');
  const option = line.xOptions.get('int_max_str_digits');
  if (option !== undefined) limit = read(option === true ? '' : option, '-X int_max_str_digits');
  return limit;
}

/** PYTHONHASHSEED as a number; undefined: hashes differ from run to run. */
function fixedSeed(line: CommandLine): number | undefined {
  const text = environmentValue(line, 'PYTHONHASHSEED');
  if (line.randomHashes || text === undefined || text === 'random') return undefined;
  const seed = /^\+?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(seed <= 0xffffffff)) {
    throw new StartError(
      'config_init_hash_seed',
      'PYTHONHASHSEED must be "random" or an integer in range [0; 4294967295]',
    );
  }
  return seed;
}

/** The two words that str hashes start from: those that CPython makes from a seed, or random ones. */
export function hashSeed(line: CommandLine): readonly [bigint, bigint] {
  const seed = fixedSeed(line);
  const bytes = new Uint8Array(16);
  if (seed === undefined) fillRandomly(bytes);
  else if (seed !== 0) {
    let x = seed;
    for (let i = 0; i < bytes.length; i++) {
      x = (Math.imul(x, 214013) + 2531011) >>> 0;
      bytes[i] = (x >>> 16) & 0xff;
    }
  }
  const words = new BigUint64Array(bytes.buffer);
  return [words[0] as bigint, words[1] as bigint];
}

function fillRandomly(bytes: Uint8Array): void {
  try {
    // Node's crypto module takes longer to load than a short program to run.
    const fd = openSync('/dev/urandom', 'r');
    try {
      readSync(fd, bytes);
    } finally {
      closeSync(fd);
    }
  } catch {
    process.getBuiltinModule('node:crypto').randomFillSync(bytes);
  }
}

function warnOptions(line: CommandLine, devMode: boolean): string[] {
  const fromEnvironment = environmentValue(line, 'PYTHONWARNINGS')?.split(',') ?? [];
  const options = [...(devMode ? ['default'] : []), ...fromEnvironment, ...line.warnings];
  if (line.bytesWarning > 0) options.push(`${line.bytesWarning > 1 ? 'error' : 'default'}::BytesWarning`);
  // A repeated option counts where it was given last.
  return options.filter((option, i) => options.lastIndexOf(option) === i);
}

/** A count given by option and by a variable: the variable's number (1 when it is none), the larger of both. */
function level(line: CommandLine, given: number, name: string): number {
  const text = environmentValue(line, name);
  if (text === undefined) return given;
  const value = /^\d+$/.test(text) ? Number(text) : 1;
  return Math.max(given, value);
}

function utf8Mode(line: CommandLine): boolean {
  const option = line.xOptions.get('utf8');
  if (option !== undefined) {
    if (option !== true && option !== '0' && option !== '1') {
      throw new StartError('preconfig_init_utf8_mode', 'invalid -X utf8 option value');
    }
    return option !== '0';
  }
  const variable = environmentValue(line, 'PYTHONUTF8');
  if (variable !== undefined && variable !== '0' && variable !== '1') {
    throw new StartError('preconfig_init_utf8_mode', 'invalid PYTHONUTF8 environment variable value');
  }
  return variable === '1';
}

/** Entries of PYTHONPATH; with site they become absolute and each appears once. */
function searchPath(line: CommandLine, stdlibDir: string): string[] {
  const entries = environmentValue(line, 'PYTHONPATH')?.split(':') ?? [];
  if (line.noSite) return [...entries, stdlibDir];
  const cwd = process.cwd();
  const absolute = entries.map((entry) => normalize(entry.startsWith('/') ? entry : `${cwd}/${entry}`));
  return [...new Set([...absolute, stdlibDir])];
}

function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function firstArgument({ target }: CommandLine): string {
  switch (target.kind) {
    case 'command':
      return '-c';
    case 'module':
      return '-m';
    case 'file':
      return target.path;
    case 'stdin':
      return '-';
    default:
      return '';
  }
}

/** What the machine is told. Throws StartError. */
export function configurationOf(line: CommandLine, program: string): Configuration {
  const env = (name: string): string | undefined => environmentValue(line, name);
  const home = env('PYTHONHOME');
  const stdlib = line.xOptions.get('stdlib') ?? (home === undefined ? undefined : `${home}/lib/python3.14`);
  const stdlibDir = typeof stdlib === 'string' ? stdlib : LIBRARY_ROOT;
  const devMode = line.xOptions.has('dev') || env('PYTHONDEVMODE') !== undefined;
  const prefix = line.xOptions.get('pycache_prefix') ?? env('PYTHONPYCACHEPREFIX');
  return {
    ...DEFAULT_CONFIGURATION,
    argv: [firstArgument(line), ...line.args],
    origArgv: [program, ...process.argv.slice(2)],
    executable: program,
    path: searchPath(line, stdlibDir),
    prefix: stdlibDir.replace(/\/lib\/python3\.14\/?$/, '') || '/',
    stdlibDir,
    platform: process.platform,
    warnOptions: warnOptions(line, devMode),
    xOptions: line.xOptions,
    debug: line.debug || env('PYTHONDEBUG') !== undefined,
    inspect: line.inspect || env('PYTHONINSPECT') !== undefined,
    interactive: line.inspect,
    optimize: Math.min(2, level(line, line.optimize, 'PYTHONOPTIMIZE')) as 0 | 1 | 2,
    dontWriteBytecode: line.dontWriteBytecode || env('PYTHONDONTWRITEBYTECODE') !== undefined,
    noUserSite: line.noUserSite || env('PYTHONNOUSERSITE') !== undefined,
    noSite: line.noSite,
    ignoreEnvironment: line.ignoreEnvironment,
    verbose: level(line, line.verbose, 'PYTHONVERBOSE'),
    bytesWarning: line.bytesWarning,
    quiet: line.quiet,
    hashRandomization: fixedSeed(line) !== 0,
    isolated: line.isolated,
    devMode,
    utf8Mode: utf8Mode(line),
    warnDefaultEncoding: line.xOptions.has('warn_default_encoding') || env('PYTHONWARNDEFAULTENCODING') !== undefined,
    safePath: line.safePath || env('PYTHONSAFEPATH') !== undefined,
    debugRanges: !line.xOptions.has('no_debug_ranges') && env('PYTHONNODEBUGRANGES') === undefined,
    intMaxStrDigits: digitLimit(line),
    pycachePrefix: typeof prefix === 'string' && prefix !== '' ? prefix : null,
    checkHashPycs: line.checkHashPycs,
  };
}
