/** This file gives one folder of the host as a file system that nothing leads out of: no `..`, no link, no race. */
import * as fs from 'node:fs';
import {
  type DirectoryEntry,
  type FileStat,
  type FileSystem,
  HostError,
  O_CREAT,
  O_EXCL,
  O_NOFOLLOW,
  O_TRUNC,
  type OpenFile,
  S_IFDIR,
  S_IFLNK,
  S_IFMT,
} from '../../vm/host.js';
import { system } from './node-errors.js';
import { NodeFiles } from './node-files.js';

/** Symbolic links that one look-up follows. */
const MAX_LINKS = 40;
/** Linux's O_PATH: a handle of a folder that grants nothing but looking up names in it. */
const O_PATH = 0o10000000;
const O_DIRECTORY = 0o200000;

/** A folder that was reached step by step, and a name in it that is no link or need not be followed. */
interface Place {
  /** Path of the folder that cannot be exchanged while it is used. */
  readonly folder: string;
  /** Empty for the root itself. */
  readonly name: string;
  /** Gives the folder's handle back. */
  release(): void;
}

/**
 * A folder of the host, or a single file. Paths are absolute in it. Every step of a path is opened relative to the handle of
 * the step before (through `/proc/self/fd` where the host has it), and links are read and looked up from the folder's own
 * root, so that one exchanged in between leads nowhere else.
 */
export class ConfinedFiles implements FileSystem {
  private readonly files = new NodeFiles();
  private readonly root: string;
  private readonly isFolder: boolean;
  private readonly hasHandles: boolean;

  constructor(path: string) {
    this.root = system(() => fs.realpathSync(path));
    this.isFolder = system(() => fs.statSync(this.root)).isDirectory();
    this.hasHandles = process.platform === 'linux' && fs.existsSync('/proc/self/fd');
  }

  cwd(): string {
    return '/';
  }

  chdir(): never {
    throw new HostError('EPERM');
  }

  /** Where a path leads. `follow`: also when its last name is a link. */
  private locate(path: string, follow: boolean): Place {
    if (!this.isFolder) {
      if (path !== '/') throw new HostError('ENOTDIR');
      return { folder: this.root, name: '', release: () => {} };
    }
    let todo = names(path);
    let links = 0;
    for (;;) {
      const found = this.walk(todo, follow);
      if (!Array.isArray(found)) return found;
      if (++links > MAX_LINKS) throw new HostError('ELOOP');
      todo = found;
    }
  }

