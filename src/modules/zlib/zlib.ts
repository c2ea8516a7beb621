/** This file declares the module zlib. */
import { ZStream } from 'pako';
import { ByteBuilder } from '../../objects/codecs/byte-builder.js';
import { valueError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { index } from '../../objects/operations/index.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { raise } from '../exception-types.js';
import { adler32, crc32 } from './checksums.js';
import { newCompressor } from './compressor.js';
import { newDecompressor, zlibDecompressorType } from './decompressor.js';
import {
  deflateAll,
  failure,
  inflateAll,
  openDeflate,
  openInflate,
  Z_FINISH,
  Z_OK,
  Z_STREAM_END,
  Z_STREAM_ERROR,
  zlibError,
} from './stream.js';

const MAX_WBITS = 15;
const DEF_BUF_SIZE = 16384;
const DEF_MEM_LEVEL = 8;

/** A C unsigned int as `PyLong_AsUnsignedLongMask` makes it. */
function mask32(vm: Runtime, value: Value): number {
  return Number(BigInt.asUintN(32, BigInt(index(vm, value))));
}

function compress(vm: Runtime, data: Uint8Array, level: number, wbits: number): PyBytes {
  const stream = new ZStream();
  const opened = openDeflate(vm, stream, level, 8, wbits, DEF_MEM_LEVEL, 0);
  if (opened === Z_STREAM_ERROR) throw raise(zlibError, 'Bad compression level');
  if (opened !== Z_OK) throw failure(opened, 'while compressing data', stream.msg);
  const out = new ByteBuilder(vm, 0);
  const status = deflateAll(vm, stream, data, Z_FINISH, out);
  if (status !== Z_STREAM_END) throw failure(status, 'while compressing data', stream.msg);
  return new PyBytes(out.finish());
}

function decompress(vm: Runtime, data: Uint8Array, wbits: number, bufferSize: number): PyBytes {
  if (bufferSize < 0) throw valueError('bufsize must be non-negative');
  const stream = new ZStream();
  const opened = openInflate(vm, stream, wbits);
  if (opened !== Z_OK) throw failure(opened, 'while preparing to decompress data', null);
  const out = new ByteBuilder(vm, 0);
  const { status } = inflateAll(vm, stream, data, 0, Z_FINISH, null, out);
  if (status !== Z_STREAM_END) throw failure(status, 'while decompressing data', stream.msg);
  return new PyBytes(out.finish());
}

/** `zlib`. */
export const zlibModule = defineModule({
  name: 'zlib',
  doc: 'Compression and decompression in the format of zlib and gzip.',
  functions: [
    nativeFunction(
      'adler32($module, data: buffer, value=1, /)',
      'Compute an Adler-32 checksum of data.',
      (vm, data: Uint8Array, value: Value) => {
        vm.chargeFuel(data.length >> 4);
        return adler32(mask32(vm, value), data);
      },
    ),
    nativeFunction(
      'compress($module, data: buffer, /, level: int=Z_DEFAULT_COMPRESSION, wbits: int=MAX_WBITS)',
      'Returns a bytes object containing compressed data.',
      (vm, data: Uint8Array, level: number | undefined, wbits: number | undefined) =>
        compress(vm, data, level ?? -1, wbits ?? MAX_WBITS),
    ),
    nativeFunction(
      'compressobj($module, /, level: int=Z_DEFAULT_COMPRESSION, method: int=DEFLATED,\n            wbits: int=MAX_WBITS, memLevel: int=DEF_MEM_LEVEL,\n            strategy: int=Z_DEFAULT_STRATEGY, zdict=<unrepresentable>)',
      'Return a compressor object.',
      (
        vm,
        level: number | undefined,
        method: number | undefined,
        wbits: number | undefined,
        memLevel: number | undefined,
        strategy: number | undefined,
        zdict: Value | undefined,
      ) =>
        newCompressor(
          vm,
          level ?? -1,
          method ?? 8,
          wbits ?? MAX_WBITS,
          memLevel ?? DEF_MEM_LEVEL,
          strategy ?? 0,
          zdict,
        ),
    ),
    nativeFunction(
      'crc32($module, data: buffer, value=0, /)',
      'Compute a CRC-32 checksum of data.',
      (vm, data: Uint8Array, value: Value) => {
        vm.chargeFuel(data.length >> 4);
        return crc32(mask32(vm, value), data);
      },
    ),
    nativeFunction(
      'decompress($module, data: buffer, /, wbits: int=MAX_WBITS, bufsize: ssize=DEF_BUF_SIZE)',
      'Returns a bytes object containing the uncompressed data.',
      (vm, data: Uint8Array, wbits: number | undefined, bufferSize: number | undefined) =>
        decompress(vm, data, wbits ?? MAX_WBITS, bufferSize ?? DEF_BUF_SIZE),
    ),
    nativeFunction(
      "decompressobj($module, /, wbits: int=MAX_WBITS, zdict=b'')",
      'Return a decompressor object.',
      (vm, wbits: number | undefined, zdict: Value) => newDecompressor(vm, wbits ?? MAX_WBITS, zdict),
    ),
  ],
  types: [
    ['error', zlibError],
    ['_ZlibDecompressor', zlibDecompressorType],
  ],
  constants: [
    ['MAX_WBITS', MAX_WBITS],
    ['DEFLATED', 8],
    ['DEF_MEM_LEVEL', DEF_MEM_LEVEL],
    ['DEF_BUF_SIZE', DEF_BUF_SIZE],
    ['Z_NO_COMPRESSION', 0],
    ['Z_BEST_SPEED', 1],
    ['Z_BEST_COMPRESSION', 9],
    ['Z_DEFAULT_COMPRESSION', -1],
    ['Z_FILTERED', 1],
    ['Z_HUFFMAN_ONLY', 2],
    ['Z_RLE', 3],
    ['Z_FIXED', 4],
    ['Z_DEFAULT_STRATEGY', 0],
    ['Z_NO_FLUSH', 0],
    ['Z_PARTIAL_FLUSH', 1],
    ['Z_SYNC_FLUSH', 2],
    ['Z_FULL_FLUSH', 3],
    ['Z_FINISH', 4],
    ['Z_BLOCK', 5],
    ['Z_TREES', 6],
    ['ZLIB_VERSION', '1.3.1'],
    ['ZLIB_RUNTIME_VERSION', '1.3.1'],
    ['__version__', '1.0'],
  ],
});
