/** This file defines the host functions of `--host-fn`, which exist to test the border between program and host. */
import { runtimeError } from '../objects/errors.js';
import { type NativeDef, nativeFunction } from '../objects/native/native-def.js';
import { PyNativeFunction } from '../objects/native/native-function.js';
import type { Value } from '../values/object.js';
import type { Machine } from '../vm/machine.js';

/** Call a function of the host: it is counted, and what it throws stays outside but for the fact. */
function callHost(vm: Machine, work: () => Value): Value {
  vm.chargeHostCall();
  vm.chargeFuel(100);
  try {
    return work();
  } catch {
    throw runtimeError('the host function failed');
  }
}

const DEFS: ReadonlyMap<string, NativeDef> = new Map([
  [
    'echo',
    nativeFunction('host_echo(value=None, /)', 'Answers what it is given.', (vm, value: Value) =>
      callHost(vm as Machine, () => value),
    ),
  ],
  [
    'throw',
    nativeFunction('host_throw(value=None, /)', 'Fails in the host.', (vm) =>
      callHost(vm as Machine, () => {
        throw new Error('an error of the host');
      }),
    ),
  ],
]);

/** Put host functions into a machine's builtins, as `host_NAME`. */
export function addHostFunctions(vm: Machine, names: readonly string[]): void {
  for (const name of names) {
    const def = DEFS.get(name) as NativeDef;
    vm.builtins.setStr(def.name, new PyNativeFunction(def, null, 'builtins', null));
  }
}
