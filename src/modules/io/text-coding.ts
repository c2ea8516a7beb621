/** This file encodes and decodes the text of streams piece by piece: natively where it can, else through Python's codecs. */

import { asBytes } from '../../objects/buffer.js';
import { decodeAscii, decodeLatin1, encodeAscii, encodeLatin1 } from '../../objects/codecs/latin1.js';
import { lookupCodec } from '../../objects/codecs/registry.js';
import { decodeUtf8, encodeUtf8 } from '../../objects/codecs/utf8.js';
import { type ByteOrder, decodeUtf16, decodeUtf32, encodeUtf16, encodeUtf32 } from '../../objects/codecs/utf16.js';
import { typeOf } from '../../objects/core-types.js';
import { lookupError, typeError } from '../../objects/errors.js';
import { getAttr, lookupAttr } from '../../objects/operations/attributes.js';
import { isTrue } from '../../objects/operations/truth.js';
import { asStr } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { type Str, strKey, strToUtf16 } from '../../values/str.js';
import { decoderState } from './newline-decoder.js';
import { NewlineTranslator } from './newlines.js';
import { callMethod } from './protocol.js';

/** State of a decoder: bytes not decoded yet, and a number that says the rest. */
export type DecoderState = readonly [buffer: Uint8Array, flags: bigint];

/** An incremental decoder. */
export interface TextDecoding {
  decode(vm: Runtime, data: Uint8Array, final: boolean): Str;
  getState(vm: Runtime): DecoderState;
  setState(vm: Runtime, state: DecoderState): void;
  reset(vm: Runtime): void;
}

/** An incremental encoder. */
export interface TextEncoding {
  /** Any str may be put off and encoded later together with others: encoding never fails. */
  readonly isTotal: boolean;
  encode(vm: Runtime, text: Str): Uint8Array;
  /** Begin anew: at the start of the stream, or somewhere in it (no byte order mark then). */
  reset(vm: Runtime, atStart: boolean): void;
}

export type NativeCodec =
  | 'utf-8'
  | 'ascii'
  | 'latin-1'
  | 'utf-16'
  | 'utf-16-le'
  | 'utf-16-be'
  | 'utf-32'
  | 'utf-32-le'
  | 'utf-32-be';

const NATIVE: ReadonlyMap<string, NativeCodec> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['u8', 'utf-8'],
  ['utf', 'utf-8'],
  ['cp65001', 'utf-8'],
  ['ascii', 'ascii'],
  ['us-ascii', 'ascii'],
  ['646', 'ascii'],
  ['latin-1', 'latin-1'],
  ['latin1', 'latin-1'],
  ['latin', 'latin-1'],
  ['l1', 'latin-1'],
  ['iso-8859-1', 'latin-1'],
  ['iso8859-1', 'latin-1'],
  ['8859', 'latin-1'],
  ['utf-16', 'utf-16'],
  ['utf16', 'utf-16'],
  ['utf-16-le', 'utf-16-le'],
  ['utf-16le', 'utf-16-le'],
  ['utf-16-be', 'utf-16-be'],
  ['utf-16be', 'utf-16-be'],
  ['utf-32', 'utf-32'],
  ['utf32', 'utf-32'],
  ['utf-32-le', 'utf-32-le'],
  ['utf-32le', 'utf-32-le'],
  ['utf-32-be', 'utf-32-be'],
  ['utf-32be', 'utf-32-be'],
]);

/** The codec that needs no Python code, by a name in any spelling; undefined for others. */
export function nativeCodec(encoding: string): NativeCodec | undefined {
  return NATIVE.get(encoding) ?? NATIVE.get(encoding.toLowerCase().replace(/[ _]+/g, '-'));
}

const EMPTY = new Uint8Array(0);

function orderOf(codec: NativeCodec): ByteOrder {
  return codec.endsWith('-le') ? -1 : codec.endsWith('-be') ? 1 : 0;
}

/** A decoder of ours. */
export class NativeDecoding implements TextDecoding {
  private pending: Uint8Array = EMPTY;
  /** The byte order once a mark told it. */
  private order: ByteOrder;

