/** This file implements the UTF-7 codec (RFC 2152). */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { codePointAt, type Str } from '../../values/str.js';
import { StrBuilder, sliceStr } from '../strings.js';
import { ByteBuilder } from './byte-builder.js';
import { DecodeErrors } from './errors.js';
import { Decoded } from './result.js';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const DIRECT = /[A-Za-z0-9'(),\-./:?!"#$%&*;<=>@[\]^_`{|} \t\n\r]/;
const PLUS = 0x2b;
const MINUS = 0x2d;

function base64Value(code: number): number {
  return code < 0x80 ? BASE64.indexOf(String.fromCharCode(code)) : -1;
}

function isDirect(point: number): boolean {
  return point < 0x80 && DIRECT.test(String.fromCharCode(point));
}

/** Bits that wait until they fill six. */
class Base64Writer {
  bits = 0;
  buffer = 0;

  constructor(private readonly out: ByteBuilder) {}

  unit(unit: number): void {
    this.buffer = this.buffer * 0x10000 + unit;
    this.bits += 16;
    while (this.bits >= 6) {
      this.bits -= 6;
      const scale = 2 ** this.bits;
      this.out.push(BASE64.charCodeAt(Math.floor(this.buffer / scale)));
      this.buffer %= scale;
    }
  }

  flush(): void {
    if (this.bits > 0) this.out.push(BASE64.charCodeAt(this.buffer << (6 - this.bits)));
    this.bits = 0;
    this.buffer = 0;
  }
}

/** Encode text as UTF-7; surrogates go through. */
export function encodeUtf7(vm: Runtime, text: Str): Uint8Array {
  vm.chargeFuel(text.length >> 1);
  const out = new ByteBuilder(vm, text.length);
  const base64 = new Base64Writer(out);
  let shifted = false;
  for (let i = 0; i < text.length; i++) {
    const point = codePointAt(text, i);
    if (isDirect(point)) {
      if (shifted) {
        base64.flush();
        shifted = false;
        if (base64Value(point) >= 0 || point === MINUS) out.push(MINUS);
      }
      out.push(point);
      continue;
    }
    if (!shifted) {
      out.push(PLUS);
      if (point === PLUS) {
        out.push(MINUS);
        continue;
      }
      shifted = true;
    }
    if (point > 0xffff) {
      base64.unit(0xd7c0 + (point >> 10));
      base64.unit(0xdc00 + (point & 0x3ff));
    } else base64.unit(point);
  }
  base64.flush();
  if (shifted) out.push(MINUS);
  return out.finish();
}

/** Decodes one run of UTF-7. */
class Utf7Decoder {
  private i = 0;
  private readonly out = new StrBuilder();
  private shifted = false;
  private bits = 0;
  private buffer = 0;
  /** A high surrogate that waits for its low one; 0 for none. */
  private high = 0;
  private shiftStart = 0;
  private shiftOut = 0;

  constructor(
    private readonly handler: DecodeErrors,
    private readonly final: boolean,
  ) {}

  run(): Decoded {
    for (;;) {
      while (this.i < this.handler.data.length) this.step(this.handler.data[this.i] as number);
      if (!this.shifted || !this.final) break;
      this.shifted = false;
      if (this.high === 0 && this.bits < 6 && (this.bits === 0 || this.buffer === 0)) break;
      this.fail(this.shiftStart, this.handler.data.length, 'unterminated shift sequence');
      if (this.i >= this.handler.data.length) break;
    }
    // What stands in an unfinished shift sequence is decoded again with the next piece.
    if (this.shifted) return new Decoded(sliceStr(this.out.finish(), 0, this.shiftOut), this.shiftStart);
    return new Decoded(this.out.finish(), this.i);
  }

  private fail(start: number, end: number, reason: string): void {
    const answer = this.handler.handle(start, end, reason);
    this.out.add(answer.replacement);
    this.i = answer.position;
  }

  private step(byte: number): void {
    if (this.shifted) {
      const value = base64Value(byte);
      if (value >= 0) {
        this.i++;
        this.digit(value);
      } else this.leave(byte);
    } else if (byte === PLUS) this.enter();
    else if (byte < 0x80) {
      this.i++;
      this.out.push(byte);
    } else this.fail(this.i, this.i + 1, 'unexpected special character');
  }

  private enter(): void {
    const data = this.handler.data;
    this.shiftStart = this.i++;
    if (this.i < data.length && data[this.i] === MINUS) {
      this.i++;
      this.out.push(PLUS);
    } else if (this.i < data.length && base64Value(data[this.i] as number) < 0) {
      this.fail(this.shiftStart, this.i + 1, 'ill-formed sequence');
    } else {
      this.shifted = true;
      this.high = 0;
      this.shiftOut = this.out.length;
      this.bits = 0;
      this.buffer = 0;
    }
  }

  private digit(value: number): void {
    this.buffer = this.buffer * 64 + value;
    this.bits += 6;
    if (this.bits < 16) return;
    this.bits -= 16;
    const scale = 2 ** this.bits;
    const unit = Math.floor(this.buffer / scale);
    this.buffer %= scale;
    if (this.high !== 0) {
      const high = this.high;
      this.high = 0;
      if (unit >= 0xdc00 && unit <= 0xdfff) {
        this.out.push(0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
        return;
      }
      this.out.push(high);
    }
    if (unit >= 0xd800 && unit <= 0xdbff) this.high = unit;
    else this.out.push(unit);
  }

  private leave(byte: number): void {
    this.shifted = false;
    if (this.bits >= 6) {
      this.fail(this.shiftStart, this.i + 1, 'partial character in shift sequence');
      return;
    }
    if (this.bits > 0 && this.buffer !== 0) {
      this.fail(this.shiftStart, this.i + 1, 'non-zero padding bits in shift sequence');
      return;
    }
    if (this.high !== 0 && byte < 0x80 && byte !== PLUS) this.out.push(this.high);
    this.high = 0;
    if (byte === MINUS) this.i++;
  }
}

/** Decode UTF-7. */
export function decodeUtf7(
  vm: Runtime,
  data: Uint8Array,
  errors: string,
  final: boolean,
  object: Value | null,
): Decoded {
  vm.chargeFuel(data.length >> 1);
  vm.chargeMemory(data.length);
  return new Utf7Decoder(new DecodeErrors(vm, 'utf7', data, errors, object), final).run();
}
