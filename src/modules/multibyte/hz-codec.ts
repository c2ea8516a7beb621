/** This file implements HZ (RFC 1843): GB 2312 between `~{` and `~}`. */
import type { ByteBuilder } from '../../objects/codecs/byte-builder.js';
import { characterSet } from './character-set.js';
import { Codec, type Decoding, DONE, type Encoding, TOO_FEW } from './codec.js';

const TILDE = 0x7e;
const BEGIN = 0x7e7b;
const END = 0x7e7d;

/** HZ. The state's first byte tells whether GB 2312 is on. */
export class HzCodec extends Codec {
  override startEncoding(state: Uint8Array): void {
    state[0] = 0;
  }

  override startDecoding(state: Uint8Array): void {
    state[0] = 0;
  }

  override resetDecoding(state: Uint8Array): void {
    state[0] = 0;
  }

  override finishEncoding(state: Uint8Array, out: ByteBuilder): void {
    if (state[0] !== 0) out.addLatin1('~}');
    state[0] = 0;
  }

  decode(run: Decoding): number {
    const { decoding } = characterSet('gb2312');
    const { state } = run;
    while (run.has(1)) {
      const byte = run.byte(0);
      if (byte === TILDE) {
        if (!run.has(2)) return TOO_FEW;
        const failure = this.escape(run, run.byte(1));
        if (failure !== DONE) return failure;
      } else if (byte >= 0x80) return 1;
      else if (state[0] === 0) run.put(byte, 1);
      else {
        if (!run.has(2)) return TOO_FEW;
        const point = decoding.get(((byte << 8) | run.byte(1)) + 0x8080);
        if (point === undefined || run.byte(1) >= 0x80) return 1;
        run.put(point, 2);
      }
    }
    return DONE;
  }

  private escape(run: Decoding, second: number): number {
    const isOn = run.state[0] !== 0;
    if (second === TILDE && !isOn) run.out.push(TILDE);
    else if (second === (BEGIN & 0xff) && !isOn) run.state[0] = 1;
    else if (second === (END & 0xff) && isOn) run.state[0] = 0;
    else if (second !== 0x0a || isOn) return 1;
    run.at += 2;
    return DONE;
  }

  encode(run: Encoding): number {
    const { encoding } = characterSet('gb2312');
    const { state } = run;
    while (run.left > 0) {
      const point = run.point(0);
      if (point < 0x80) {
        if (state[0] !== 0) run.put(END);
        state[0] = 0;
        if (point === TILDE) run.put(TILDE);
        run.out.push(point);
      } else {
        const code = encoding.get(point);
        if (code === undefined) return 1;
        if (state[0] === 0) run.put(BEGIN);
        state[0] = 1;
        run.put(code - 0x8080);
      }
      run.at++;
    }
    return DONE;
  }
}