  constructor(
    private readonly codec: NativeCodec,
    private readonly errors: string,
  ) {
    this.order = orderOf(codec);
  }

  decode(vm: Runtime, data: Uint8Array, final: boolean): Str {
    let input = data;
    if (this.pending.length > 0) {
      input = new Uint8Array(this.pending.length + data.length);
      input.set(this.pending);
      input.set(data, this.pending.length);
    }
    switch (this.codec) {
      case 'latin-1':
        return decodeLatin1(vm, input).text;
      case 'ascii':
        return decodeAscii(vm, input, this.errors, null).text;
      case 'utf-8': {
        const decoded = decodeUtf8(vm, input, this.errors, final, null);
        this.pending = decoded.consumed < input.length ? input.slice(decoded.consumed) : EMPTY;
        return decoded.text;
      }
      default: {
        const decodeWide = this.codec.startsWith('utf-16') ? decodeUtf16 : decodeUtf32;
        const decoded = decodeWide(vm, input, this.errors, this.order, final, null);
        this.pending = input.slice(decoded.consumed);
        // Without a mark the host's order, little-endian, holds from the first character on.
        if (decoded.consumed > 0) this.order = decoded.order === 0 ? -1 : decoded.order;
        return decoded.text;
      }
    }
  }

  getState(): DecoderState {
    if (this.codec !== 'utf-16' && this.codec !== 'utf-32') return [this.pending, 0n];
    return [this.pending, this.order === 0 ? 2n : this.order === 1 ? 1n : 0n];
  }

  setState(_vm: Runtime, [buffer, flags]: DecoderState): void {
    this.pending = buffer;
    if (this.codec === 'utf-16' || this.codec === 'utf-32') this.order = flags === 2n ? 0 : flags === 1n ? 1 : -1;
  }

  reset(): void {
    this.pending = EMPTY;
    this.order = orderOf(this.codec);
  }
}

/** A decoder of Python's codecs. */
export class PythonDecoding implements TextDecoding {
  constructor(private readonly decoder: Value) {}

  decode(vm: Runtime, data: Uint8Array, final: boolean): Str {
    const output = callMethod(vm, this.decoder, 'decode', new PyBytes(data.slice()), final);
    const text = asStr(output);
    if (text === undefined) {
      throw typeError(`decoder should return a string result, not '${typeOf(output).name}'`);
    }
    return text;
  }

  getState(vm: Runtime): DecoderState {
    const [buffer, flags] = decoderState(vm, this.decoder);
    if (!(buffer instanceof PyBytes)) {
      throw typeError(`illegal decoder state: the first item should be a bytes object, not '${typeOf(buffer).name}'`);
    }
    return [buffer.data, BigInt(flags)];
  }

  setState(vm: Runtime, [buffer, flags]: DecoderState): void {
    const number = Number(flags);
    const flag = Number.isSafeInteger(number) ? number : flags;
    callMethod(vm, this.decoder, 'setstate', new PyTuple([new PyBytes(buffer), flag]));
  }

  reset(vm: Runtime): void {
    callMethod(vm, this.decoder, 'reset');
  }
}

/** A decoder with universal newlines behind it. */
export class NewlineDecoding implements TextDecoding {
  readonly translator: NewlineTranslator;

  constructor(
    private readonly decoder: TextDecoding,
    translate: boolean,
  ) {
    this.translator = new NewlineTranslator(translate);
  }

  decode(vm: Runtime, data: Uint8Array, final: boolean): Str {
    return this.translator.feed(this.decoder.decode(vm, data, final), final);
  }

  getState(vm: Runtime): DecoderState {
    const [buffer, flags] = this.decoder.getState(vm);
    return [buffer, flags * 2n + (this.translator.pendingCr ? 1n : 0n)];
  }

  setState(vm: Runtime, [buffer, flags]: DecoderState): void {
    this.translator.pendingCr = (flags & 1n) === 1n;
    this.decoder.setState(vm, [buffer, flags >> 1n]);
  }

