/** This file answers time.get_clock_info. */

import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { asStr } from '../../objects/strings.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PySimpleNamespace } from '../../objects/types/simple-namespace.js';
import { PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';

/** System clock and whether it may be set, by name. */
const CLOCKS: ReadonlyMap<string, readonly [implementation: string, adjustable: boolean]> = new Map([
  ['time', ['CLOCK_REALTIME', true]],
  ['monotonic', ['CLOCK_MONOTONIC', false]],
  ['perf_counter', ['CLOCK_MONOTONIC', false]],
  ['process_time', ['CLOCK_PROCESS_CPUTIME_ID', false]],
  ['thread_time', ['CLOCK_THREAD_CPUTIME_ID', false]],
]);

/** A namespace of implementation, monotonic, adjustable and resolution. */
export function clockInfo(_vm: Runtime, args: readonly Value[]): Value {
  if (args.length !== 1) throw typeError(`get_clock_info() takes exactly 1 argument (${args.length} given)`);
  const name = asStr(args[0] as Value);
  if (name === undefined) {
    throw typeError(`get_clock_info() argument 1 must be str, not ${typeOf(args[0] as Value).name}`);
  }
  const clock = typeof name === 'string' ? CLOCKS.get(name) : undefined;
  if (clock === undefined) throw valueError('unknown clock');
  const dict = new PyDict();
  dict.setStr('implementation', `clock_gettime(${clock[0]})`);
  dict.setStr('monotonic', !clock[1]);
  dict.setStr('adjustable', clock[1]);
  dict.setStr('resolution', new PyFloat(1e-9));
  return new PySimpleNamespace(dict);
}
