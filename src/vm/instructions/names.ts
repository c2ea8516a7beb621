/** This file looks up, stores and deletes names: globals, builtins, class and module namespaces. */
import { nameError } from '../../objects/errors.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { KeyError } from '../../objects/exceptions/types.js';
import { delItem, getItem, setItem } from '../../objects/operations/containers.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { strFromKey, strToUtf16 } from '../../values/str.js';
import type { PyFrame } from '../frame.js';
import type { Machine } from '../machine.js';

/** Where a LOAD_GLOBAL found its name: valid while the key sets have not changed. */
class GlobalCache {
  constructor(
    readonly globals: PyDict,
    readonly globalsVersion: number,
    readonly builtins: PyDict,
    readonly builtinsVersion: number,
    readonly dict: PyDict,
    readonly position: number,
  ) {}
}

/** NameError "name 'x' is not defined". */
export function undefinedName(name: string): Raised {
  const text = strFromKey(name);
  return nameError(`name '${strToUtf16(text)}' is not defined`, text);
}

/** A global or builtin by its index in `co_names`; `at` is the instruction, whose cache is used. */
export function loadGlobal(vm: Runtime, frame: PyFrame, name: number, at: number): Value {
  const cache = frame.exec.caches[at];
  const { globals, builtins } = frame;
  if (
    cache instanceof GlobalCache &&
    cache.globals === globals &&
    cache.globalsVersion === globals.keysVersion &&
    cache.builtinsVersion === builtins.keysVersion &&
    cache.builtins === builtins
  ) {
    return cache.dict.vals[cache.position] as Value;
  }
  return loadGlobalSlow(vm, frame, frame.exec.names[name] as string, at);
}

function loadGlobalSlow(vm: Runtime, frame: PyFrame, name: string, at: number): Value {
  const { globals, builtins } = frame;
  if (globals.constructor === PyDict && builtins.constructor === PyDict) {
    const key = strFromKey(name);
    let dict = globals;
    let position = globals.find(vm, key);
    if (position < 0) {
      dict = builtins;
      position = builtins.find(vm, key);
    }
    if (position < 0) {
      if (!(vm as Machine).addLateBuiltins()) throw undefinedName(name);
      return loadGlobalSlow(vm, frame, name, at);
    }
    frame.exec.caches[at] = new GlobalCache(
      globals,
      globals.keysVersion,
      builtins,
      builtins.keysVersion,
      dict,
      position,
    );
    return dict.valueAt(position);
  }
  return lookupGlobal(vm, frame, name);
}

function lookupGlobal(vm: Runtime, frame: PyFrame, name: string): Value {
  const found = lookupIn(vm, frame.globals, name) ?? lookupIn(vm, frame.builtins, name);
  if (found !== undefined) return found;
  if (!(vm as Machine).addLateBuiltins()) throw undefinedName(name);
  return lookupGlobal(vm, frame, name);
}

/** A name in a mapping that need not be a plain dict; undefined when missing. */
export function lookupIn(vm: Runtime, mapping: Value, name: string): Value | undefined {
  if (mapping instanceof PyDict && mapping.constructor === PyDict) return mapping.getStr(name);
  try {
    return getItem(vm, mapping, strFromKey(name));
  } catch (reason) {
    if (reason instanceof Raised && reason.exception.type.isSubtypeOf(KeyError)) return undefined;
    throw reason;
  }
}

/** LOAD_NAME: the local namespace, globals, builtins. */
export function loadName(vm: Runtime, frame: PyFrame, name: string): Value {
  // The loader of a program is made with the import system.
  if (name === '__loader__') (vm as Machine).beginImports();
  return lookupIn(vm, localsOf(frame), name) ?? lookupGlobal(vm, frame, name);
}

/** LOAD_FROM_DICT_OR_GLOBALS. */
export function loadFromDictOrGlobals(vm: Runtime, frame: PyFrame, mapping: Value, name: string): Value {
  return lookupIn(vm, mapping, name) ?? lookupGlobal(vm, frame, name);
}

function localsOf(frame: PyFrame): Value {
  return frame.locals ?? frame.globals;
}

/** STORE_NAME. */
export function storeName(vm: Runtime, frame: PyFrame, name: string, value: Value): void {
  const locals = localsOf(frame);
  if (locals instanceof PyDict && locals.constructor === PyDict) locals.setStr(name, value);
  else setItem(vm, locals, strFromKey(name), value);
}

/** DELETE_NAME. */
export function deleteName(vm: Runtime, frame: PyFrame, name: string): void {
  try {
    delItem(vm, localsOf(frame), strFromKey(name));
  } catch (reason) {
    if (reason instanceof Raised && reason.exception.type.isSubtypeOf(KeyError)) throw undefinedName(name);
    throw reason;
  }
}

/** STORE_GLOBAL. */
export function storeGlobal(vm: Runtime, frame: PyFrame, name: string, value: Value): void {
  if (frame.globals.constructor === PyDict) frame.globals.setStr(name, value);
  else setItem(vm, frame.globals, strFromKey(name), value);
}

/** DELETE_GLOBAL. */
export function deleteGlobal(frame: PyFrame, name: string): void {
  if (!frame.globals.deleteStr(name)) throw undefinedName(name);
}
