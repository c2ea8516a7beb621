/** This file computes elementary functions of complex numbers, with branch cuts and signs as CPython has them. */
import { overflowError, valueError } from '../../objects/errors.js';
import { ldexp } from '../../objects/types/float/frexp.js';
import { atan2 } from '../../objects/types/float/libm/atan.js';
import { exp as realExp } from '../../objects/types/float/libm/exp.js';
import {
  asinh as realAsinh,
  cosh as realCosh,
  sinh as realSinh,
  tanh as realTanh,
} from '../../objects/types/float/libm/hyperbolic.js';
import { hypot } from '../../objects/types/float/libm/hypot.js';
import { log1p, log as realLog } from '../../objects/types/float/libm/log.js';
import { cos as realCos, sin as realSin, tan as realTan } from '../../objects/types/float/libm/trig.js';
import { type Complex, copySign } from '../../values/complex-arithmetic.js';
import { isSpecial, specialValue } from './special-values.js';

const DBL_MIN = 2.2250738585072014e-308;
const LARGE = Number.MAX_VALUE / 4;
const SQRT_LARGE = Math.sqrt(LARGE);
const LOG_LARGE = Math.log(LARGE);
const SQRT_DBL_MIN = Math.sqrt(DBL_MIN);
const LN2 = Math.LN2;

const isLarge = (z: Complex): boolean => Math.abs(z.real) > LARGE || Math.abs(z.imag) > LARGE;
const isFiniteNonzero = (x: number): boolean => Number.isFinite(x) && x !== 0;
const isInfinite = (x: number): boolean => x === Infinity || x === -Infinity;
/** `log|z|` of a number whose magnitude may overflow. */
const logOfLarge = (z: Complex): number => realLog(hypot(z.real / 2, z.imag / 2)) + LN2 * 2;

function checkOverflow(z: Complex): Complex {
  if (isInfinite(z.real) || isInfinite(z.imag)) throw overflowError('math range error');
  return z;
}

/** i * z and its inverse, by which sin, tan, asin and atan come from their hyperbolic kin. */
const timesI = (z: Complex): Complex => ({ real: -z.imag, imag: z.real });
const overI = (z: Complex): Complex => ({ real: z.imag, imag: -z.real });

export function sqrt(z: Complex): Complex {
  if (isSpecial(z)) return specialValue('sqrt', z);
  if (z.real === 0 && z.imag === 0) return { real: 0, imag: z.imag };
  let ax = Math.abs(z.real);
  const ay = Math.abs(z.imag);
  let s: number;
  if (ax < DBL_MIN && ay < DBL_MIN) {
    // Both subnormal: scale up so that the magnitude keeps its precision.
    ax = ldexp(ax, 53);
    s = ldexp(Math.sqrt(ax + hypot(ax, ldexp(ay, 53))), -27);
  } else {
    ax /= 8;
    s = 2 * Math.sqrt(ax + hypot(ax, ay / 8));
  }
  const d = ay / (2 * s);
  return z.real >= 0 ? { real: s, imag: copySign(d, z.imag) } : { real: d, imag: copySign(s, z.imag) };
}

export function acos(z: Complex): Complex {
  if (isSpecial(z)) return specialValue('acos', z);
  if (isLarge(z)) {
    return {
      real: atan2(Math.abs(z.imag), z.real),
      imag: z.real < 0 ? -copySign(logOfLarge(z), z.imag) : copySign(logOfLarge(z), -z.imag),
    };
  }
  const s1 = sqrt({ real: 1 - z.real, imag: -z.imag });
  const s2 = sqrt({ real: 1 + z.real, imag: z.imag });
  return { real: 2 * atan2(s1.real, s2.real), imag: realAsinh(s2.real * s1.imag - s2.imag * s1.real) };
}

export function acosh(z: Complex): Complex {
  if (isSpecial(z)) return specialValue('acosh', z);
  if (isLarge(z)) return { real: logOfLarge(z), imag: atan2(z.imag, z.real) };
  const s1 = sqrt({ real: z.real - 1, imag: z.imag });
  const s2 = sqrt({ real: z.real + 1, imag: z.imag });
  return { real: realAsinh(s1.real * s2.real + s1.imag * s2.imag), imag: 2 * atan2(s1.imag, s2.real) };
}

export function asinh(z: Complex): Complex {
  if (isSpecial(z)) return specialValue('asinh', z);
  if (isLarge(z)) {
    return {
      real: z.imag >= 0 ? copySign(logOfLarge(z), z.real) : -copySign(logOfLarge(z), -z.real),
      imag: atan2(z.imag, Math.abs(z.real)),
    };
  }
  const s1 = sqrt({ real: 1 + z.imag, imag: -z.real });
  const s2 = sqrt({ real: 1 - z.imag, imag: z.real });
  return {
    real: realAsinh(s1.real * s2.imag - s2.real * s1.imag),
    imag: atan2(z.imag, s1.real * s2.real - s1.imag * s2.imag),
  };
}

export function asin(z: Complex): Complex {
  return overI(asinh(timesI(z)));
}

export function atanh(z: Complex): Complex {
  if (isSpecial(z)) return specialValue('atanh', z);
  if (z.real < 0) {
    const mirrored = atanh({ real: -z.real, imag: -z.imag });
    return { real: -mirrored.real, imag: -mirrored.imag };
  }
  const ay = Math.abs(z.imag);
  if (z.real > SQRT_LARGE || ay > SQRT_LARGE) {
    const h = hypot(z.real / 2, z.imag / 2);
    return { real: z.real / 4 / h / h, imag: -copySign(Math.PI / 2, -z.imag) };
  }
  if (z.real === 1 && ay < SQRT_DBL_MIN) {
    if (ay === 0) throw valueError('math domain error');
    return { real: -realLog(Math.sqrt(ay) / Math.sqrt(hypot(ay, 2))), imag: copySign(atan2(2, -ay) / 2, z.imag) };
  }
  const below = 1 - z.real;
  return {
    real: log1p((4 * z.real) / (below * below + ay * ay)) / 4,
    imag: -atan2(-2 * z.imag, below * (1 + z.real) - ay * ay) / 2,
  };
}

