/** This file writes doubles in decimal, correctly rounded (half to even) to any number of digits. */

/** Decimal digits of a positive double: the value is `0.digits * 10 ** point`. */
export interface DecimalDigits {
  readonly digits: string;
  readonly point: number;
}

/** No double has more digits after the decimal point: beyond, only zeros follow. */
const MAX_DECIMALS = 1074;

/** A double as `mantissa * 2 ** exponent` with a whole mantissa. */
function splitDouble(value: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const high = view.getUint32(0) & 0x7fffffff;
  const biased = high >>> 20;
  const fraction = BigInt(high & 0xfffff) * 4294967296n + BigInt(view.getUint32(4));
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction + 4503599627370496n, exponent: biased - 1075 };
}

function divideHalfEven(n: bigint, d: bigint): bigint {
  const quotient = n / d;
  const twice = (n - quotient * d) * 2n;
  return twice > d || (twice === d && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

/** `value * 10 ** decimals` rounded to an integer, exactly. `decimals` may be negative. */
function scaledInteger(value: number, decimals: number): bigint {
  const { mantissa, exponent } = splitDouble(value);
  const up = BigInt(10) ** BigInt(Math.max(decimals, 0));
  const down = BigInt(10) ** BigInt(Math.max(-decimals, 0));
  return exponent >= 0
    ? divideHalfEven((mantissa << BigInt(exponent)) * up, down)
    : divideHalfEven(mantissa * up, down << BigInt(-exponent));
}

/** Does the value stand exactly between two multiples of `10 ** -decimals` (decimals >= 0)? */
function isTie(value: number, decimals: number): boolean {
  // Only a dyadic fraction whose last bit has exactly this weight ends in a 5 one digit later.
  const scaled = value * 2 ** (decimals + 1);
  return scaled % 2 === 1;
}

/**
 * The digits of `value` (finite, not negative) rounded to `decimals` digits after the point (to tens, hundreds … when
 * negative): a whole number without leading zeros, `''` for zero; to be read as `digits * 10 ** -decimals`.
 */
export function fixedDigits(value: number, decimals: number): string {
  if (value === 0) return '';
  let text: string;
  if (decimals >= 0 && decimals <= 100 && value < 1e21 && !isTie(value, decimals)) {
    text = value.toFixed(decimals).replace('.', '');
  } else if (decimals > MAX_DECIMALS) {
    text = scaledInteger(value, MAX_DECIMALS).toString() + '0'.repeat(decimals - MAX_DECIMALS);
  } else if (decimals < -310) return '';
  else text = scaledInteger(value, decimals).toString();
  let zeros = 0;
  while (text.charCodeAt(zeros) === 0x30) zeros++;
  return zeros === 0 ? text : text.slice(zeros);
}

/** The first `count` significant digits of a positive finite double, rounded. Trailing zeros stay. */
export function significantDigits(value: number, count: number): DecimalDigits {
  if (count <= 101) {
    const text = value.toExponential(count - 1);
    const at = text.indexOf('e');
    const exponent = Number(text.slice(at + 1));
    if (!isSignificantTie(value, count - 1 - exponent)) {
      return { digits: text.charAt(0) + text.slice(2, Math.max(at, 2)), point: exponent + 1 };
    }
  }
  const kept = Math.min(count, 1100);
  // log10 may be off by one near a power of ten: the number of digits tells.
  let exponent = Math.floor(Math.log10(value));
  for (;;) {
    const digits = scaledInteger(value, kept - 1 - exponent).toString();
    if (digits.length === kept) return { digits: digits + '0'.repeat(count - kept), point: exponent + 1 };
    // Rounding up to a power of ten is not a wrong estimate.
    exponent += digits.length > kept ? 1 : -1;
  }
}

function isSignificantTie(value: number, decimals: number): boolean {
  if (decimals >= 0) return isTie(value, decimals);
  if (value >= 2 ** 53 || decimals < -16) return true;
  const unit = 10 ** -decimals;
  return value % unit === unit / 2;
}

/** The shortest digits that read back as the same positive finite double. */
export function shortestDigits(value: number): DecimalDigits {
  const text = value.toExponential();
  const at = text.indexOf('e');
  return { digits: text.charAt(0) + text.slice(2, Math.max(at, 2)), point: Number(text.slice(at + 1)) + 1 };
}
