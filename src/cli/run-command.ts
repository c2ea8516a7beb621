/** This file is the command `pyvm run`: programs with limits and grants, one machine each. */
import { readFileSync, realpathSync, writeSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { inflateRawSync } from 'node:zlib';
import type { Capabilities, Mount } from '../host/capabilities.js';
import { NodeCodeCache } from '../host/node/node-code-cache.js';
import { NodeFile } from '../host/node/node-file.js';
import { nodeWorld } from '../host/node/node-world.js';
import { type Outcome, runProgram } from '../host/program.js';
import { createSandbox } from '../host/sandbox.js';
import type { World } from '../host/world.js';
import type { LibraryArchive } from '../importing/archive/library-archive.js';
import { HostError, O_RDWR } from '../vm/host.js';
import { type Limits, UNLIMITED } from '../vm/limits.js';
import { DENY_DYNAMIC_CODE } from '../vm/policy.js';
import { UsageError } from './options.js';
import { addHostFunctions } from './run-functions.js';
import { parseRunOptions, type RunOptions } from './run-options.js';
import { AuditLog, addToReport, beginReport, exitCode, lastLine, reportLine } from './run-report.js';

/** Limits of memory from here on down leave no room for generous garbage collection. */
const SMALL_MEMORY = 128 * 1024 * 1024;
/** Where a program finds its own file. */
const PROGRAM_FOLDER = '/main';
/** Where a program finds the folders of `--import-path`. */
const IMPORT_FOLDER = '/import';

const USAGE = `usage: pyvm run [--sandbox | -A] [option] ... program [arg] ... [--then program] ...
Limits: --max-memory 64M --max-time 2s --max-instructions N --max-recursion N --max-output 1M --max-host-calls N
Grants: --allow-read P --allow-write P --allow-overlay P --allow-env N --allow-net H:P --allow-clock --allow-random
        --allow-stdin --allow-subprocess --import-path DIR --seed N
Policy: --deny-eval --deny-module M --allow-module M --pycache rw|ro|off
Other:  --jit default|eager|off --report FILE --audit-log FILE
`;

/** Run the words behind `pyvm run`; answers the exit code. `open` opens the library; `plain` runs a program with all rights. */
export function runRestricted(
  argv: readonly string[],
  open: () => LibraryArchive,
  plain: (program: string, args: readonly string[]) => number,
): number {
  let options: RunOptions;
  try {
    options = parseRunOptions(argv);
  } catch (reason) {
    if (!(reason instanceof UsageError)) throw reason;
    writeSync(2, `${reason.message}\n${USAGE}`);
    return 2;
  }
  if (options.all) return plain(options.programs[0] as string, options.args);
  // V8's young generation would take half of a small limit by itself.
  if ((options.limits.memoryBytes ?? Number.POSITIVE_INFINITY) <= SMALL_MEMORY) {
    setFlagsFromString('--semi-space-growth-factor=1');
  }
  const world = nodeWorld();
  const archive = open();
  const log = options.auditLog === null ? null : new AuditLog(options.auditLog);
  if (options.report !== null) beginReport(options.report);
  let first: number | null = null;
  for (const program of options.programs) {
    if (first !== null) {
      output(1)(new TextEncoder().encode('@@THEN\n'));
      // What the program before left must not count as this one's.
      world.memoryProbe?.collect();
    }
    const code = runOne(program, options, world, archive, log);
    first ??= code;
  }
  log?.close();
  return first as number;
}

function runOne(
  path: string,
  options: RunOptions,
  world: World,
  archive: LibraryArchive,
  log: AuditLog | null,
): number {
  let content: Uint8Array;
  try {
    content = readFileSync(path);
  } catch {
    writeSync(2, `pyvm: can't open file '${path}'\n`);
    return 2;
  }
  const shown = `${PROGRAM_FOLDER}/${basename(path)}`;
  const stderr = output(2);
  try {
    const vm = createSandbox({
      archive,
      world,
      inflate: (data) => inflateRawSync(data),
      limits: limitsOf(options),
      capabilities: capabilitiesOf(path, content, options),
      policy: options.denyEval ? DENY_DYNAMIC_CODE : {},
      jit: options.jit,
      stdout: output(1),
      stderr,
      argv: [shown, ...options.args],
      importPath: importFolders(path, options).map((_, i) => `${IMPORT_FOLDER}/${i}`),
      ...(options.pycache === 'off' ? {} : { codeCache: codeCache(path, options) }),
      ...(log === null ? {} : { auditListener: log.listener }),
    });
    addHostFunctions(vm, options.hostFunctions);
    const outcome = runProgram(vm, { path: shown, content });
    report(path, outcome, options, vm.usage());
    const line = lastLine(outcome);
    if (line !== null) stderr(new TextEncoder().encode(`${line}\n`));
    if (outcome.fault !== undefined && process.env['PYVM_DEBUG'] === '1') {
      const { fault } = outcome;
      writeSync(2, `${fault instanceof Error ? fault.stack : String(fault)}\n`);
    }
    log?.flush();
    return exitCode(outcome);
  } catch (reason) {
    if (!(reason instanceof HostError)) throw reason;
    writeSync(2, `pyvm: cannot grant what was asked for (${reason.code})\n`);
    return 2;
  }
}

function report(program: string, outcome: Outcome, options: RunOptions, usage: Parameters<typeof reportLine>[2]): void {
  if (options.report !== null) addToReport(options.report, reportLine(program, outcome, usage));
}

/** Without `--sandbox` a program has no limits but those that were named. */
function limitsOf(options: RunOptions): Partial<Limits> {
  return options.sandbox ? options.limits : { ...UNLIMITED, ...options.limits };
}

function output(fd: 1 | 2): (data: Uint8Array) => void {
  let file: NodeFile | null = null;
  return (data) => {
    try {
      file ??= new NodeFile(fd, O_RDWR, true);
      for (let at = 0; at < data.length; ) at += file.write(data.subarray(at));
    } catch (reason) {
      // Nobody listens any more.
      if (!(reason instanceof HostError)) throw reason;
    }
  };
}

/** Folders of the host that modules come from: those named, and without `--sandbox` the script's own. */
function importFolders(program: string, options: RunOptions): string[] {
  const own = options.sandbox ? [] : [dirname(resolve(program))];
  return [...own, ...options.importPath.map((path) => resolve(path))];
}

function codeCache(program: string, options: RunOptions): NodeCodeCache {
  const folders = importFolders(program, options);
  return new NodeCodeCache(
    new Map(folders.map((folder, i) => [`${IMPORT_FOLDER}/${i}`, folder])),
    options.pycache === 'rw',
  );
}

function capabilitiesOf(program: string, content: Uint8Array, options: RunOptions): Capabilities {
  const files: Mount[] = [
    {
      kind: 'memory',
      at: PROGRAM_FOLDER,
      access: 'read',
      files: new Map([[`/${basename(program)}`, content]]),
    },
  ];
  importFolders(program, options).forEach((path, i) => {
    files.push({ kind: 'folder', at: `${IMPORT_FOLDER}/${i}`, path, access: 'read', only: ['.py'] });
  });
  const mounts = new Map<string, Mount>();
  for (const access of ['read', 'overlay', 'write'] as const) {
    for (const path of options[access]) {
      const at = resolve(path);
      mounts.set(at, { kind: 'folder', at, path: realpathSync(at), access });
    }
  }
  files.push(...mounts.values());
  const hasFiles = mounts.size > 0;
  return {
    files,
    // Relative paths mean what they mean to whoever granted them.
    cwd: hasFiles ? process.cwd() : '/',
    env: environment(options.env),
    clock: options.clock ? { kind: 'real' } : { kind: 'virtual' },
    random: options.random ? { kind: 'real' } : { kind: 'seed', seed: options.seed ?? 0 },
    subprocess: options.subprocess,
    ...(options.net.length === 0 ? {} : { net: options.net }),
    ...(options.stdin || !options.sandbox ? { stdin: new NodeFile(0, O_RDWR, true) } : {}),
    modules: {
      ...(options.allowModules.length === 0 ? {} : { allow: options.allowModules }),
      deny: options.denyModules,
    },
  };
}

function environment(names: readonly string[]): Map<string, string> {
  const out = new Map<string, string>();
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && (names.includes(name) || names.includes('*'))) out.set(name, value);
  }
  return out;
}
