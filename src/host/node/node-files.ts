/** This file gives the files of the machine that Node runs on. */
import * as fs from 'node:fs';
import { dirname } from 'node:path';
import {
  type DirectoryEntry,
  type EntryKind,
  type FileStat,
  type FileSystem,
  type FileSystemStat,
  HostError,
  O_CLOEXEC,
  O_DIRECTORY,
  type OpenFile,
  S_IFDIR,
  S_IFMT,
} from '../../vm/host.js';
import { hasEscapes, nameBytes, nameText } from '../../vm/path-names.js';
import { system } from './node-errors.js';
import { fileStat, NodeFile } from './node-file.js';

/** A path in the form that Node takes: bytes when it is no UTF-8. */
function native(path: string): string | Buffer {
  return hasEscapes(path) ? Buffer.from(nameBytes(path)) : path;
}

const named = (name: Buffer): string => nameText(name);

function kindOf(entry: fs.Dirent<Buffer>): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'symlink' : 'other';
}

/** Linux's flag values as this host's own. */
function nativeFlags(flags: number): number {
  const given = flags & ~O_CLOEXEC;
  if (process.platform === 'linux') return given;
  const own = fs.constants;
  let out = given & 3;
  if (given & 0o100) out |= own.O_CREAT;
  if (given & 0o200) out |= own.O_EXCL;
  if (given & 0o1000) out |= own.O_TRUNC;
  if (given & 0o2000) out |= own.O_APPEND;
  if (given & 0o4000) out |= own.O_NONBLOCK ?? 0;
  if (given & O_DIRECTORY) out |= own.O_DIRECTORY ?? 0;
  if (given & 0o400000) out |= own.O_NOFOLLOW ?? 0;
  return out;
}

/** The file system of the host, unrestricted. */
export class NodeFiles implements FileSystem {
  cwd(): string {
    return system(() => process.cwd());
  }

  chdir(path: string): void {
    system(() => process.chdir(path));
  }

  open(path: string, flags: number, mode: number): OpenFile {
    const fd = system(() => fs.openSync(native(path), nativeFlags(flags), mode));
    return new NodeFile(fd, flags);
  }

  stat(path: string, follow: boolean): FileStat {
    const options = { bigint: true, throwIfNoEntry: false } as const;
    const found = system(() => (follow ? fs.statSync(native(path), options) : fs.lstatSync(native(path), options)));
    if (found === undefined) throw new HostError(path.includes('\0') ? 'EINVAL' : this.missingCode(path));
    return fileStat(found);
  }

  /** Node tells ENOENT and ENOTDIR apart only by throwing, which is slow. */
  private missingCode(path: string): 'ENOENT' | 'ENOTDIR' {
    let at = path.replace(/\/+$/, '');
    if (at !== path && at !== '' && fs.statSync(native(at), { throwIfNoEntry: false }) !== undefined) return 'ENOTDIR';
    for (;;) {
      const parent = dirname(at);
      if (parent === at) return 'ENOENT';
      const stat = fs.statSync(native(parent), { throwIfNoEntry: false });
      if (stat !== undefined) return (stat.mode & S_IFMT) === S_IFDIR ? 'ENOENT' : 'ENOTDIR';
      at = parent;
    }
  }

  listDirectory(path: string): DirectoryEntry[] {
    const entries = system(() => fs.readdirSync(native(path), { withFileTypes: true, encoding: 'buffer' }));
    return (entries as unknown as fs.Dirent<Buffer>[]).map((entry) => ({
      name: named(entry.name),
      kind: kindOf(entry),
    }));
  }

  mkdir(path: string, mode: number): void {
    system(() => fs.mkdirSync(native(path), { mode }));
  }

  rmdir(path: string): void {
    system(() => fs.rmdirSync(native(path)));
  }

  unlink(path: string): void {
    system(() => fs.unlinkSync(native(path)));
  }

  rename(from: string, to: string): void {
    system(() => fs.renameSync(native(from), native(to)));
  }

  readlink(path: string): string {
    return named(system(() => fs.readlinkSync(native(path), { encoding: 'buffer' })));
  }

  symlink(target: string, path: string): void {
    system(() => fs.symlinkSync(native(target), native(path)));
  }

  link(from: string, to: string): void {
    system(() => fs.linkSync(native(from), native(to)));
  }

  chmod(path: string, mode: number): void {
    system(() => fs.chmodSync(native(path), mode));
  }

  chown(path: string, uid: number, gid: number, follow: boolean): void {
    system(() => (follow ? fs.chownSync(native(path), uid, gid) : fs.lchownSync(native(path), uid, gid)));
  }

  utimes(path: string, atimeNs: bigint, mtimeNs: bigint, follow: boolean): void {
    const [atime, mtime] = [Number(atimeNs) / 1e9, Number(mtimeNs) / 1e9];
    system(() => (follow ? fs.utimesSync(native(path), atime, mtime) : fs.lutimesSync(native(path), atime, mtime)));
  }

  truncate(path: string, size: number): void {
    system(() => fs.truncateSync(native(path), size));
  }

  access(path: string, mode: number): boolean {
    try {
      fs.accessSync(native(path), mode);
      return true;
    } catch {
      return false;
    }
  }

  umask(mask: number): number {
    return process.umask(mask & 0o777);
  }

  statfs(path: string): FileSystemStat {
    const found = system(() => fs.statfsSync(native(path)));
    return {
      blockSize: found.bsize,
      blocks: found.blocks,
      blocksFree: found.bfree,
      blocksAvailable: found.bavail,
      files: found.files,
      filesFree: found.ffree,
    };
  }
}
