/** This file defines what a virtual machine may reach outside itself. A capability that is absent is not granted. */

/** What a file is, as `stat` tells it. Times are in nanoseconds. */
export interface FileStat {
  /** Type and permission bits, as `st_mode`. */
  readonly mode: number;
  readonly ino: bigint;
  readonly dev: bigint;
  readonly nlink: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly rdev: number;
  readonly blksize: number;
  readonly blocks: number;
  readonly atimeNs: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

export type EntryKind = 'file' | 'directory' | 'symlink' | 'other';

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: EntryKind;
}

/** Space of a file system, as `statvfs` tells it. */
export interface FileSystemStat {
  readonly blockSize: number;
  readonly blocks: number;
  readonly blocksFree: number;
  readonly blocksAvailable: number;
  readonly files: number;
  readonly filesFree: number;
}

/** A failed system call: `code` is the symbolic name of its errno (`ENOENT`). Not an Error: it captures no stack. */
export class HostError {
  constructor(readonly code: string) {}
}

/** Bits of `st_mode`. */
export const S_IFMT = 0o170000;
export const S_IFSOCK = 0o140000;
export const S_IFLNK = 0o120000;
export const S_IFREG = 0o100000;
export const S_IFDIR = 0o040000;
export const S_IFCHR = 0o020000;
export const S_IFIFO = 0o010000;

/** Open flags, with Linux's values whatever the host is. */
export const O_RDONLY = 0;
export const O_WRONLY = 1;
export const O_RDWR = 2;
export const O_ACCMODE = 3;
export const O_CREAT = 0o100;
export const O_EXCL = 0o200;
export const O_TRUNC = 0o1000;
export const O_APPEND = 0o2000;
export const O_NONBLOCK = 0o4000;
export const O_DIRECTORY = 0o200000;
export const O_NOFOLLOW = 0o400000;
export const O_CLOEXEC = 0o2000000;

export const SEEK_SET = 0;
export const SEEK_CUR = 1;
export const SEEK_END = 2;
export type Whence = typeof SEEK_SET | typeof SEEK_CUR | typeof SEEK_END;

/**
 * An open file, pipe or terminal: what POSIX calls an open file description, with its own position. Methods throw
 * HostError. Descriptor numbers belong to the machine (descriptors.ts), not to the host.
 */
export interface OpenFile {
  /** Reads what is there, up to the buffer's length, at the current position; 0 at the end. */
  read(buffer: Uint8Array): number;
  /** Writes at the current position (at the end for O_APPEND) and answers how many bytes were taken. */
  write(data: Uint8Array): number;
  readAt(buffer: Uint8Array, position: number): number;
  writeAt(data: Uint8Array, position: number): number;
  /** The new position. ESPIPE where there is none. */
  seek(offset: number, whence: Whence): number;
  truncate(size: number): void;
  sync(): void;
  stat(): FileStat;
  chmod(mode: number): void;
  utimes(atimeNs: bigint, mtimeNs: bigint): void;
  isTerminal(): boolean;
  /** Columns and lines of a terminal; null when it is none. */
  terminalSize(): readonly [columns: number, lines: number] | null;
  /** Could a read answer without waiting? */
  readable(): boolean;
  /** Could a write be taken without waiting? */
  writable(): boolean;
  close(): void;
}

/**
 * Files. Paths are absolute or relative to `cwd()`. In paths and names a lone surrogate U+DC80 to U+DCFF stands for a
 * byte that is not UTF-8 (PEP 383). Every method throws HostError.
 */
export interface FileSystem {
  cwd(): string;
  chdir(path: string): void;
  open(path: string, flags: number, mode: number): OpenFile;
  stat(path: string, follow: boolean): FileStat;
  listDirectory(path: string): DirectoryEntry[];
  mkdir(path: string, mode: number): void;
  rmdir(path: string): void;
  unlink(path: string): void;
  rename(from: string, to: string): void;
  readlink(path: string): string;
  symlink(target: string, path: string): void;
  link(from: string, to: string): void;
  chmod(path: string, mode: number): void;
  chown?(path: string, uid: number, gid: number, follow: boolean): void;
  utimes(path: string, atimeNs: bigint, mtimeNs: bigint, follow: boolean): void;
  truncate(path: string, size: number): void;
  /** `mode`: sum of 4 (read), 2 (write), 1 (execute); 0 asks whether the path exists. */
  access(path: string, mode: number): boolean;
  /** The file creation mask after setting it to `mask`: answers the old one. */
  umask(mask: number): number;
  statfs?(path: string): FileSystemStat;
}

