/** This file makes a machine that may do what it was granted and nothing else: the command line and the API both use it. */
import type { LibraryArchive } from '../importing/archive/library-archive.js';
import { type Inflate, LibraryFiles } from '../importing/library-files.js';
import { addSiteBuiltins } from '../importing/site-builtins.js';
import { openStandardStreams } from '../importing/standard-streams.js';
import { startMachine } from '../importing/start.js';
import { makeJit } from '../jit/jit.js';
import { strFromUtf16 } from '../values/str.js';
import { type Configuration, DEFAULT_CONFIGURATION } from '../vm/configuration.js';
import type { Clock, CodeCache, FileSystem, Host, OpenFile, Platform } from '../vm/host.js';
import { HostError } from '../vm/host.js';
import { type Limits, SANDBOX_LIMITS } from '../vm/limits.js';
import type { Machine } from '../vm/machine.js';
import type { AuditListener, Policy } from '../vm/policy.js';
import type { Capabilities, ClockGrant, Mount } from './capabilities.js';
import { FixedClock, VirtualClock } from './machine-clock.js';
import { GivenStream } from './memory/memory-file.js';
import { MemoryFiles } from './memory/memory-files.js';
import { SeededRandom } from './memory/memory-host.js';
import { MeteredStream, type OutputSink } from './metered-stream.js';
import { type DenialListener, MountedFiles, type MountPoint, normalize } from './mounted-files.js';
import { NamedAddresses } from './network-grant.js';
import { OverlayFiles } from './overlay-files.js';
import { ReadOnlyFiles } from './restricted-files.js';
import type { World } from './world.js';

/** How a sandbox is made. Everything but the library and the world has a default that grants nothing. */
export interface SandboxOptions {
  readonly archive: LibraryArchive;
  readonly inflate: Inflate;
  readonly world: World;
  /** Limits that differ from `SANDBOX_LIMITS`. */
  readonly limits?: Partial<Limits>;
  readonly capabilities?: Capabilities;
  readonly policy?: Policy;
  readonly auditListener?: AuditListener;
  readonly isCancelled?: () => boolean;
  /** Receive output; without, it is thrown away (and counted). */
  readonly stdout?: OutputSink;
  readonly stderr?: OutputSink;
  /** `sys.argv`. */
  readonly argv?: readonly string[];
  /** Folders, as the program sees them, that stand in `sys.path` before the library. */
  readonly importPath?: readonly string[];
  readonly codeCache?: CodeCache;
  /** Whether hot code becomes JavaScript: when it is hot, at its first call, or never. */
  readonly jit?: 'default' | 'eager' | 'off';
  readonly configuration?: Partial<Configuration>;
  /** The import system is started by the first import: such a machine is there at once. */
  readonly deferImports?: boolean;
}

/** Modules that only test Python itself: they reach what programs need not reach. */
const TEST_MODULES = ['_testcapi', '_testinternalcapi', '_testlimitedcapi', '_testmultiphase'];

/** What a program learns of the platform: the same everywhere. */
const PLATFORM: Platform = {
  name: 'linux',
  uname: ['Linux', 'localhost', '0', '0', 'javascript'],
  pid: 1,
  ppid: 0,
  uid: 0,
  gid: 0,
  cpuCount: 1,
  user: null,
};

/**
 * A machine with limits and capabilities, ready to run a program; its limits count from now. `vm.beginRun` begins another
 * run with limits of its own. Throws HostError when a mount cannot be made.
 */
