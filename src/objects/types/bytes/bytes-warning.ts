/** This file defines the warnings of the options `-b` and `-bb`: bytes used as if they were text. */

import type { Value } from '../../../values/object.js';
import { type Runtime, StateKey } from '../../../values/runtime.js';
import { isStr } from '../../../values/str.js';
import { type CompareOp, EQ, NE } from '../../../values/type.js';
import { typeOf } from '../../core-types.js';
import { BytesWarning } from '../../exceptions/types.js';

/** How often `-b` was given. */
export const bytesWarningLevel = new StateKey<{ level: number }>('bytes_warning', () => ({ level: 0 }));

/** Warn about `bytes == str` and `bytes == int`. */
export function warnComparison(vm: Runtime, other: Value, op: CompareOp): void {
  if ((op !== EQ && op !== NE) || vm.state(bytesWarningLevel).level === 0) return;
  if (isStr(other)) vm.warn(BytesWarning, 'Comparison between bytes and string');
  else if (typeof other === 'number' || typeof other === 'bigint') {
    vm.warn(BytesWarning, 'Comparison between bytes and int');
  }
}

/** Warn about `str(bytes)`. */
export function warnText(vm: Runtime, self: Value): void {
  if (vm.state(bytesWarningLevel).level > 0) vm.warn(BytesWarning, `str() on a ${typeOf(self).name} instance`);
}
