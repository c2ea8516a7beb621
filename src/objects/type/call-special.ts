/** This file calls special methods that Python code defined, as the slots of its classes do. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { NotImplemented } from '../../values/singletons.js';
import { typeOf } from '../core-types.js';
import { attributeError } from '../errors.js';

/** Call the special method with these arguments; undefined when the type has none. */
export function callSpecial(vm: Runtime, self: Value, name: string, args: readonly Value[]): Value | undefined {
  const type = typeOf(self);
  const descriptor = type.lookup(name);
  if (descriptor === undefined) return undefined;
  const descriptorType = typeOf(descriptor);
  if (descriptorType.isMethodDescriptor) {
    switch (args.length) {
      case 0:
        return vm.call1(descriptor, self);
      case 1:
        return vm.call2(descriptor, self, args[0] as Value);
      default:
        return vm.call(descriptor, [self, ...args]);
    }
  }
  const get = descriptorType.tp_descr_get;
  return vm.call(get === null ? descriptor : get(vm, descriptor, self, type), args);
}

/** Call a special method that must be there: AttributeError with its bare name otherwise. */
export function callRequired(vm: Runtime, self: Value, name: string, args: readonly Value[]): Value {
  const result = callSpecial(vm, self, name, args);
  if (result === undefined) throw attributeError(name, self, name);
  return result;
}

/** Call an operator method; NotImplemented when the type has none. */
export function callMaybe(vm: Runtime, self: Value, name: string, args: readonly Value[]): Value {
  const result = callSpecial(vm, self, name, args);
  return result === undefined ? NotImplemented : result;
}
