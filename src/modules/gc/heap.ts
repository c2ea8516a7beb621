/** This file walks the objects that a machine can reach. */
import type { PyObject, Value } from '../../values/object.js';
import type { Machine } from '../../vm/machine.js';
import { isTracked, referentsOf } from './referents.js';

/** All tracked objects that the modules and the running frames lead to. Charges fuel for each. */
export function reachableObjects(vm: Machine): PyObject[] {
  const seen = new Set<PyObject>();
  const work: Value[] = [vm.modules, vm.builtins];
  for (let frame = vm.frame; frame !== null; frame = frame.back) work.push(frame);
  const found: PyObject[] = [];
  for (let value = work.pop(); value !== undefined; value = work.pop()) {
    if (typeof value !== 'object' || seen.has(value)) continue;
    vm.chargeFuel(1);
    seen.add(value);
    if (isTracked(value)) found.push(value);
    for (const next of referentsOf(value)) if (typeof next === 'object' && !seen.has(next)) work.push(next);
  }
  vm.chargeMemory(8 * found.length);
  return found;
}
