/** This file narrows a file system: to reading only, or to files with certain names. */
import {
  type DirectoryEntry,
  type FileStat,
  type FileSystem,
  HostError,
  O_ACCMODE,
  O_CREAT,
  O_RDONLY,
  O_TRUNC,
  type OpenFile,
  S_IFDIR,
  S_IFMT,
} from '../vm/host.js';

/** A file system that cannot be changed. */
export class ReadOnlyFiles implements FileSystem {
  constructor(
    private readonly base: FileSystem,
    /** Only files whose names end so, and folders; null: all. */
    private readonly only: readonly string[] | null = null,
  ) {}

  private shows(name: string): boolean {
    return this.only === null || this.only.some((suffix) => name.endsWith(suffix));
  }

  private check(path: string, follow: boolean): FileStat {
    const stat = this.base.stat(path, follow);
    if ((stat.mode & S_IFMT) !== S_IFDIR && !this.shows(path)) throw new HostError('EACCES');
    return stat;
  }

  cwd(): string {
    return this.base.cwd();
  }

  chdir(path: string): void {
    this.base.chdir(path);
  }

  open(path: string, flags: number, mode: number): OpenFile {
    if ((flags & O_ACCMODE) !== O_RDONLY || (flags & (O_CREAT | O_TRUNC)) !== 0) throw new HostError('EACCES');
    if (this.only !== null) this.check(path, true);
    return new ReadOnlyFile(this.base.open(path, flags, mode));
  }

  stat(path: string, follow: boolean): FileStat {
    return this.check(path, follow);
  }

  listDirectory(path: string): DirectoryEntry[] {
    return this.base.listDirectory(path).filter(({ name, kind }) => kind === 'directory' || this.shows(name));
  }

  readlink(path: string): string {
    return this.base.readlink(path);
  }

  access(path: string, mode: number): boolean {
    return (mode & 2) === 0 && this.shows(path) && this.base.access(path, mode);
  }

  mkdir(): never {
    throw new HostError('EACCES');
  }

  rmdir(): never {
    throw new HostError('EACCES');
  }

  unlink(): never {
    throw new HostError('EACCES');
  }

  rename(): never {
    throw new HostError('EACCES');
  }

  symlink(): never {
    throw new HostError('EACCES');
  }

  link(): never {
    throw new HostError('EACCES');
  }

  chmod(): never {
    throw new HostError('EACCES');
  }

  chown(): never {
    throw new HostError('EACCES');
  }

  utimes(): never {
    throw new HostError('EACCES');
  }

  truncate(): never {
    throw new HostError('EACCES');
  }

  umask(): number {
    return 0o022;
  }
}

/** An open file of which only the content can be had: its permissions and times cannot be changed through it. */
class ReadOnlyFile implements OpenFile {
  constructor(private readonly base: OpenFile) {}

  read(buffer: Uint8Array): number {
    return this.base.read(buffer);
  }

  write(): never {
    throw new HostError('EBADF');
  }

  readAt(buffer: Uint8Array, position: number): number {
    return this.base.readAt(buffer, position);
  }

  writeAt(): never {
    throw new HostError('EBADF');
  }

  seek(offset: number, whence: 0 | 1 | 2): number {
    return this.base.seek(offset, whence);
  }

  truncate(): never {
    throw new HostError('EINVAL');
  }

  sync(): void {}

  stat(): FileStat {
    return this.base.stat();
  }

  chmod(): never {
    throw new HostError('EACCES');
  }

  utimes(): never {
    throw new HostError('EACCES');
  }

  isTerminal(): boolean {
    return false;
  }

  terminalSize(): null {
    return null;
  }

  readable(): boolean {
    return this.base.readable();
  }

  writable(): boolean {
    return false;
  }

  close(): void {
    this.base.close();
  }
}