/** The time zone at a moment. */
export interface LocalZone {
  /** Seconds east of UTC. */
  readonly offsetSeconds: number;
  /** `CET`, `CEST`. */
  readonly name: string;
  readonly isDst: boolean;
}

/** Clocks, in nanoseconds. */
export interface Clock {
  wallNs(): bigint;
  monotonicNs(): bigint;
  processNs(): bigint;
  /** The local time zone at a moment, in seconds since the epoch. */
  localZone(seconds: number): LocalZone;
  /** Block for this long. Absent where blocking is impossible. */
  sleep?(ns: bigint): void;
  /** Sleeping takes no real time, so that there is no reason to do it in stretches. */
  readonly isVirtual?: boolean;
}

/** Which parts of the network a program may use. */
export interface NetworkGrant {
  /** May it connect to, or listen at, this host and port? Port 0 is any free one. */
  allows(host: string, port: number): boolean;
}

/** Keeps compiled code between runs, out of the program's reach. */
export interface CodeCache {
  /** What was stored for this source file, if it is whole and belongs to this source; undefined: compile it. */
  load(path: string, source: Uint8Array): Uint8Array | undefined;
  store(path: string, source: Uint8Array, code: Uint8Array): void;
}

/** The standard streams, as descriptors 0, 1 and 2. */
export interface Streams {
  readonly stdin: OpenFile | null;
  readonly stdout: OpenFile | null;
  readonly stderr: OpenFile | null;
}

/** One account of the host. */
export interface UserAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly gecos: string;
  readonly home: string;
  readonly shell: string;
}

/** Facts about the host that a program may know. */
export interface Platform {
  /** `sys.platform`. */
  readonly name: string;
  /** `os.uname()`: system, node, release, version, machine. */
  readonly uname: readonly [sysname: string, nodename: string, release: string, version: string, machine: string];
  readonly pid: number;
  readonly ppid: number;
  readonly uid: number;
  readonly gid: number;
  readonly cpuCount: number;
  readonly user: UserAccount | null;
  /** Load averages of 1, 5 and 15 minutes. */
  loadAverage?(): readonly [number, number, number];
}

/** Signals that the host hands on to the machine. */
export interface SignalSource {
  /** Signals are handed on while a program runs, not only between two runs. */
  readonly reachesPrograms: boolean;
  /** Begin (or end, with null) to hand on a signal: `deliver` may be called at any time the host's loop runs. */
  listen(signum: number, deliver: (() => void) | null): void;
  /** Hand on what arrived while the host's loop had no turn. */
  poll?(): void;
  /** Restore the host's own reaction and raise the signal: what a signal without a handler does. */
  raise(signum: number): void;
  /** Send a signal to another process. Throws HostError. */
  kill?(pid: number, signum: number): void;
}

/** A process to run to its end. */
export interface ChildSpec {
  readonly file: string;
  /** The arguments, the name of the program first. */
  readonly args: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  /** The folder to run in; null for the one that the files capability is in. */
  readonly cwd: string | null;
  /** What it reads, or the number of the host's own descriptor that it gets; null for nothing. */
  readonly stdin: Uint8Array | number | null;
  /** Likewise for what it writes: captured, thrown away, or written to the host's descriptor. */
  readonly stdout: 'capture' | number | null;
  /** `stdout` is the same stream, in the order of writing. */
  readonly stderr: 'capture' | 'stdout' | number | null;
}

/** How a process ended. */
export interface ChildResult {
  /** As `waitpid` tells it. */
  readonly status: number;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
}

/** Other processes. */
export interface Processes {
  /** Run a process and wait for its end. Throws HostError when it cannot be started. */
  run(spec: ChildSpec): ChildResult;
  /** The number of the host's own descriptor behind an open file, which a child may share; null for all others. */
  ownDescriptor(file: OpenFile): number | null;
}

/** The capabilities of one machine. */
export interface Host {
  readonly files: FileSystem | null;
  readonly clock: Clock | null;
  readonly streams: Streams;
  /** The variables that the machine starts with. */
  readonly environment: ReadonlyMap<string, string>;
  readonly randomBytes: ((count: number) => Uint8Array) | null;
  readonly platform: Platform;
  readonly signals: SignalSource | null;
  /** Absent: none can be started. */
  readonly processes?: Processes | null;
  /** Addresses that sockets may have; null: none. Absent: sockets inside the machine, as they like. */
  readonly network?: NetworkGrant | null;
  /** Compiled code of modules that are imported from `importRoots`. */
  readonly codeCache?: CodeCache | null;
}
