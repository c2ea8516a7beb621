/** This file computes the error function, by the rational approximations of fdlibm that C libraries use. */
import { exp } from './exp.js';

const ERX = 0.8450629115104675;
const EFX = 0.1283791670955126;

const PP = [
  0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -0.000023763016656650163,
];
const QQ = [
  1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164, -0.000003960228278775368,
];
const PA = [
  -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668,
  0.035478304325618236, -0.002166375594868791,
];
const QA = [
  1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
  0.011984499846799107,
];
const RA = [
  -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
  -184.60509290671104, -81.2874355063066, -9.814329344169145,
];
const SA = [
  1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
  108.63500554177944, 6.570249770319282, -0.0604244152148581,
];
const RB = [
  -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
  -1025.0951316110772, -483.5191916086514,
];
const SB = [
  1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
  474.52854120695537, -22.44095244658582,
];

function polynomial(coefficients: readonly number[], x: number): number {
  let result = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) result = result * x + (coefficients[i] as number);
  return result;
}

/** `exp(-x*x) * (a rational function)` for 1.25 <= x < 28: erfc(x). */
function erfcTail(x: number): number {
  const s = 1 / (x * x);
  const near = x < 1 / 0.35;
  const quotient = polynomial(near ? RA : RB, s) / polynomial(near ? SA : SB, s);
  // The upper half of x, so that its square is exact.
  const words = new DataView(new ArrayBuffer(8));
  words.setFloat64(0, x);
  words.setUint32(4, 0);
  const z = words.getFloat64(0);
  return (exp(-z * z - 0.5625) * exp((z - x) * (z + x) + quotient)) / x;
}

/** C's `erf`. */
export function erf(x: number): number {
  const magnitude = Math.abs(x);
  if (Number.isNaN(x)) return x;
  if (magnitude < 0.84375) {
    if (magnitude < 2 ** -28) return magnitude < 2 ** -1015 ? 0.0625 * (16 * x + 16 * EFX * x) : x + EFX * x;
    const z = x * x;
    return x + x * (polynomial(PP, z) / polynomial(QQ, z));
  }
  let result: number;
  if (magnitude < 1.25) {
    const s = magnitude - 1;
    result = ERX + polynomial(PA, s) / polynomial(QA, s);
  } else result = magnitude >= 6 ? 1 : 1 - erfcTail(magnitude);
  return x < 0 ? -result : result;
}

/** C's `erfc`. */
export function erfc(x: number): number {
  const magnitude = Math.abs(x);
  if (Number.isNaN(x)) return x;
  if (magnitude < 0.84375) {
    if (magnitude < 2 ** -56) return 1 - x;
    const z = x * x;
    const y = polynomial(PP, z) / polynomial(QQ, z);
    return x < 0.25 ? 1 - (x + x * y) : 0.5 - (x - 0.5 + x * y);
  }
  if (magnitude < 1.25) {
    const s = magnitude - 1;
    const quotient = polynomial(PA, s) / polynomial(QA, s);
    return x < 0 ? 1 + (ERX + quotient) : 1 - ERX - quotient;
  }
  if (magnitude >= 28 || x < -6) return x < 0 ? 2 : 0;
  return x < 0 ? 2 - erfcTail(magnitude) : erfcTail(magnitude);
}
