/** This file keeps compiled code of imported modules in `__pycache__` folders of the host, out of a program's reach. */
import * as fs from 'node:fs';
import { MAGIC, PYC_CHECK_SOURCE, PYC_HASH_BASED, PYC_HEADER_SIZE, RAW_MAGIC_NUMBER } from '../../bytecode/pyc.js';
import { sourceHash } from '../../bytecode/source-hash.js';
import type { CodeCache } from '../../vm/host.js';

/** Bytes of the check at the end. */
const CHECK_SIZE = 8;
/** The largest file that is read. */
const MAX_SIZE = 64 * 1024 * 1024;
/** A temporary file that is older was left behind by a process that ended. */
const STALE_MS = 60_000;

/**
 * A file is `folder/__pycache__/name.pyvm-3627.pyc`: a hash-based `.pyc` (PEP 552) with a hash over all of it behind it.
 * One that is no regular file, not whole, or made from another source is ignored and written anew. Links are not followed.
 */
export class NodeCodeCache implements CodeCache {
  constructor(
    /** Folders of the host by where programs see them. */
    private readonly roots: ReadonlyMap<string, string>,
    private readonly writes: boolean,
  ) {}

  /** The cache file for a source file that a program sees at `path`. */
  private place(path: string): { readonly folder: string; readonly file: string } | undefined {
    for (const [seen, folder] of this.roots) {
      if (!path.startsWith(`${seen}/`) || !path.endsWith('.py') || path.includes('\0')) continue;
      const parts = path.slice(seen.length + 1, -3).split('/');
      if (parts.some((part) => part === '' || part === '.' || part === '..')) return undefined;
      const name = parts.pop() as string;
      const cache = [folder, ...parts, '__pycache__'].join('/');
      return { folder: cache, file: `${cache}/${name}.pyvm-${MAGIC}.pyc` };
    }
    return undefined;
  }

  load(path: string, source: Uint8Array): Uint8Array | undefined {
    const place = this.place(path);
    if (place === undefined) return undefined;
    try {
      if (!fs.lstatSync(place.folder).isDirectory()) return undefined;
      const data = readRegular(place.file);
      return data === undefined ? undefined : codeOf(data, source);
    } catch {
      return undefined;
    }
  }

  store(path: string, source: Uint8Array, code: Uint8Array): void {
    const place = this.writes ? this.place(path) : undefined;
    if (place === undefined) return;
    try {
      fs.mkdirSync(place.folder, { mode: 0o777 });
    } catch {
      // It is there, or cannot be made.
    }
    try {
      if (!fs.lstatSync(place.folder).isDirectory()) return;
      replace(place.file, fileOf(source, code));
    } catch {
      // Only a matter of speed.
    }
  }
}

/** A whole regular file; undefined for anything else. */
function readRegular(path: string): Uint8Array | undefined {
  // A FIFO would wait for its writer.
  const fd = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK);
  try {
    const stat = fs.fstatSync(fd);
    return stat.isFile() && stat.size <= MAX_SIZE ? fs.readFileSync(fd) : undefined;
  } finally {
    fs.closeSync(fd);
  }
}

/** The marshalled code in a cache file, if the file is whole and the source is this. */
function codeOf(data: Uint8Array, source: Uint8Array): Uint8Array | undefined {
  const end = data.length - CHECK_SIZE;
  if (end < PYC_HEADER_SIZE) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  if (view.getUint32(0, true) !== RAW_MAGIC_NUMBER) return undefined;
  if (view.getUint32(4, true) !== (PYC_HASH_BASED | PYC_CHECK_SOURCE)) return undefined;
  if (!isSame(data.subarray(8, PYC_HEADER_SIZE), sourceHash(source))) return undefined;
  if (!isSame(data.subarray(end), sourceHash(data.subarray(0, end)))) return undefined;
  return data.subarray(PYC_HEADER_SIZE, end);
}

function fileOf(source: Uint8Array, code: Uint8Array): Uint8Array {
  const data = new Uint8Array(PYC_HEADER_SIZE + code.length + CHECK_SIZE);
  const view = new DataView(data.buffer);
  view.setUint32(0, RAW_MAGIC_NUMBER, true);
  view.setUint32(4, PYC_HASH_BASED | PYC_CHECK_SOURCE, true);
  data.set(sourceHash(source), 8);
  data.set(code, PYC_HEADER_SIZE);
  const end = PYC_HEADER_SIZE + code.length;
  data.set(sourceHash(data.subarray(0, end)), end);
  return data;
}

/** Write a file beside its place, then move it there, so that nobody ever sees half of it. */
function replace(path: string, data: Uint8Array): void {
  const temporary = `${path}.tmp`;
  const old = fs.lstatSync(temporary, { throwIfNoEntry: false });
  if (old !== undefined && Date.now() - old.mtimeMs > STALE_MS) fs.unlinkSync(temporary);
  // Exclusive: another process that writes the same is left alone.
  fs.writeFileSync(temporary, data, { flag: 'wx', mode: 0o666 });
  try {
    fs.renameSync(temporary, path);
  } catch (error) {
    fs.unlinkSync(temporary);
    throw error;
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
