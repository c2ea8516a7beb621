/** This file runs what the command line asks for. */
import { closeSync, openSync, readSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { nodeHost } from '../host/node/node-host.js';
import { type ArchiveSource, LibraryArchive } from '../importing/archive/library-archive.js';
import { LIBRARY_ROOT } from '../importing/archive/format.js';
import { LibraryFiles } from '../importing/library-files.js';
import { startMachine } from '../importing/start.js';
import { Raised } from '../objects/exceptions/raised.js';
import { type Configuration, DEFAULT_CONFIGURATION } from '../vm/configuration.js';
import { LimitExceeded } from '../vm/limits.js';
import type { Machine } from '../vm/machine.js';
import { openStandardStreams } from './streams.js';
import { finish, reportUncaught } from './finish.js';
import { type CommandLine, parseCommandLine, UsageError } from './options.js';
import { runTarget } from './targets.js';

/** The library archive beside the compiled program, read by offset. */
class FileArchiveSource implements ArchiveSource {
  private fd: number | null = null;
  constructor(private readonly path: string) {}

  read(offset: number, length: number): Uint8Array {
    this.fd ??= openSync(this.path, 'r');
    const buffer = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const count = readSync(this.fd, buffer, done, length - done, offset + done);
      if (count === 0) throw new Error('library archive: unexpected end of data');
      done += count;
    }
    return buffer;
  }

  close(): void {
    if (this.fd !== null) closeSync(this.fd);
    this.fd = null;
  }
}

/** Open the archive that the build put beside the compiled program. */
export function openLibrary(): LibraryArchive {
  const beside = fileURLToPath(new URL('../stdlib.bin', import.meta.url));
  const path = beside.includes('/src/') ? beside.replace('/src/', '/dist/') : beside;
  return LibraryArchive.open(new FileArchiveSource(path));
}

function environmentValue(line: CommandLine, name: string): string | undefined {
  return line.ignoreEnvironment ? undefined : process.env[name] || undefined;
}

/** What the machine is told, from options and environment. */
export function configurationOf(line: CommandLine): Configuration {
  const env = (name: string): string | undefined => environmentValue(line, name);
  const stdlib = line.xOptions.get('stdlib') ?? (env('PYTHONHOME') === undefined ? undefined : `${env('PYTHONHOME')}/lib/python3.14`);
  const stdlibDir = typeof stdlib === 'string' ? stdlib : LIBRARY_ROOT;
  const pythonPath = env('PYTHONPATH')?.split(':') ?? [];
  const prefix = line.xOptions.get('pycache_prefix');
  const optimize = Math.min(2, line.optimize || Number(env('PYTHONOPTIMIZE') ?? 0) || (env('PYTHONOPTIMIZE') === undefined ? 0 : 1));
  const { target } = line;
  const argv0 =
    target.kind === 'command' ? '-c' : target.kind === 'module' ? '-m' : target.kind === 'file' ? target.path : target.kind === 'stdin' ? '-' : '';
  const executable = process.argv[1] ?? '';
  return {
    ...DEFAULT_CONFIGURATION,
    argv: [argv0, ...line.args],
    origArgv: [executable, ...process.argv.slice(2)],
    executable,
    path: [...pythonPath, stdlibDir],
    prefix: stdlibDir.replace(/\/lib\/python3\.14\/?$/, '') || '/',
    stdlibDir,
    platform: process.platform,
    warnOptions: [...(env('PYTHONWARNINGS')?.split(',') ?? []), ...line.warnings],
    xOptions: line.xOptions,
    inspect: line.inspect || env('PYTHONINSPECT') !== undefined,
    interactive: line.inspect,
    optimize: optimize as 0 | 1 | 2,
    dontWriteBytecode: line.dontWriteBytecode || env('PYTHONDONTWRITEBYTECODE') !== undefined,
    noUserSite: line.noUserSite,
    noSite: line.noSite,
    ignoreEnvironment: line.ignoreEnvironment,
    verbose: line.verbose,
    bytesWarning: line.bytesWarning,
    quiet: line.quiet,
    hashRandomization: env('PYTHONHASHSEED') !== '0',
    isolated: line.isolated,
    devMode: line.xOptions.has('dev') || env('PYTHONDEVMODE') !== undefined,
    safePath: line.safePath || env('PYTHONSAFEPATH') !== undefined,
    pycachePrefix: typeof prefix === 'string' ? prefix : (env('PYTHONPYCACHEPREFIX') ?? null),
    checkHashPycs: line.checkHashPycs,
  };
}

