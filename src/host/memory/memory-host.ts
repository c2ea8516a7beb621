/** This file puts together a host that reaches nothing outside: files, clock, random numbers and streams in memory. */
import type { Clock, Host, LocalZone } from '../../vm/host.js';
import { CapturedStream, GivenStream } from './memory-file.js';
import { MemoryFiles } from './memory-files.js';

/** A clock that only moves when the program looks at it or sleeps, the same in every run. */
export class VirtualClock implements Clock {
  private elapsedNs = 0n;

  constructor(
    /** Wall time at the start, in nanoseconds since the epoch. */
    private readonly startNs = 1_735_689_600_000_000_000n,
    /** What each look costs. */
    private readonly tickNs = 1_000n,
  ) {}

  private tick(): bigint {
    this.elapsedNs += this.tickNs;
    return this.elapsedNs;
  }

  wallNs(): bigint {
    return this.startNs + this.tick();
  }

  monotonicNs(): bigint {
    return this.tick();
  }

  processNs(): bigint {
    return this.tick();
  }

  localZone(): LocalZone {
    return { offsetSeconds: 0, name: 'UTC', isDst: false };
  }

  sleep(ns: bigint): void {
    if (ns > 0n) this.elapsedNs += ns;
  }
}

/** Random bytes that a seed determines (sfc32): not for secrets. */
export class SeededRandom {
  private a: number;
  private b = 0x9e3779b9 | 0;
  private c = 0x243f6a88 | 0;
  private counter = 1;

  constructor(seed: number) {
    this.a = seed | 0;
    for (let i = 0; i < 15; i++) this.next();
  }

  private next(): number {
    const t = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + t;
    this.c |= 0;
    return t;
  }

  bytes(count: number): Uint8Array {
    const out = new Uint8Array(count);
    let word = 0;
    for (let i = 0; i < count; i++) {
      if ((i & 3) === 0) word = this.next();
      out[i] = word & 0xff;
      word >>>= 8;
    }
    return out;
  }
}

export interface MemoryHostOptions {
  /** Files by absolute path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly stdin?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  readonly seed?: number;
}

/** A host in memory, and what a program wrote to its streams. */
export class MemoryHost implements Host {
  readonly files: MemoryFiles;
  readonly clock: Clock;
  readonly stdout = new CapturedStream();
  readonly stderr = new CapturedStream();
  readonly streams: Host['streams'];
  readonly environment: ReadonlyMap<string, string>;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly signals = null;
  readonly platform: Host['platform'] = {
    name: 'linux',
    uname: ['Linux', 'localhost', '0', '0', 'javascript'],
    pid: 1,
    ppid: 0,
    uid: 0,
    gid: 0,
    cpuCount: 1,
    user: { name: 'user', uid: 0, gid: 0, gecos: '', home: '/', shell: '' },
  };

  constructor(options: MemoryHostOptions = {}) {
    this.clock = options.clock ?? new VirtualClock();
    this.files = new MemoryFiles(this.clock);
    for (const [path, content] of Object.entries(options.files ?? {})) this.files.addFile(path, content);
    const stdin = options.stdin ?? '';
    this.streams = {
      stdin: new GivenStream(typeof stdin === 'string' ? new TextEncoder().encode(stdin) : stdin),
      stdout: this.stdout,
      stderr: this.stderr,
    };
    this.environment = new Map(Object.entries(options.environment ?? {}));
    const random = new SeededRandom(options.seed ?? 0);
    this.randomBytes = (count) => random.bytes(count);
  }
}