export function createSandbox(options: SandboxOptions): Machine {
  const { archive, world, capabilities = {} } = options;
  const clock = makeClock(capabilities.clock ?? { kind: 'virtual' }, world);
  const out = new MeteredStream(options.stdout ?? (() => {}));
  const err = new MeteredStream(options.stderr ?? (() => {}));
  const random = makeRandom(capabilities, world);
  const denials = new Denials();
  const files = new MountedFiles(
    (capabilities.files ?? []).map((mount) => mounted(mount, world)),
    capabilities.cwd,
    denials.tell,
  );
  const host: Host = {
    files: new LibraryFiles(files, archive, options.inflate),
    clock,
    streams: { stdin: standardInput(capabilities.stdin), stdout: out, stderr: err },
    environment: capabilities.env ?? new Map(),
    randomBytes: random,
    platform: PLATFORM,
    signals: null,
    // A child process has the rights of the embedding process: the grant is the whole of it.
    processes: capabilities.subprocess === true ? world.processes : null,
    network: capabilities.net === undefined ? null : new NamedAddresses(capabilities.net),
    codeCache: options.codeCache ?? null,
  };
  const vm = startMachine(
    {
      host,
      configuration: configurationOf(options),
      hashSeed: hashSeed(random),
      meterClock: world.meterClock,
      ...(world.memoryProbe === null ? {} : { memoryProbe: world.memoryProbe }),
      ...(options.policy === undefined ? {} : { policy: options.policy }),
      ...(options.auditListener === undefined ? {} : { auditListener: options.auditListener }),
      ...(options.isCancelled === undefined ? {} : { isCancelled: options.isCancelled }),
      modules: { ...capabilities.modules, deny: [...TEST_MODULES, ...(capabilities.modules?.deny ?? [])] },
    },
    archive,
    options.deferImports,
    addSiteBuiltins,
  );
  if (clock instanceof VirtualClock || clock instanceof FixedClock) clock.attach(vm);
  out.attach(vm);
  err.attach(vm);
  denials.attach(vm);
  const { jit = 'default' } = options;
  if (jit !== 'off') vm.jit = makeJit(vm, { eager: jit === 'eager' });
  openStandardStreams(vm, false);
  vm.beginRun({ ...SANDBOX_LIMITS, ...options.limits });
  return vm;
}

/** Tells the machine's audit listeners what the host layer denied, before the program learns of it. */
class Denials {
  private vm: Machine | null = null;

  readonly tell: DenialListener = (operation, path) => {
    this.vm?.audit('pyvm.denied', [operation, strFromUtf16(path)]);
  };

  attach(vm: Machine): void {
    this.vm = vm;
  }
}

function configurationOf(options: SandboxOptions): Configuration {
  return {
    ...DEFAULT_CONFIGURATION,
    argv: options.argv ?? [''],
    executable: '',
    path: [...(options.importPath ?? []), DEFAULT_CONFIGURATION.stdlibDir],
    dontWriteBytecode: true,
    noUserSite: true,
    ignoreEnvironment: true,
    isolated: true,
    safePath: true,
    ...options.configuration,
  };
}

function makeClock(grant: ClockGrant, world: World): Clock | null {
  switch (grant.kind) {
    case 'real':
      return world.clock;
    case 'virtual':
      return new VirtualClock(grant.startNs);
    case 'fixed':
      return new FixedClock(grant.atNs);
    default:
      return grant.clock;
  }
}

function makeRandom(capabilities: Capabilities, world: World): ((count: number) => Uint8Array) | null {
  const grant = capabilities.random ?? { kind: 'seed', seed: 0 };
  if (grant.kind === 'real') return world.randomBytes;
  const random = new SeededRandom(grant.seed);
  return (count) => random.bytes(count);
}

/** Hashes of str are as random as everything else. */
function hashSeed(random: ((count: number) => Uint8Array) | null): readonly [bigint, bigint] {
  if (random === null) return [0n, 0n];
  const bytes = random(16);
  const view = new DataView(bytes.buffer, bytes.byteOffset, 16);
  return [view.getBigUint64(0, true), view.getBigUint64(8, true)];
}

function standardInput(stdin: Capabilities['stdin']): OpenFile {
  if (stdin === undefined) return new GivenStream(new Uint8Array(0));
  if (typeof stdin === 'string') return new GivenStream(new TextEncoder().encode(stdin));
  return stdin instanceof Uint8Array ? new GivenStream(stdin) : stdin;
}

function mounted(mount: Mount, world: World): MountPoint {
  const base = mountedFiles(mount, world);
  const only = mount.kind === 'folder' ? (mount.only ?? null) : null;
  const files = mount.access === 'read' || only !== null ? new ReadOnlyFiles(base, only) : overlaid(base, mount);
  return { at: normalize(mount.at, '/'), files };
}

function overlaid(base: FileSystem, mount: Mount): FileSystem {
  return mount.access === 'overlay' ? new OverlayFiles(base) : base;
}

function mountedFiles(mount: Mount, world: World): FileSystem {
  if (mount.kind === 'custom') return mount.files;
  if (mount.kind === 'memory') {
    const files = new MemoryFiles(null, mount.space ?? 64 * 1024 * 1024);
    for (const [path, content] of mount.files ?? []) files.addFile(path.startsWith('/') ? path : `/${path}`, content);
    return files;
  }
  if (world.folder === null) throw new HostError('ENOSYS');
  return world.folder(mount.path);
}
