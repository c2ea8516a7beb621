/** This file calls native functions: straight through where the signature allows, through binding otherwise. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import type { PyType } from '../../values/type.js';
import { typeOf } from '../core-types.js';
import { typeError } from '../errors.js';
import { type BoundName, bindArguments } from './bind.js';
import { directCallOf } from './direct-call.js';
import { functionString } from './function-name.js';
import type { NativeBody, NativeDef } from './native-def.js';

/**
 * Call a native function. `self` is the first argument of the body for methods and class methods, and not passed for
 * functions and static methods.
 */
export function callNative(
  vm: Runtime,
  def: NativeDef,
  self: Value | null,
  owner: PyType | null,
  module: Value | null,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  if (def.raw !== null) return def.raw(vm, self as Value, args, kwnames);
  const n = args.length;
  const direct = directCallOf(def);
  if (direct !== null && (kwnames === null || kwnames.length === 0) && n >= direct.minimum && n <= direct.maximum) {
    return direct.call(vm, self, n, args[0], args[1], args[2]);
  }
  const body = def.body as NativeBody;
  const signature = def.signature;
  const passSelf = def.kind === 'method' || def.kind === 'classmethod';
  if (signature === null) throw typeError(`${def.name}() has no signature`);
  const name: BoundName = {
    short: def.name,
    get full() {
      return functionString(def, owner, module);
    },
  };
  const bound = bindArguments(vm, signature, name, args, kwnames);
  return passSelf ? body(vm, self, ...bound) : body(vm, ...bound);
}

/** Call an unbound method descriptor: the first argument is self and must be an instance of its type. */
export function callMethodDescriptor(
  vm: Runtime,
  def: NativeDef,
  owner: PyType,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  const nkw = kwnames === null ? 0 : kwnames.length;
  if (args.length - nkw < 1) throw typeError(`unbound method ${owner.name}.${def.name}() needs an argument`);
  const self = args[0] as Value;
  checkSelf(def, owner, self);
  return callNative(vm, def, self, owner, null, args.slice(1), kwnames);
}

/** "descriptor 'append' for 'list' objects doesn't apply to a 'int' object". */
export function checkSelf(def: { readonly name: string }, owner: PyType, self: Value): void {
  if (!typeOf(self).isSubtypeOf(owner)) {
    throw typeError(
      `descriptor '${def.name}' for '${owner.name}' objects doesn't apply to a '${typeOf(self).name}' object`,
    );
  }
}
