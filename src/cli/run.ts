/** This file runs what the command line asks for. */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { nodeHost } from '../host/node/node-host.js';
import { type ArchiveSource, LibraryArchive } from '../importing/archive/library-archive.js';
import { finish, INTERRUPTED, reportUncaught } from '../importing/finish.js';
import { LibraryFiles } from '../importing/library-files.js';
import { makeMain, setMainLoader } from '../importing/main-module.js';
import { addSiteBuiltins } from '../importing/site-builtins.js';
import { openStandardStreams } from '../importing/standard-streams.js';
import { startMachine } from '../importing/start.js';
import { makeJit } from '../jit/jit.js';
import { VERSION } from '../modules/sys/info.js';
import { Raised } from '../objects/exceptions/raised.js';
import { bytesWarningLevel } from '../objects/types/bytes/bytes-warning.js';
import { intDigitLimit } from '../objects/types/int/text.js';
import { ImmediateExit } from '../vm/immediate-exit.js';
import { LimitExceeded } from '../vm/limits.js';
import type { Machine } from '../vm/machine.js';
import { configurationOf, environmentValue, hashSeed, StartError } from './configuration.js';
import { helpText } from './help.js';
import { type CommandLine, isJitMode, parseCommandLine, UsageError } from './options.js';
import { runSession } from './repl.js';
import { runStartupFile, showBanner } from './repl-start.js';
import { runRestricted } from './run-command.js';
import { prependPath, runTarget } from './targets.js';

/** Exit code after a bug in pyvm itself. */
const INTERNAL_ERROR = 120;
/** Exit code after a limit that the machine was given. */
const LIMIT_REACHED = 101;

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

/** Run a command line and answer the exit code. */
export function runCommandLine(argv: readonly string[]): number {
  try {
    const program = process.argv[1] ?? 'pyvm';
    if (argv[0] !== 'run') return endOf(runGuarded(argv, program));
    return runRestricted(argv.slice(1), openLibrary, (script, args) => runGuarded([script, ...args], program));
  } catch (reason) {
    if (reason instanceof ImmediateExit) return reason.status & 0xff;
    if (reason instanceof LimitExceeded) {
      process.stderr.write(`pyvm: limit ${reason.kind}\n`);
      return LIMIT_REACHED;
    }
    return internalError(reason);
  }
}

/** The exit code for a status. After Ctrl-C the process ends by the signal itself, so that a shell loop ends as well. */
function endOf(status: number): number {
  if (status === INTERRUPTED && process.platform !== 'win32') {
    process.removeAllListeners('SIGINT');
    process.kill(process.pid, 'SIGINT');
  }
  return status & 0xff;
}

function runGuarded(argv: readonly string[], program: string): number {
  let line: CommandLine;
  try {
    line = parseCommandLine(argv);
  } catch (reason) {
    if (!(reason instanceof UsageError)) throw reason;
    const usage = `usage: ${program} [option] ... [-c cmd | -m mod | file | -] [arg] ...`;
    process.stderr.write(`${reason.message}\n${usage}\nTry \`python -h' for more information.\n`);
    return 2;
  }
  if (line.show !== null) {
    process.stdout.write(line.show === 'help' ? helpText(program) : versionText(line.show === 'long-version'));
    return 0;
  }
  try {
    return execute(start(line, program), line);
  } catch (reason) {
    if (!(reason instanceof StartError)) throw reason;
    process.stderr.write(
      `Fatal Python error: ${reason.where}: ${reason.message}\nPython runtime state: preinitialized\n\n`,
    );
    return 1;
  }
}

function versionText(long: boolean): string {
  return `Python ${VERSION.major}.${VERSION.minor}.${VERSION.micro}${long ? ' (pyvm)' : ''}\n`;
}

function start(line: CommandLine, program: string): Machine {
  const configuration = configurationOf(line, program);
  const archive = openLibrary();
  const host = nodeHost();
  const files = new LibraryFiles(host.files, archive, (data) => inflateRawSync(data));
  const options = { host: { ...host, files }, configuration, hashSeed: hashSeed(line) };
  const vm = startMachine(options, archive, true, setMainLoader);
  const mode = line.jit ?? process.env['PYVM_JIT'] ?? 'default';
  if (!isJitMode(mode)) throw new StartError('config_read', "PYVM_JIT must be one of 'default', 'eager', or 'off'");
  if (mode !== 'off') {
    const jit = makeJit(vm, { eager: mode === 'eager', giveUpSeed: giveUpSeed() });
    vm.jit = jit;
    if (line.jitReport && jit !== null) process.on('exit', () => writeSync(2, jit.report()));
  }
  vm.state(intDigitLimit).digits = configuration.intMaxStrDigits;
  vm.state(bytesWarningLevel).level = configuration.bytesWarning;
  openStandardStreams(vm, line.unbuffered || environmentValue(line, 'PYTHONUNBUFFERED') !== undefined);
  // Filters given by options are set by the library's module; CPython imports it at start for the same reason.
  if (configuration.warnOptions.length > 0) vm.importModule('warnings');
  if (!line.noSite) vm.lateBuiltins = () => addSiteBuiltins(vm);
  return vm;
}

/** PYVM_JIT_GIVE_UP: a number, for tests; compiled code is then left now and then without a reason. */
function giveUpSeed(): number | null {
  const text = process.env['PYVM_JIT_GIVE_UP'];
  return text === undefined ? null : Number(text) | 0;
}

function execute(vm: Machine, line: CommandLine): number {
  let status = 0;
  const main = makeMain(vm);
  const { configuration } = vm;
  const interactive = configuration.interactive || vm.host.streams.stdin?.isTerminal() === true;
  const readsStdin = line.target.kind === 'repl' || line.target.kind === 'stdin';
  const guard = (work: () => number, keepRunning: boolean): number => {
    try {
      return work();
    } catch (reason) {
      if (reason instanceof Raised) return reportUncaught(vm, reason, keepRunning);
      throw reason;
    }
  };
  if (readsStdin && interactive) {
    prependPath(vm, line, '');
    if (!configuration.quiet) showBanner(vm, line.noSite);
    const ended = guard(() => runStartupFile(vm, main, environmentValue(line, 'PYTHONSTARTUP')), false);
    status = ended !== 0 ? ended : runSession(vm, main);
  } else {
    status = guard(() => runTarget(vm, line, main), configuration.inspect);
    const inspect = configuration.inspect || (!line.ignoreEnvironment && vm.host.environment?.get('PYTHONINSPECT'));
    if (inspect && interactive) status = runSession(vm, main);
  }
  return finish(vm, status);
}

/** A JavaScript error came through: a bug in pyvm. Its text says nothing to a Python programmer. */
function internalError(reason: unknown): number {
  process.stderr.write(
    'pyvm: internal error\nThis is a bug in pyvm, not in the program. Please report it together with the program;\n' +
      'PYVM_DEBUG=1 in the environment shows where it happened.\n',
  );
  if (process.env['PYVM_DEBUG'] === '1') {
    process.stderr.write(`${reason instanceof Error ? (reason.stack ?? reason.message) : describe(reason)}\n`);
  }
  return INTERNAL_ERROR;
}

function describe(reason: unknown): string {
  if (!(reason instanceof Raised)) return String(reason);
  const { exception } = reason;
  return `${exception.type.name}: ${exception.args.items.map(String).join(', ')}`;
}
