/** This file drives the package's deflate and inflate: input and output in portions, charged as they come. */
import {
  type ZStream,
  zlibDeflate,
  zlibDeflateInit2,
  zlibDeflateSetDictionary,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateSetDictionary,
} from 'pako';
import type { ByteBuilder } from '../../objects/codecs/byte-builder.js';
import type { Raised } from '../../objects/exceptions/raised.js';
import type { Runtime } from '../../values/runtime.js';
import { makeExceptionType, raise } from '../exception-types.js';

export const Z_NO_FLUSH = 0;
export const Z_SYNC_FLUSH = 2;
export const Z_FINISH = 4;
export const Z_OK = 0;
export const Z_STREAM_END = 1;
export const Z_NEED_DICT = 2;
export const Z_STREAM_ERROR = -2;
export const Z_DATA_ERROR = -3;
export const Z_BUF_ERROR = -5;

/** `zlib.error`. */
export const zlibError = makeExceptionType('zlib', 'error');

const PORTION = 16384;
/** What the state of a compressor or decompressor takes. */
const DEFLATE_BYTES = 268_000;
const INFLATE_BYTES = 44_000;

/** "Error -3 while decompressing data: incorrect header check". */
export function failure(code: number, doing: string, message: string | null): Raised {
  let text = message;
  if (text === null || text === '') {
    const known = new Map([
      [Z_BUF_ERROR, 'incomplete or truncated stream'],
      [Z_STREAM_ERROR, 'inconsistent stream state'],
      [Z_DATA_ERROR, 'invalid input data'],
    ]);
    text = known.get(code) ?? null;
  }
  return raise(zlibError, text === null ? `Error ${code} ${doing}` : `Error ${code} ${doing}: ${text}`);
}

/** A compressor; answers the status of its initialisation. */
export function openDeflate(
  vm: Runtime,
  stream: ZStream,
  level: number,
  method: number,
  wbits: number,
  memLevel: number,
  strategy: number,
): number {
  vm.chargeMemory(DEFLATE_BYTES);
  vm.chargeFuel(2000);
  // The hash of zlib itself, so that the output is what zlib writes.
  return zlibDeflateInit2(stream, level, method, wbits, memLevel, strategy as 0, true);
}

/** A decompressor; answers the status of its initialisation. */
export function openInflate(vm: Runtime, stream: ZStream, wbits: number): number {
  vm.chargeMemory(INFLATE_BYTES);
  vm.chargeFuel(300);
  return zlibInflateInit2(stream, wbits);
}

export function setDeflateDictionary(stream: ZStream, dictionary: Uint8Array): number {
  return zlibDeflateSetDictionary(stream, dictionary);
}

export function setInflateDictionary(stream: ZStream, dictionary: Uint8Array): number {
  return zlibInflateSetDictionary(stream, dictionary);
}

/** One portion of work: `step` runs on fresh output space; what it wrote is added to `out`. */
function portion(stream: ZStream, size: number, out: ByteBuilder, step: () => number): number {
  stream.output = new Uint8Array(size);
  stream.next_out = 0;
  stream.avail_out = size;
  const status = step();
  out.add(stream.output.subarray(0, stream.next_out));
  return status;
}

function giveInput(stream: ZStream, data: Uint8Array): void {
  stream.input = data;
  stream.next_in = 0;
  stream.avail_in = data.length;
}

/** Sizes of CPython's output blocks in KiB: stored blocks are cut where output ends. The last one repeats. */
const OUTPUT_KIB = [32, 64, 256, 1024, 4096, 8192, 16384, 16384, 32768, 32768, 32768, 32768, 65536];

/** Compress all of the data with a flush mode; answers the last status. */
export function deflateAll(vm: Runtime, stream: ZStream, data: Uint8Array, flush: number, out: ByteBuilder): number {
  if (stream.state === null) return Z_STREAM_ERROR;
  vm.chargeFuel(200 + 2 * data.length);
  giveInput(stream, data);
  let status: number = Z_OK;
  let block = 0;
  do {
    const size = 1024 * (OUTPUT_KIB[Math.min(block++, OUTPUT_KIB.length - 1)] as number);
    vm.chargeFuel(size >> 6);
    status = portion(stream, size, out, () => zlibDeflate(stream, flush as 0));
    if (status === Z_STREAM_ERROR) return status;
  } while (stream.avail_out === 0);
  stream.input = new Uint8Array(0);
  return status;
}

/** How an inflation ended. */
export interface Inflated {
  readonly status: number;
  /** Input that was not used. */
  readonly rest: Uint8Array;
}

/**
 * Decompress until the input is used up, the stream ends, or `limit` bytes came out. A dictionary is given to the
 * stream when it asks for one.
 */
export function inflateAll(
  vm: Runtime,
  stream: ZStream,
  data: Uint8Array,
  limit: number,
  lastFlush: number,
  dictionary: Uint8Array | null,
  out: ByteBuilder,
): Inflated {
  giveInput(stream, data);
  let status: number = Z_OK;
  let made = 0;
  for (;;) {
    if (made >= limit && limit > 0) break;
    const size = limit > 0 ? Math.min(PORTION, limit - made) : PORTION;
    vm.chargeFuel(50 + (Math.min(stream.avail_in * 4, PORTION) >> 1));
    const before = out.length;
    status = portion(stream, size, out, () => zlibInflate(stream, lastFlush as 0));
    vm.chargeFuel((out.length - before) >> 2);
    made += out.length - before;
    if (status === Z_NEED_DICT && dictionary !== null) {
      const set = setInflateDictionary(stream, dictionary);
      if (set !== Z_OK) throw failure(set, 'while setting zdict', stream.msg);
      continue;
    }
    if (status !== Z_OK && status !== Z_BUF_ERROR) break;
    if (stream.avail_out > 0) break;
  }
  const rest = data.subarray(stream.next_in);
  stream.input = new Uint8Array(0);
  return { status, rest };
}

/** A copy of a stream and everything that belongs to it. */
export function copyStream(vm: Runtime, stream: ZStream): ZStream {
  vm.chargeMemory(DEFLATE_BYTES);
  vm.chargeFuel(4000);
  return new StreamCopier().copy(stream) as ZStream;
}

/** Copies a graph of plain objects and typed arrays; views of one buffer stay views of one buffer. */
class StreamCopier {
  private readonly done = new Map<object, object>();

  copy(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const known = this.done.get(value);
    if (known !== undefined) return known;
    if (value instanceof ArrayBuffer) return this.keep(value, value.slice(0));
    if (ArrayBuffer.isView(value)) return this.copyView(value as Uint8Array);
    const made = Array.isArray(value) ? [] : Object.create(Object.getPrototypeOf(value) as object);
    this.keep(value, made);
    for (const key of Object.keys(value)) {
      (made as Record<string, unknown>)[key] = this.copy((value as Record<string, unknown>)[key]);
    }
    return made;
  }

  private copyView(view: Uint8Array): object {
    const View = view.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => object;
    const buffer = this.copy(view.buffer) as ArrayBuffer;
    return this.keep(view, new View(buffer, view.byteOffset, view.length));
  }

  private keep<T extends object>(from: object, to: T): T {
    this.done.set(from, to);
    return to;
  }
}
