/** This file implements `super().name` and `super(C, obj).name` without making the super object where it is the built-in. */
import { getAttr } from '../../objects/operations/attributes.js';
import { superLookup, superType } from '../../objects/types/super.js';
import type { Value } from '../../values/object.js';
import { PyType } from '../../values/type.js';
import type { PyFrame, Slot } from '../frame.js';
import type { Machine } from '../machine.js';

/** LOAD_SUPER_ATTR: bit 0 loads a method (then `self` is the receiver or NULL), bit 1 says that super had arguments. */
export function loadSuperAttribute(
  vm: Machine,
  frame: PyFrame,
  oparg: number,
  globalSuper: Value,
  cls: Value,
  self: Value,
): { value: Value; self: Slot } {
  const name = frame.exec.names[oparg >> 2] as string;
  if (globalSuper === superType && cls instanceof PyType) {
    return superLookup(vm, cls, self, name, (oparg & 1) === 1);
  }
  const made = oparg & 2 ? vm.call2(globalSuper, cls, self) : vm.call0(globalSuper);
  return { value: getAttr(vm, made, name), self: undefined };
}
