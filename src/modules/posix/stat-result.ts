/** This file defines os.stat_result and os.statvfs_result. */
import { normalizeInt } from '../../objects/types/int/arithmetic.js';
import { defineStructSequence } from '../../objects/types/struct-sequence.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import type { FileStat, FileSystemStat } from '../../vm/host.js';

export const statResult = defineStructSequence({
  module: 'os',
  name: 'stat_result',
  doc: 'stat_result: Result from stat, fstat, or lstat.\n\nThis object may be accessed either as a tuple of\n  (mode, ino, dev, nlink, uid, gid, size, atime, mtime, ctime)\nor via the attributes st_mode, st_ino, st_dev, st_nlink, st_uid, and so on.',
  sequenceLength: 10,
  fields: [
    ['st_mode', 'protection bits'],
    ['st_ino', 'inode'],
    ['st_dev', 'device'],
    ['st_nlink', 'number of hard links'],
    ['st_uid', 'user ID of owner'],
    ['st_gid', 'group ID of owner'],
    ['st_size', 'total size, in bytes'],
    [null, 'integer time of last access'],
    [null, 'integer time of last modification'],
    [null, 'integer time of last change'],
    ['st_atime', 'time of last access'],
    ['st_mtime', 'time of last modification'],
    ['st_ctime', 'time of last change'],
    ['st_atime_ns', 'time of last access in nanoseconds'],
    ['st_mtime_ns', 'time of last modification in nanoseconds'],
    ['st_ctime_ns', 'time of last change in nanoseconds'],
    ['st_blksize', 'blocksize for filesystem I/O'],
    ['st_blocks', 'number of blocks allocated'],
    ['st_rdev', 'device type (if inode device)'],
  ],
  // Times that were not given are the whole seconds of the tuple.
  complete: (values) => {
    for (let i = 0; i < 3; i++) if (values[10 + i] === None) values[10 + i] = values[7 + i] as Value;
  },
});

const SECOND = 1_000_000_000n;

/** Nanoseconds as the float of seconds that CPython computes: whole seconds plus a fraction. */
export function secondsOf(ns: bigint): PyFloat {
  const whole = floorDiv(ns, SECOND);
  return new PyFloat(Number(whole) + 1e-9 * Number(ns - whole * SECOND));
}

/** Rounded towards minus infinity. */
export function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

/** The result object for what the host tells. */
export function makeStatResult(stat: FileStat): Value {
  const times = [stat.atimeNs, stat.mtimeNs, stat.ctimeNs];
  return statResult.make([
    stat.mode,
    normalizeInt(stat.ino),
    normalizeInt(stat.dev),
    stat.nlink,
    stat.uid,
    stat.gid,
    stat.size,
    ...times.map((ns) => normalizeInt(floorDiv(ns, SECOND))),
    ...times.map(secondsOf),
    ...times.map((ns) => normalizeInt(ns)),
    stat.blksize,
    stat.blocks,
    stat.rdev,
  ]);
}

export const statvfsResult = defineStructSequence({
  module: 'os',
  name: 'statvfs_result',
  doc: 'statvfs_result: Result from statvfs or fstatvfs.',
  sequenceLength: 10,
  fields: ['bsize', 'frsize', 'blocks', 'bfree', 'bavail', 'files', 'ffree', 'favail', 'flag', 'namemax', 'fsid'].map(
    (name) => [`f_${name}`, ''] as const,
  ),
});

/** Likewise for a file system. */
export function makeStatvfsResult(stat: FileSystemStat): Value {
  const { blockSize, blocks, blocksFree, blocksAvailable, files, filesFree } = stat;
  return statvfsResult.make([
    blockSize,
    blockSize,
    blocks,
    blocksFree,
    blocksAvailable,
    files,
    filesFree,
    filesFree,
    0,
    255,
    0,
  ]);
}
