/** This file does what isinstance() and issubclass() do. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { PyType } from '../../values/type.js';
import { typeOf, typeType } from '../core-types.js';
import { typeError } from '../errors.js';
import { PyUnion } from '../types/typing-objects.js';
import { lookupAttr, lookupSpecial } from './attributes.js';
import { isTrue } from './truth.js';

/** `isinstance(value, cls)`: cls may be a class, a tuple of such, or anything with `__instancecheck__`. */
export function isInstanceOf(vm: Runtime, value: Value, cls: Value): boolean {
  if (typeOf(value) === cls) return true;
  if (typeOf(cls) === typeType) return isRealInstance(vm, value, cls);
  if (cls instanceof PyTuple || cls instanceof PyUnion) {
    vm.enterRecursion(' in __instancecheck__');
    try {
      for (const each of cls instanceof PyUnion ? cls.args.items : cls.items)
        if (isInstanceOf(vm, value, each)) return true;
      return false;
    } finally {
      vm.leaveRecursion();
    }
  }
  const check = lookupSpecial(vm, cls, '__instancecheck__');
  if (check !== undefined) {
    vm.enterRecursion(' in __instancecheck__');
    try {
      return isTrue(vm, vm.call1(check, value));
    } finally {
      vm.leaveRecursion();
    }
  }
  return isRealInstance(vm, value, cls);
}

/** isinstance() without hooks, but asking `__class__` where the real type says no. */
export function isRealInstance(vm: Runtime, value: Value, cls: Value): boolean {
  if (cls instanceof PyType) {
    if (typeOf(value).isSubtypeOf(cls)) return true;
    const claimed = lookupAttr(vm, value, '__class__');
    return claimed instanceof PyType && claimed !== typeOf(value) && claimed.isSubtypeOf(cls);
  }
  checkClass(vm, cls, 'isinstance() arg 2 must be a type, a tuple of types, or a union');
  const claimed = lookupAttr(vm, value, '__class__');
  return claimed !== undefined && derivesFrom(vm, claimed, cls);
}

/** `issubclass(derived, cls)`. */
export function isSubclassOf(vm: Runtime, derived: Value, cls: Value): boolean {
  if (typeOf(cls) === typeType) {
    if (derived === cls) return true;
    return isRealSubclass(vm, derived, cls);
  }
  if (cls instanceof PyTuple || cls instanceof PyUnion) {
    vm.enterRecursion(' in __subclasscheck__');
    try {
      for (const each of cls instanceof PyUnion ? cls.args.items : cls.items)
        if (isSubclassOf(vm, derived, each)) return true;
      return false;
    } finally {
      vm.leaveRecursion();
    }
  }
  const check = lookupSpecial(vm, cls, '__subclasscheck__');
  if (check !== undefined) {
    vm.enterRecursion(' in __subclasscheck__');
    try {
      return isTrue(vm, vm.call1(check, derived));
    } finally {
      vm.leaveRecursion();
    }
  }
  return isRealSubclass(vm, derived, cls);
}

/** issubclass() without hooks. */
export function isRealSubclass(vm: Runtime, derived: Value, cls: Value): boolean {
  if (derived instanceof PyType && cls instanceof PyType) return derived.isSubtypeOf(cls);
  checkClass(vm, derived, 'issubclass() arg 1 must be a class');
  checkClass(vm, cls, 'issubclass() arg 2 must be a class, a tuple of classes, or a union');
  return derivesFrom(vm, derived, cls);
}

function basesOf(vm: Runtime, value: Value): PyTuple | undefined {
  const bases = lookupAttr(vm, value, '__bases__');
  return bases instanceof PyTuple ? bases : undefined;
}

function checkClass(vm: Runtime, value: Value, message: string): void {
  if (basesOf(vm, value) === undefined) throw typeError(message);
}

function derivesFrom(vm: Runtime, derived: Value, cls: Value): boolean {
  if (derived === cls) return true;
  const bases = basesOf(vm, derived);
  if (bases === undefined) return false;
  vm.enterRecursion(' in __issubclass__');
  try {
    return bases.items.some((base) => derivesFrom(vm, base, cls));
  } finally {
    vm.leaveRecursion();
  }
}