/** Run a command line and answer the exit code. */
export function runCommandLine(argv: readonly string[]): number {
  let line: CommandLine;
  try {
    line = parseCommandLine(argv);
  } catch (reason) {
    if (!(reason instanceof UsageError)) throw reason;
    process.stderr.write(`${reason.message}\nusage: pyvm [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry \`pyvm -h' for more information.\n`);
    return 2;
  }
  if (line.show !== null) {
    process.stdout.write(line.show === 'help' ? HELP : 'Python 3.14.2 (pyvm)\n');
    return 0;
  }
  const archive = openLibrary();
  const host = nodeHost();
  const files = new LibraryFiles(host.files, archive, (data) => inflateRawSync(data));
  let vm: Machine;
  try {
    vm = startMachine({ host: { ...host, files }, configuration: configurationOf(line) }, archive);
    openStandardStreams(vm, line.unbuffered);
  } catch (reason) {
    process.stderr.write(`Fatal Python error: init_sys_streams: ${describe(reason)}\n`);
    return 1;
  }
  return execute(vm, line);
}

function execute(vm: Machine, line: CommandLine): number {
  let status = 0;
  try {
    status = runTarget(vm, line);
  } catch (reason) {
    if (reason instanceof Raised) status = reportUncaught(vm, reason);
    else if (reason instanceof LimitExceeded) {
      process.stderr.write(`pyvm: limit ${reason.kind}\n`);
      return 101;
    } else throw reason;
  }
  return finish(vm, status);
}

function describe(reason: unknown): string {
  if (reason instanceof Raised) {
    const { exception } = reason;
    return `${exception.type.name}: ${exception.args.items.map(String).join(', ')}`;
  }
  throw reason;
}

const HELP = `usage: pyvm [option] ... [-c cmd | -m mod | file | -] [arg] ...
Options (and corresponding environment variables):
-b     : issue warnings about converting bytes/bytearray to str (-bb: issue errors)
-B     : don't write .pyc files on import; also PYTHONDONTWRITEBYTECODE=x
-c cmd : program passed in as string (terminates option list)
-E     : ignore PYTHON* environment variables (such as PYTHONPATH)
-h     : print this help message and exit (also -? or --help)
-i     : inspect interactively after running script; also PYTHONINSPECT=x
-I     : isolate from the user's environment (implies -E, -P and -s)
-m mod : run library module as a script (terminates option list)
-O     : remove assert and __debug__-dependent statements; also PYTHONOPTIMIZE=x
-OO    : do -O changes and also discard docstrings
-P     : don't prepend a potentially unsafe path to sys.path; also PYTHONSAFEPATH
-q     : don't print version and copyright messages on interactive startup
-s     : don't add user site directory to sys.path; also PYTHONNOUSERSITE=x
-S     : don't imply 'import site' on initialization
-u     : force the stdout and stderr streams to be unbuffered
-v     : verbose (trace import statements)
-V     : print the version number and exit (also --version)
-W arg : warning control; arg is action:message:category:module:lineno
-x     : skip first line of source
-X opt : set implementation-specific option (stdlib=DIR, pycache_prefix=DIR, dev, …)
--check-hash-based-pycs always|default|never
file   : program read from script file (.py source or .pyc)
-      : program read from stdin
arg ...: arguments passed to program in sys.argv[1:]
`;
