/** This file defines how marshal stores whole numbers in digits of 15 bits, and floats as text (versions 0 and 1). */
import type { ByteWriter } from '../byte-writer.js';
import { MarshalError } from './format.js';

/** Writes the count of digits, negative for a negative number, and the digits, lowest first. */
export function writeDigits(value: number | bigint, out: ByteWriter): void {
  const negative = value < 0;
  const digits: number[] = [];
  if (typeof value === 'number') {
    for (let rest = Math.abs(value); rest > 0; rest = Math.floor(rest / 32768)) digits.push(rest % 32768);
  } else {
    const hex = (negative ? -value : value).toString(16);
    let bits = 0;
    let pending = 0;
    for (let i = hex.length - 1; i >= 0; i--) {
      pending |= Number.parseInt(hex[i] as string, 16) << bits;
      bits += 4;
      if (bits >= 15) {
        digits.push(pending & 0x7fff);
        pending >>>= 15;
        bits -= 15;
      }
    }
    if (pending > 0) digits.push(pending);
  }
  out.int32(negative ? -digits.length : digits.length);
  for (const digit of digits) out.uint16(digit);
}

/** The number with these digits: two bytes each, lowest digit first. */
export function readDigits(bytes: Uint8Array, negative: boolean): number | bigint {
  const count = bytes.length >> 1;
  let hex = '';
  let pending = 0;
  let bits = 0;
  const chunks: string[] = [];
  for (let i = 0; i < count; i++) {
    const digit = (bytes[2 * i] as number) | ((bytes[2 * i + 1] as number) << 8);
    if (digit > 0x7fff) throw new MarshalError('ValueError', 'bad marshal data (digit out of range in long)');
    pending |= digit << bits;
    bits += 15;
    while (bits >= 4) {
      chunks.push((pending & 15).toString(16));
      pending >>>= 4;
      bits -= 4;
    }
  }
  if (count > 0 && bytes[2 * count - 2] === 0 && bytes[2 * count - 1] === 0) {
    throw new MarshalError('ValueError', 'bad marshal data (unnormalized long data)');
  }
  chunks.push(pending.toString(16));
  hex = chunks.reverse().join('');
  const magnitude = BigInt(`0x${hex}`);
  if (magnitude <= BigInt(Number.MAX_SAFE_INTEGER)) {
    const small = Number(magnitude);
    return negative && small !== 0 ? -small : small;
  }
  return negative ? -magnitude : magnitude;
}

/** A float as C's `%.17g` prints it. */
export function formatG17(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa, exponentText] = value.toExponential(16).split('e') as [string, string];
  const exponent = Number(exponentText);
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '').replace(/0+$/, '');
  if (exponent < -4 || exponent >= 17) {
    const power = `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
    return `${sign}${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ''}e${power}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const rest = digits.slice(exponent + 1);
  return `${sign}${whole}${rest ? `.${rest}` : ''}`;
}

/** The float that a text of versions 0 and 1 says. Throws a MarshalError of kind ValueError. */
export function parseFloatText(text: string): number {
  // C strings end at the first NUL.
  const end = text.indexOf('\0');
  const shown = end < 0 ? text : text.slice(0, end);
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(shown)) return Number(shown);
  const special = /^([+-]?)(nan|inf|infinity)$/i.exec(shown);
  if (special === null) throw new MarshalError('ValueError', `could not convert string to float: '${shown}'`);
  if ((special[2] as string).toLowerCase() === 'nan') return Number.NaN;
  return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
