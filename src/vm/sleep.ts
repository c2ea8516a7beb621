/** This file lets a thread of a machine wait for a while. */
import { makeException } from '../objects/errors.js';
import { Raised } from '../objects/exceptions/raised.js';
import { NotImplementedError } from '../objects/exceptions/types.js';
import type { Runtime } from '../values/runtime.js';
import { hostOf } from './descriptors.js';

/** A machine as far as waiting goes. */
interface Waiting {
  waitUntil(condition: () => boolean, timeout: number): boolean;
}

/** The longest stretch that is slept at one go, so that limits and signals are looked at in between. */
const STRETCH_NS = 50_000_000n;

/** Wait for this many nanoseconds; other threads of the machine run meanwhile. */
export function sleepFor(vm: Runtime, ns: bigint): void {
  const { clock } = hostOf(vm);
  if (clock?.sleep === undefined) {
    throw new Raised(makeException(NotImplementedError, ['sleeping is not possible on this host']));
  }
  const end = clock.monotonicNs() + ns;
  for (;;) {
    vm.chargeFuel(1);
    (vm as unknown as Waiting).waitUntil(() => true, 0);
    const left = end - clock.monotonicNs();
    if (left <= 0n) return;
    clock.sleep(left < STRETCH_NS ? left : STRETCH_NS);
  }
}
