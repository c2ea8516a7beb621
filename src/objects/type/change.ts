/** This file tells everything that depends on a class that the class changed. */
import type { Runtime } from '../../values/runtime.js';
import type { PyType } from '../../values/type.js';
import { dictFromNames, type PyDict } from '../types/dict/dict.js';
import { noteInstances } from './note-instances.js';
import { slotsForName, updateAllSlots, updateSlot } from './slots.js';

/** The namespace of a heap type changed at `name` (or everywhere, for null): forget what was cached, redo the slots. */
export function typeModified(vm: Runtime, type: PyType, name: string | null): void {
  syncView(type, name);
  invalidate(vm, type, name);
}

function invalidate(vm: Runtime, type: PyType, name: string | null): void {
  type.lookupCache.clear();
  type.version = vm.newTypeVersion();
  if (type.isHeap) {
    if (name === null) updateAllSlots(type);
    else for (const slot of slotsForName(name)) updateSlot(type, slot);
    if (name === null || name === '__del__') noteInstances(vm, type);
  }
  for (const subclass of vm.subclassesOf(type)) invalidate(vm, subclass, name);
}

/** The live dict behind `type.__dict__`. */
export function namespaceView(type: PyType): PyDict {
  type.namespaceView ??= dictFromNames(type.dict);
  return type.namespaceView as PyDict;
}

function syncView(type: PyType, name: string | null): void {
  const view = type.namespaceView as PyDict | null;
  if (view === null) return;
  if (name === null) {
    view.clear();
    for (const [key, value] of type.dict) view.setStr(key, value);
    return;
  }
  const value = type.dict.get(name);
  if (value === undefined) view.deleteStr(name);
  else view.setStr(name, value);
}