  reset(vm: Runtime): void {
    this.translator.reset();
    this.decoder.reset(vm);
  }
}

/** An encoder of ours. */
export class NativeEncoding implements TextEncoding {
  private atStart = true;
  readonly isTotal: boolean;

  constructor(
    private readonly codec: NativeCodec,
    private readonly errors: string,
  ) {
    this.isTotal = codec === 'utf-8';
  }

  encode(vm: Runtime, text: Str): Uint8Array {
    switch (this.codec) {
      case 'utf-8':
        return encodeUtf8(vm, text, this.errors);
      case 'ascii':
        return encodeAscii(vm, text, this.errors);
      case 'latin-1':
        return encodeLatin1(vm, text, this.errors);
      default: {
        const wide = this.codec.startsWith('utf-16') ? encodeUtf16 : encodeUtf32;
        const order = orderOf(this.codec);
        const data = wide(vm, text, this.errors, order === 0 && !this.atStart ? -1 : order);
        this.atStart = false;
        return data;
      }
    }
  }

  reset(_vm: Runtime, atStart: boolean): void {
    this.atStart = atStart;
  }
}

/** An encoder of Python's codecs. */
export class PythonEncoding implements TextEncoding {
  readonly isTotal = false;

  constructor(private readonly encoder: Value) {}

  encode(vm: Runtime, text: Str): Uint8Array {
    const data = callMethod(vm, this.encoder, 'encode', text);
    if (!(data instanceof PyBytes)) {
      throw typeError(`encoder should return a bytes object, not '${typeOf(data).name}'`);
    }
    return data.data;
  }

  reset(vm: Runtime, atStart: boolean): void {
    if (atStart) callMethod(vm, this.encoder, 'reset');
    else callMethod(vm, this.encoder, 'setstate', 0);
  }
}

function textCodec(vm: Runtime, encoding: Str): PyTuple {
  const codec = lookupCodec(vm, strKey(encoding));
  const isText = codec.constructor === PyTuple ? undefined : lookupAttr(vm, codec, '_is_text_encoding');
  if (isText !== undefined && !isTrue(vm, isText)) {
    throw lookupError(`'${strToUtf16(encoding)}' is not a text encoding`);
  }
  return codec;
}

/** A decoder for an encoding, with universal newlines when `newlines` says how. */
export function makeDecoding(
  vm: Runtime,
  encoding: Str,
  errors: Str,
  newlines: { translate: boolean } | null,
): TextDecoding {
  const native = nativeCodec(strKey(encoding));
  let decoding: TextDecoding;
  if (native !== undefined) decoding = new NativeDecoding(native, strKey(errors));
  else {
    const codec = textCodec(vm, encoding);
    decoding = new PythonDecoding(vm.call1(getAttr(vm, codec, 'incrementaldecoder'), errors));
  }
  return newlines === null ? decoding : new NewlineDecoding(decoding, newlines.translate);
}

/** An encoder for an encoding. */
export function makeEncoding(vm: Runtime, encoding: Str, errors: Str): TextEncoding {
  const native = nativeCodec(strKey(encoding));
  if (native !== undefined) return new NativeEncoding(native, strKey(errors));
  const codec = textCodec(vm, encoding);
  return new PythonEncoding(vm.call1(getAttr(vm, codec, 'incrementalencoder'), errors));
}

/** Raise LookupError unless the encoding exists and is one of text. */
export function checkEncoding(vm: Runtime, encoding: Str): void {
  if (nativeCodec(strKey(encoding)) === undefined) textCodec(vm, encoding);
}

/** What a stream of bytes answered to `read`. */
export function bytesAnswer(vm: Runtime, answer: Value, name: string): Uint8Array {
  if (answer instanceof PyBytes) return answer.data;
  if (answer !== None && typeOf(answer).bf_getbuffer !== null) return asBytes(vm, answer).slice();
  throw typeError(`underlying ${name}() should have returned a bytes-like object, not '${typeOf(answer).name}'`);
}
