/** This file defines the .pyc file: its header, the checks CPython's import system makes on it, and its code object. */
import { ByteWriter } from './byte-writer.js';
import type { PyCode } from './code.js';
import { loadsCode, type MarshalReadOptions } from './marshal/reader.js';
import { dumps } from './marshal/writer.js';

/** The number of CPython 3.14's bytecode. */
export const MAGIC = 3627;
/** The first four bytes of a .pyc as a number, little end first: the magic number and `\r\n`. */
export const RAW_MAGIC_NUMBER = 0x0a0d0e2b;
/** Bytes before the marshalled code. */
export const PYC_HEADER_SIZE = 16;

/** Flags of the header: the file is checked by the hash of its source, and whether that check is to be made at all. */
export const PYC_HASH_BASED = 1;
export const PYC_CHECK_SOURCE = 2;

/** What a .pyc says of its source. */
export type PycHeader =
  | { readonly kind: 'timestamp'; readonly mtime: number; readonly size: number }
  | { readonly kind: 'hash'; readonly hash: Uint8Array; readonly checkSource: boolean };

/** Why a .pyc cannot be used: the Python exception's type and CPython's message. */
export class PycError extends Error {
  constructor(
    readonly kind: 'ImportError' | 'EOFError',
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads the header (importlib's `_classify_pyc`). `nameRepr` is the `repr` of the module's name, for messages.
 * Throws a PycError.
 */
export function readPycHeader(data: Uint8Array, nameRepr: string): PycHeader {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  if (data.length < 4 || view.getUint32(0, true) !== RAW_MAGIC_NUMBER) {
    throw new PycError('ImportError', `bad magic number in ${nameRepr}: ${bytesRepr(data.subarray(0, 4))}`);
  }
  if (data.length < PYC_HEADER_SIZE) {
    throw new PycError('EOFError', `reached EOF while reading pyc header of ${nameRepr}`);
  }
  const flags = view.getUint32(4, true);
  if (flags & ~(PYC_HASH_BASED | PYC_CHECK_SOURCE)) {
    throw new PycError('ImportError', `invalid flags ${flags} in ${nameRepr}`);
  }
  if (flags & PYC_HASH_BASED) {
    return { kind: 'hash', hash: data.slice(8, 16), checkSource: (flags & PYC_CHECK_SOURCE) !== 0 };
  }
  return { kind: 'timestamp', mtime: view.getUint32(8, true), size: view.getUint32(12, true) };
}

/** Checks a timestamp header against the source's time (whole seconds) and size; both are compared modulo 2**32. Throws a PycError. */
export function validateTimestampPyc(header: PycHeader, mtime: number, size: number, nameRepr: string): void {
  if (header.kind !== 'timestamp' || header.mtime !== uint32(mtime) || header.size !== uint32(size)) {
    throw new PycError('ImportError', `bytecode is stale for ${nameRepr}`);
  }
}

/** Checks a hash header against the hash of the source. Throws a PycError. */
export function validateHashPyc(header: PycHeader, hash: Uint8Array, nameRepr: string): void {
  if (header.kind !== 'hash' || header.hash.some((byte, i) => byte !== hash[i])) {
    throw new PycError('ImportError', `hash in bytecode doesn't match hash of source ${nameRepr}`);
  }
}

/**
 * The code object of a .pyc whose header was checked. `pathRepr` is the `repr` of its path, for the message. Throws a
 * PycError, or a MarshalError when the data is bad. The code is not verified.
 */
export function readPycCode(data: Uint8Array, pathRepr: string, options?: MarshalReadOptions): PyCode {
  const code = loadsCode(data.subarray(PYC_HEADER_SIZE), options);
  if (code === undefined) throw new PycError('ImportError', `Non-code object in ${pathRepr}`);
  return code;
}

/** The bytes of a .pyc. */
export function writePyc(code: PyCode, header: PycHeader): Uint8Array {
  const out = new ByteWriter();
  out.int32(RAW_MAGIC_NUMBER);
  if (header.kind === 'hash') {
    out.int32(PYC_HASH_BASED | (header.checkSource ? PYC_CHECK_SOURCE : 0));
    out.bytes(header.hash);
  } else {
    out.int32(0);
    out.int32(uint32(header.mtime));
    out.int32(uint32(header.size));
  }
  out.bytes(dumps(code));
  return out.finish();
}

// Times may lie beyond 2106 and sizes beyond 4 GiB.
function uint32(value: number): number {
  const rest = Math.trunc(value) % 0x100000000;
  return rest < 0 ? rest + 0x100000000 : rest;
}

function bytesRepr(data: Uint8Array): string {
  const quote = data.includes(0x27) && !data.includes(0x22) ? '"' : "'";
  let text = '';
  for (const byte of data) {
    if (byte === 0x5c || byte === quote.charCodeAt(0)) text += `\\${String.fromCharCode(byte)}`;
    else if (byte === 9) text += '\\t';
    else if (byte === 10) text += '\\n';
    else if (byte === 13) text += '\\r';
    else if (byte < 32 || byte > 126) text += `\\x${byte.toString(16).padStart(2, '0')}`;
    else text += String.fromCharCode(byte);
  }
  return `b${quote}${text}${quote}`;
}
