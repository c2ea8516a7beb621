/** This file computes cube roots, rounded correctly. */
import { ddAddDouble, ddMulDouble, twoProduct } from './double-double.js';

/** C's `cbrt`. */
export function cbrt(x: number): number {
  const root = Math.cbrt(x);
  const magnitude = Math.abs(x);
  if (!(magnitude > 2 ** -800 && magnitude < 2 ** 900)) return root;
  // One step of Newton's method from the host's answer: x - root ** 3 is exact enough for the last bit.
  const cube = ddMulDouble(twoProduct(root, root), root);
  const rest = ddAddDouble({ hi: -cube.hi, lo: -cube.lo }, x);
  return root + (rest.hi + rest.lo) / (3 * root * root);
}