export function atan(z: Complex): Complex {
  return overI(atanh(timesI(z)));
}

export function cosh(z: Complex): Complex {
  if (isSpecial(z)) {
    if (!isInfinite(z.real) || !isFiniteNonzero(z.imag)) return specialValue('cosh', z);
    const imag = copySign(Infinity, realSin(z.imag));
    return { real: copySign(Infinity, realCos(z.imag)), imag: z.real > 0 ? imag : -imag };
  }
  const c = realCos(z.imag);
  const s = realSin(z.imag);
  if (Math.abs(z.real) > LOG_LARGE) {
    // cosh(x) overflows where its product with a cosine may not.
    const x = z.real - copySign(1, z.real);
    return checkOverflow({ real: c * realCosh(x) * Math.E, imag: s * realSinh(x) * Math.E });
  }
  return checkOverflow({ real: c * realCosh(z.real), imag: s * realSinh(z.real) });
}

export function cos(z: Complex): Complex {
  return cosh(timesI(z));
}

export function sinh(z: Complex): Complex {
  if (isSpecial(z)) {
    if (!isInfinite(z.real) || !isFiniteNonzero(z.imag)) return specialValue('sinh', z);
    const real = copySign(Infinity, realCos(z.imag));
    return { real: z.real > 0 ? real : -real, imag: copySign(Infinity, realSin(z.imag)) };
  }
  const c = realCos(z.imag);
  const s = realSin(z.imag);
  if (Math.abs(z.real) > LOG_LARGE) {
    const x = z.real - copySign(1, z.real);
    return checkOverflow({ real: c * realSinh(x) * Math.E, imag: s * realCosh(x) * Math.E });
  }
  return checkOverflow({ real: c * realSinh(z.real), imag: s * realCosh(z.real) });
}

export function sin(z: Complex): Complex {
  return overI(sinh(timesI(z)));
}

export function tanh(z: Complex): Complex {
  if (isSpecial(z)) {
    if (!isInfinite(z.real) || !isFiniteNonzero(z.imag)) return specialValue('tanh', z);
    return { real: copySign(1, z.real), imag: copySign(0, 2 * realSin(z.imag) * realCos(z.imag)) };
  }
  if (Math.abs(z.real) > LOG_LARGE) {
    const imag = 4 * realSin(z.imag) * realCos(z.imag) * realExp(-2 * Math.abs(z.real));
    return { real: copySign(1, z.real), imag };
  }
  const tx = realTanh(z.real);
  const ty = realTan(z.imag);
  const cx = 1 / realCosh(z.real);
  const txty = tx * ty;
  const denominator = 1 + txty * txty;
  return { real: (tx * (1 + ty * ty)) / denominator, imag: (ty / denominator) * cx * cx };
}

export function tan(z: Complex): Complex {
  return overI(tanh(timesI(z)));
}

export function exp(z: Complex): Complex {
  if (isSpecial(z)) {
    if (!isInfinite(z.real) || !isFiniteNonzero(z.imag)) return specialValue('exp', z);
    const size = z.real > 0 ? Infinity : 0;
    return { real: copySign(size, realCos(z.imag)), imag: copySign(size, realSin(z.imag)) };
  }
  const c = realCos(z.imag);
  const s = realSin(z.imag);
  if (z.real > LOG_LARGE) {
    const l = realExp(z.real - 1);
    return checkOverflow({ real: l * c * Math.E, imag: l * s * Math.E });
  }
  const l = realExp(z.real);
  return checkOverflow({ real: l * c, imag: l * s });
}

/** The natural logarithm; minus infinity at zero, which callers report. */
export function log(z: Complex): Complex {
  if (isSpecial(z)) return specialValue('log', z);
  const ax = Math.abs(z.real);
  const ay = Math.abs(z.imag);
  const imag = atan2(z.imag, z.real);
  if (ax === 0 && ay === 0) return { real: -Infinity, imag };
  if (ax > LARGE || ay > LARGE) return { real: realLog(hypot(ax / 2, ay / 2)) + LN2, imag };
  if (ax < DBL_MIN && ay < DBL_MIN) {
    return { real: realLog(hypot(ldexp(ax, 53), ldexp(ay, 53))) - 53 * LN2, imag };
  }
  const h = hypot(ax, ay);
  if (h >= 0.71 && h <= 1.73) {
    // Near the unit circle the logarithm of the magnitude would cancel.
    const most = Math.max(ax, ay);
    const least = Math.min(ax, ay);
    return { real: log1p((most - 1) * (most + 1) + least * least) / 2, imag };
  }
  return { real: realLog(h), imag };
}

/** The complex number of this length and angle. */
export function rect(r: number, phi: number): Complex {
  const z = { real: r, imag: phi };
  if (isSpecial(z)) {
    if (!isInfinite(r) || !isFiniteNonzero(phi)) return specialValue('rect', z);
    const real = copySign(Infinity, realCos(phi));
    const imag = copySign(Infinity, realSin(phi));
    return r > 0 ? { real, imag } : { real: -real, imag: -imag };
  }
  if (phi === 0) return { real: r, imag: r * phi };
  return { real: r * realCos(phi), imag: r * realSin(phi) };
}
