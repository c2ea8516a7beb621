/** This file puts together the capabilities of a machine that may do what the Node process may. */
import type { Host, OpenFile, Platform, Streams, UserAccount } from '../../vm/host.js';
import { O_RDWR } from '../../vm/host.js';
import { NodeClock } from './node-clock.js';
import { NodeFile } from './node-file.js';
import { NodeFiles } from './node-files.js';
import { NodeInput } from './node-input.js';
import { NodeProcesses } from './node-processes.js';
import { NodeSignals } from './node-signals.js';

/** Facts about this process, asked for when they are needed: each costs time at start. */
class NodePlatform implements Platform {
  get name(): string {
    return process.platform;
  }

  get uname(): Platform['uname'] {
    const os = process.getBuiltinModule('node:os');
    return [os.type(), os.hostname(), os.release(), os.version(), os.machine()];
  }

  get pid(): number {
    return process.pid;
  }

  get ppid(): number {
    return process.ppid;
  }

  get uid(): number {
    return process.getuid?.() ?? 0;
  }

  get gid(): number {
    return process.getgid?.() ?? 0;
  }

  get cpuCount(): number {
    return process.getBuiltinModule('node:os').cpus().length;
  }

  get user(): UserAccount | null {
    try {
      const found = process.getBuiltinModule('node:os').userInfo();
      return {
        name: found.username,
        uid: found.uid,
        gid: found.gid,
        gecos: '',
        home: found.homedir,
        shell: found.shell ?? '',
      };
    } catch {
      return null;
    }
  }

  loadAverage(): readonly [number, number, number] {
    return process.getBuiltinModule('node:os').loadavg() as [number, number, number];
  }
}

/** A standard stream, or null when the process was started without it. */
function standardStream(fd: number): OpenFile | null {
  try {
    return new NodeFile(fd, O_RDWR, true);
  } catch {
    return null;
  }
}

/** The three streams, opened on first use. */
class NodeStreams implements Streams {
  readonly stdin: OpenFile | null;
  readonly stdout = standardStream(1);
  readonly stderr = standardStream(2);

  constructor(signals: NodeSignals) {
    this.stdin = standardStream(0) === null ? null : new NodeInput(0, O_RDWR, signals);
  }
}

/** Everything that the process may do: the host of the command line. */
export function nodeHost(): Host {
  const environment = new Map<string, string>();
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) environment.set(name, value);
  const signals = new NodeSignals();
  return {
    files: new NodeFiles(),
    clock: new NodeClock(),
    streams: new NodeStreams(signals),
    environment,
    randomBytes: (count) => new Uint8Array(process.getBuiltinModule('node:crypto').randomBytes(count)),
    platform: new NodePlatform(),
    signals,
    processes: new NodeProcesses(),
  };
}
