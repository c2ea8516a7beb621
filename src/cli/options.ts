/** This file reads the command line: the options that `python` has, and what to run. */

/** What the command line asks for. */
export type Target =
  | { readonly kind: 'command'; readonly source: string }
  | { readonly kind: 'module'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stdin' }
  | { readonly kind: 'repl' };

/** When code is compiled to JavaScript: when it is hot, at once, or never. */
export type JitMode = 'default' | 'eager' | 'off';

/** Is this the name of a mode? */
export function isJitMode(text: string | undefined): text is JitMode {
  return text === 'default' || text === 'eager' || text === 'off';
}

/** The command line, read. */
export interface CommandLine {
  target: Target;
  /** `sys.argv` behind its first item. */
  readonly args: string[];
  debug: boolean;
  /** `-R`: random hashes whatever PYTHONHASHSEED says. */
  randomHashes: boolean;
  optimize: number;
  dontWriteBytecode: boolean;
  ignoreEnvironment: boolean;
  noUserSite: boolean;
  noSite: boolean;
  isolated: boolean;
  safePath: boolean;
  inspect: boolean;
  quiet: boolean;
  unbuffered: boolean;
  verbose: number;
  bytesWarning: number;
  skipFirstLine: boolean;
  readonly warnings: string[];
  readonly xOptions: Map<string, string | true>;
  checkHashPycs: 'default' | 'always' | 'never';
  /** `--jit`: null leaves it to PYVM_JIT. */
  jit: JitMode | null;
  /** `--jit-report`: tell at the end what was compiled. */
  jitReport: boolean;
  /** `-V` once or twice, `-h`: print and end. */
  show: 'version' | 'long-version' | 'help' | null;
}

/** A command line that cannot be read; `message` is for stderr, the exit code is 2. */
export class UsageError {
  constructor(readonly message: string) {}
}

/** Read the arguments behind the program's name. Throws UsageError. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const line: CommandLine = {
    target: { kind: 'repl' },
    args: [],
    debug: false,
    randomHashes: false,
    optimize: 0,
    dontWriteBytecode: false,
    ignoreEnvironment: false,
    noUserSite: false,
    noSite: false,
    isolated: false,
    safePath: false,
    inspect: false,
    quiet: false,
    unbuffered: false,
    verbose: 0,
    bytesWarning: 0,
    skipFirstLine: false,
    warnings: [],
    xOptions: new Map(),
    checkHashPycs: 'default',
    jit: null,
    jitReport: false,
    show: null,
  };
  let at = 0;
  const value = (option: string, rest: string): string => {
    if (rest !== '') return rest;
    const next = argv[at++];
    if (next === undefined) throw new UsageError(`Argument expected for the -${option} option`);
    return next;
  };
  while (at < argv.length) {
    const arg = argv[at] as string;
    if (arg === '-') {
      line.target = { kind: 'stdin' };
      at++;
      break;
    }
    if (!arg.startsWith('-')) {
      line.target = { kind: 'file', path: arg };
      at++;
      break;
    }
    at++;
    if (arg === '--') break;
    if (arg.startsWith('--')) {
      if (arg === '--help' || arg === '--help-all') line.show = 'help';
      else if (arg === '--version') line.show = line.show === 'version' ? 'long-version' : 'version';
      else if (arg === '--check-hash-based-pycs' || arg.startsWith('--check-hash-based-pycs=')) {
        const mode = arg.includes('=') ? arg.slice(arg.indexOf('=') + 1) : argv[at++];
        if (mode === undefined) throw new UsageError('Argument expected for the --check-hash-based-pycs options');
        if (mode !== 'always' && mode !== 'never' && mode !== 'default') {
          throw new UsageError("--check-hash-based-pycs must be one of 'default', 'always', or 'never'");
        }
        line.checkHashPycs = mode;
      } else if (arg === '--jit-report') line.jitReport = true;
      else if (arg === '--jit' || arg.startsWith('--jit=')) {
        const mode = arg.includes('=') ? arg.slice(arg.indexOf('=') + 1) : argv[at++];
        if (!isJitMode(mode)) throw new UsageError("--jit must be one of 'default', 'eager', or 'off'");
        line.jit = mode;
      } else throw new UsageError(`Unknown option: ${arg}`);
      continue;
    }
    for (let i = 1; i < arg.length; i++) {
      const option = arg.charAt(i);
      const rest = arg.slice(i + 1);
      if (option === 'c') {
        line.target = { kind: 'command', source: value('c', rest) };
        line.args.push(...argv.slice(at));
        return line;
      }
      if (option === 'm') {
        line.target = { kind: 'module', name: value('m', rest) };
        line.args.push(...argv.slice(at));
        return line;
      }
      if (option === 'W') {
        line.warnings.push(value('W', rest));
        break;
      }
      if (option === 'X') {
        const [name, ...parts] = value('X', rest).split('=');
        line.xOptions.set(name as string, parts.length === 0 ? true : parts.join('='));
        break;
      }
      applyFlag(line, option);
    }
  }
  line.args.push(...argv.slice(at));
  return line;
}

function applyFlag(line: CommandLine, option: string): void {
  switch (option) {
    case 'b':
      line.bytesWarning++;
      break;
    case 'B':
      line.dontWriteBytecode = true;
      break;
    case 'd':
      line.debug = true;
      break;
    case 'E':
      line.ignoreEnvironment = true;
      break;
    case 'h':
    case '?':
      line.show = 'help';
      break;
    case 'i':
      line.inspect = true;
      break;
    case 'I':
      line.isolated = true;
      line.ignoreEnvironment = true;
      line.noUserSite = true;
      line.safePath = true;
      break;
    case 'O':
      line.optimize++;
      break;
    case 'P':
      line.safePath = true;
      break;
    case 'q':
      line.quiet = true;
      break;
    case 'R':
      line.randomHashes = true;
      break;
    case 's':
      line.noUserSite = true;
      break;
    case 'S':
      line.noSite = true;
      break;
    case 'u':
      line.unbuffered = true;
      break;
    case 'v':
      line.verbose++;
      break;
    case 'V':
      line.show = line.show === 'version' ? 'long-version' : 'version';
      break;
    case 'x':
      line.skipFirstLine = true;
      break;
    default:
      throw new UsageError(`Unknown option: -${option}`);
  }
}
