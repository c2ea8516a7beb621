/** This file fills the slots of types: inherited ones, wrappers for native ones, dispatchers for Python methods. */
import { None } from '../../values/singletons.js';
import type { PyType } from '../../values/type.js';
import type { SlotName } from '../native/define-type.js';
import { PyMethodDescriptor } from '../native/native-function.js';
import { UNHASHABLE } from '../operations/hash.js';
import { PyNewWrapper } from './new-wrapper.js';
import { DEFS_BY_SLOT, SLOT_DEFS, SLOT_NAMES, SLOTS_BY_NAME } from './slot-defs.js';
import { PySlotWrapper } from './slot-wrappers.js';

// biome-ignore lint/suspicious/noExplicitAny: slots are copied whatever their signature
type SlotTable = { [K in SlotName]: any };

/** The slots of a type as a table that is indexed only with names from SLOT_NAMES. */
function slotsOf(type: PyType): SlotTable {
  return type as unknown as SlotTable;
}

/** Put a wrapper into the namespace for every slot that the type fills itself (add_operators). */
export function addOperators(type: PyType): void {
  const slots = slotsOf(type);
  for (const def of SLOT_DEFS) {
    const slot = slots[def.slot];
    if (slot === null || def.wrap === null || type.dict.has(def.name)) continue;
    if (slot === UNHASHABLE) {
      type.dict.set(def.name, None);
      continue;
    }
    type.dict.set(def.name, new PySlotWrapper(def.name, type, def.slot, slot, def.wrap, def.text, def.doc));
  }
  if (type.tp_new !== null && !type.dict.has('__new__') && !type.noInstantiation) {
    type.dict.set('__new__', new PyNewWrapper(type));
  }
}

/** Copy what a built-in type does not fill from its bases in MRO order (inherit_slots). */
export function inheritSlots(type: PyType): void {
  const slots = slotsOf(type);
  // Comparison and hashing are inherited together: a type that defines one of them keeps its own pair.
  const ownsEquality = type.tp_richcompare !== null || type.tp_hash !== null;
  for (let i = 1; i < type.mro.length; i++) {
    const base = slotsOf(type.mro[i] as PyType);
    for (const name of SLOT_NAMES) {
      if (slots[name] !== null || (ownsEquality && (name === 'tp_richcompare' || name === 'tp_hash'))) continue;
      slots[name] = base[name];
    }
  }
  if (type.tp_hash === null) {
    type.tp_hash = UNHASHABLE;
    if (!type.dict.has('__hash__')) type.dict.set('__hash__', None);
  }
}

/**
 * Decide one slot of a heap type from the methods that its MRO gives (update_one_slot): the native function when every
 * name leads to the wrapper of one, the dispatcher otherwise.
 */
export function updateSlot(type: PyType, slotName: SlotName): void {
  let specific: unknown = null;
  let generic: unknown = null;
  let useGeneric = false;
  for (const def of DEFS_BY_SLOT.get(slotName) ?? []) {
    const found = type.lookup(def.name);
    if (found === undefined) continue;
    if (found instanceof PySlotWrapper && found.name === def.name) {
      if (found.slotName !== slotName) {
        // The name stands for two slots (`__getitem__`, `__len__`): the native type filled the other one too, or not.
        const native = slotsOf(found.owner)[slotName];
        if (native === null) {
          // A wrapper of a foreign type refuses its argument; that must not be passed over.
          if (type.isSubtypeOf(found.owner)) continue;
          generic = def.dispatch;
          useGeneric = true;
          continue;
        }
        if (specific === null || specific === native) specific = native;
        else useGeneric = true;
        generic = def.dispatch;
        continue;
      }
      generic = def.dispatch;
      if ((specific === null || specific === found.slot) && type.isSubtypeOf(found.owner)) specific = found.slot;
      else useGeneric = true;
    } else if (found instanceof PyMethodDescriptor && !found.owner.isHeap && found.def.coexist) {
      const native = slotsOf(found.owner)[slotName];
      if (native === null) continue;
      if (specific === null || specific === native) specific = native;
      else useGeneric = true;
      generic = def.dispatch;
    } else if (found instanceof PyNewWrapper && slotName === 'tp_new') {
      specific = found.owner.tp_new;
    } else if (found === None && slotName === 'tp_hash') {
      specific = UNHASHABLE;
    } else {
      useGeneric = true;
      generic = def.dispatch;
    }
  }
  slotsOf(type)[slotName] = specific !== null && !useGeneric ? specific : generic;
}

/** Decide every slot of a heap type. */
export function updateAllSlots(type: PyType): void {
  for (const name of SLOT_NAMES) updateSlot(type, name);
}

/** Which slots depend on an attribute of this name. */
export function slotsForName(name: string): readonly SlotName[] {
  return SLOTS_BY_NAME.get(name) ?? [];
}