  /** Go down a path without links; the names of the path to take instead when a link is met. */
  private walk(parts: readonly string[], follow: boolean): Place | string[] {
    const handles: number[] = [];
    const release = (): void => {
      for (const fd of handles.splice(0)) fs.closeSync(fd);
    };
    try {
      let folder = this.enter(this.root, handles);
      for (let i = 0; i < parts.length; i++) {
        const name = parts[i] as string;
        const isLast = i === parts.length - 1;
        const full = `${folder}/${name}`;
        if (isLast && !follow) return { folder, name, release };
        const stat = fs.lstatSync(full, { throwIfNoEntry: false });
        if (stat === undefined) {
          if (isLast) return { folder, name, release };
          throw new HostError('ENOENT');
        }
        if (stat.isSymbolicLink()) {
          const target = this.files.readlink(full);
          release();
          return this.linkTarget(parts.slice(0, i), target).concat(parts.slice(i + 1));
        }
        if (isLast) return { folder, name, release };
        if (!stat.isDirectory()) throw new HostError('ENOTDIR');
        folder = this.enter(full, handles);
      }
      return { folder, name: '', release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Hold a folder, which must not be a link; the path by which to reach what is in it. */
  private enter(path: string, handles: number[]): string {
    if (!this.hasHandles) return path;
    const fd = system(() => fs.openSync(path, O_PATH | O_DIRECTORY | O_NOFOLLOW));
    handles.push(fd);
    return `/proc/self/fd/${fd}`;
  }

  /** The names from the root to where a link in this folder leads. EACCES when that is outside. */
  private linkTarget(folder: readonly string[], target: string): string[] {
    const out: string[] = [];
    if (target.startsWith('/')) {
      const inside =
        target === this.root ? '/' : target.startsWith(`${this.root}/`) ? target.slice(this.root.length) : null;
      if (inside === null) throw new HostError('EACCES');
      target = inside;
    } else out.push(...folder);
    for (const name of target.split('/')) {
      if (name === '' || name === '.') continue;
      if (name !== '..') out.push(name);
      else if (out.pop() === undefined) throw new HostError('EACCES');
    }
    return out;
  }

  /** Do something with the host's path of a place. */
  private at<T>(path: string, follow: boolean, work: (full: string, place: Place) => T): T {
    const place = this.locate(path, follow);
    try {
      return work(place.name === '' ? place.folder : `${place.folder}/${place.name}`, place);
    } finally {
      place.release();
    }
  }

  /** A place that must be no link once it was looked up: one that became a link since is not followed. */
  private settled<T>(path: string, follow: boolean, work: (full: string) => T): T {
    return this.at(path, follow, (full, { name }) => {
      if (name !== '' && follow && isLink(full)) throw new HostError('EAGAIN');
      return work(full);
    });
  }

  open(path: string, flags: number, mode: number): OpenFile {
    const follow = (flags & O_NOFOLLOW) === 0 && !((flags & O_CREAT) !== 0 && (flags & O_EXCL) !== 0);
    return this.at(path, follow, (full, { name }) => {
      // The handle of a folder is itself a link of /proc.
      if (name === '') return this.files.open(this.isFolder ? `${full}/.` : full, flags, mode);
      const file = this.files.open(full, (flags & ~O_TRUNC) | O_NOFOLLOW, mode);
      if ((flags & O_TRUNC) !== 0) file.truncate(0);
      return file;
    });
  }

  stat(path: string, follow: boolean): FileStat {
    return this.at(path, follow, (full, { name }) =>
      this.files.stat(name === '' && this.isFolder ? `${full}/.` : full, false),
    );
  }

  listDirectory(path: string): DirectoryEntry[] {
    return this.at(path, true, (full, { name }) => {
      if (name === '') return this.files.listDirectory(`${full}/.`);
      const handles: number[] = [];
      try {
        return this.files.listDirectory(this.enter(full, handles));
      } finally {
        for (const fd of handles) fs.closeSync(fd);
      }
    });
  }

  mkdir(path: string, mode: number): void {
    this.at(path, false, (full) => this.files.mkdir(full, mode));
  }

  rmdir(path: string): void {
    this.at(path, false, (full) => this.files.rmdir(full));
  }

  unlink(path: string): void {
    this.at(path, false, (full) => this.files.unlink(full));
  }

  rename(from: string, to: string): void {
    this.at(from, false, (a) => this.at(to, false, (b) => this.files.rename(a, b)));
  }

  readlink(path: string): string {
    return this.at(path, false, (full, { name }) => {
      if (name === '') throw new HostError('EINVAL');
      return this.files.readlink(full);
    });
  }

  symlink(target: string, path: string): void {
    // Only links that stay inside: others would be refused when followed, but could mislead programs of the host.
    this.linkTarget(names(path).slice(0, -1), target);
    this.at(path, false, (full) => this.files.symlink(target, full));
  }

  link(from: string, to: string): void {
    this.at(from, false, (a) => {
      if (isLink(a)) throw new HostError('EPERM');
      this.at(to, false, (b) => this.files.link(a, b));
    });
  }

  chmod(path: string, mode: number): void {
    // Neither set-user-id nor the like: such a file would have power outside.
    this.settled(path, true, (full) => this.files.chmod(full, mode & 0o777));
  }

  utimes(path: string, atimeNs: bigint, mtimeNs: bigint, follow: boolean): void {
    this.settled(path, follow, (full) => this.files.utimes(full, atimeNs, mtimeNs, false));
  }

  truncate(path: string, size: number): void {
    const file = this.open(path, 1, 0);
    try {
      file.truncate(size);
    } finally {
      file.close();
    }
  }

  access(path: string, mode: number): boolean {
    try {
      return this.at(path, true, (full, { name }) =>
        name !== '' && isLink(full) ? false : this.files.access(full, mode),
      );
    } catch (reason) {
      if (reason instanceof HostError) return false;
      throw reason;
    }
  }

  umask(): number {
    return 0o022;
  }
}

function names(path: string): string[] {
  if (path.includes('\0')) throw new HostError('EINVAL');
  const out: string[] = [];
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    if (name === '..') throw new HostError('EACCES');
    out.push(name);
  }
  return out;
}

function isLink(path: string): boolean {
  const stat = fs.lstatSync(path, { throwIfNoEntry: false });
  return stat !== undefined && (stat.mode & S_IFMT) === S_IFLNK && (stat.mode & S_IFMT) !== S_IFDIR;
}
