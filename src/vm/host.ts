/** This file defines what a virtual machine may reach outside itself. A capability that is absent is not granted. */

/** Seconds and nanoseconds of a file's times. */
export interface FileStat {
  readonly mode: number;
  readonly ino: bigint;
  readonly dev: bigint;
  readonly nlink: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly atimeNs: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly birthtimeNs: bigint;
}

export type EntryKind = 'file' | 'directory' | 'symlink' | 'other';

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: EntryKind;
  readonly ino: bigint;
}

/** A failed system call: `errno` by its symbolic name (`ENOENT`). */
export class HostError {
  constructor(
    readonly code: string,
    readonly path: string | null = null,
  ) {}
}

/** Open flags, as on Linux. */
export const O_RDONLY = 0;
export const O_WRONLY = 1;
export const O_RDWR = 2;
export const O_CREAT = 0o100;
export const O_EXCL = 0o200;
export const O_TRUNC = 0o1000;
export const O_APPEND = 0o2000;
export const O_CLOEXEC = 0o2000000;

/** Files. Paths are absolute or relative to `cwd()`; every method throws HostError. */
export interface FileSystem {
  cwd(): string;
  chdir(path: string): void;
  open(path: string, flags: number, mode: number): number;
  close(fd: number): void;
  /** Reads at the current position; 0 at the end. */
  read(fd: number, buffer: Uint8Array): number;
  write(fd: number, data: Uint8Array): number;
  seek(fd: number, offset: number, whence: 0 | 1 | 2): number;
  truncate(fd: number, size: number): void;
  fsync(fd: number): void;
  isatty(fd: number): boolean;
  stat(path: string): FileStat;
  lstat(path: string): FileStat;
  fstat(fd: number): FileStat;
  listDirectory(path: string): DirectoryEntry[];
  mkdir(path: string, mode: number): void;
  rmdir(path: string): void;
  unlink(path: string): void;
  rename(from: string, to: string): void;
  readlink(path: string): string;
  symlink(target: string, path: string): void;
  link(from: string, to: string): void;
  chmod(path: string, mode: number): void;
  utimes(path: string, atimeNs: bigint, mtimeNs: bigint): void;
  access(path: string, mode: number): boolean;
  realpath(path: string): string;
  dup(fd: number): number;
  terminalSize(fd: number): readonly [columns: number, lines: number] | null;
}

/** Clocks, in nanoseconds. */
export interface Clock {
  wallNs(): bigint;
  monotonicNs(): bigint;
  processNs(): bigint;
  /** Minutes east of UTC and zone names at a moment (seconds since the epoch). */
  localZone(seconds: number): { offsetSeconds: number; name: string; isDst: boolean };
  /** Block for this long. Absent where blocking is impossible. */
  sleep?(ns: bigint): void;
}

/** The standard streams. */
export interface Streams {
  writeStdout(data: Uint8Array): void;
  writeStderr(data: Uint8Array): void;
  /** Reads what is available, at least one byte; 0 at the end. */
  readStdin(buffer: Uint8Array): number;
}

/** The capabilities of one machine. */
export interface Host {
  readonly files: FileSystem | null;
  readonly clock: Clock | null;
  readonly streams: Streams;
  readonly environment: ReadonlyMap<string, string> | null;
  setEnvironment?(name: string, value: string | null): void;
  randomBytes: ((count: number) => Uint8Array) | null;
  readonly platform: { readonly name: string; readonly pid: number; readonly uid: number; readonly gid: number; readonly hostname: string };
}
