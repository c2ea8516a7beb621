/** This file loads and stores attributes for the interpreter, remembering at each site what it found. */
import { typeOf } from '../../objects/core-types.js';
import { getOwn, mangle, setOwn } from '../../objects/instance.js';
import { genericGetAttr, genericSetAttr, getAttr, missingAttribute } from '../../objects/operations/attributes.js';
import { PyProperty } from '../../objects/types/descriptors.js';
import { PyFunction } from '../../objects/types/function.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import type { PyType } from '../../values/type.js';
import type { PyFrame } from '../frame.js';
import { PropertyCall } from '../property-call.js';

/** What a site knows of one class: the attribute that the class gives, and how it behaves. */
class AttributeCache {
  constructor(
    readonly type: PyType,
    readonly version: number,
    readonly descriptor: Value | undefined,
    readonly get: PyType['tp_descr_get'],
    readonly isData: boolean,
    readonly set: PyType['tp_descr_set'],
    readonly key: string,
    /** A function that can be called without binding. */
    readonly isMethod: boolean,
  ) {}
}

function cacheFor(type: PyType, name: string): AttributeCache {
  const descriptor = type.lookup(name);
  const descriptorType = descriptor === undefined ? null : typeOf(descriptor);
  const get = descriptorType === null ? null : descriptorType.tp_descr_get;
  const set = descriptorType === null ? null : descriptorType.tp_descr_set;
  return new AttributeCache(
    type,
    type.version,
    descriptor,
    get,
    get !== null && set !== null,
    set,
    // The engine finds properties by interned strings: make it one now.
    Object.keys({ [mangle(name)]: 0 })[0] as string,
    descriptorType?.isMethodDescriptor ?? false,
  );
}

function siteCache(frame: PyFrame, type: PyType, name: string, at: number): AttributeCache {
  const seen = frame.exec.caches[at] as AttributeCache | null;
  if (seen !== null && seen.type === type && seen.version === type.version) return seen;
  const made = cacheFor(type, name);
  frame.exec.caches[at] = made;
  return made;
}

/** The class of the owner that a site has seen last, or null. */
export function seenType(exec: PyFrame['exec'], at: number): PyType | null {
  const seen = exec.caches[at];
  return seen instanceof AttributeCache ? seen.type : null;
}

/** `owner.name`, or the call of a Python property getter that is still to be made. */
export function loadAttribute(
  vm: Runtime,
  frame: PyFrame,
  owner: Value,
  nameIndex: number,
  at: number,
): Value | PropertyCall {
  const type = typeOf(owner);
  const name = frame.exec.names[nameIndex] as string;
  if (type.tp_getattro !== genericGetAttr) {
    return getAttr(vm, owner, name);
  }
  const cache = siteCache(frame, type, name, at);
  if (cache.isData) {
    const descriptor = cache.descriptor as Value;
    if (descriptor instanceof PyProperty && descriptor.fget instanceof PyFunction) {
      return new PropertyCall(descriptor.fget, owner);
    }
    return (cache.get as NonNullable<PyType['tp_descr_get']>)(vm, descriptor, owner, type);
  }
  if (type.hasDict && owner instanceof PyObject) {
    const own =
      owner.attrDict === null
        ? (owner as unknown as Record<string, Value | undefined>)[cache.key]
        : owner.attrDict.getStr(name);
    if (own !== undefined) return own;
  }
  if (cache.descriptor === undefined) throw missingAttribute(owner, name);
  return cache.get === null ? cache.descriptor : cache.get(vm, cache.descriptor, owner, type);
}

/** The function behind `owner.name(…)`, to be called with the owner in front; undefined where it is no plain method. */
export function cachedMethod(frame: PyFrame, type: PyType, owner: Value, name: string, at: number): Value | undefined {
  const cache = siteCache(frame, type, name, at);
  if (!cache.isMethod) return undefined;
  if (!type.hasDict || !(owner instanceof PyObject)) return cache.descriptor;
  const own =
    owner.attrDict === null
      ? (owner as unknown as Record<string, Value | undefined>)[cache.key]
      : owner.attrDict.getStr(name);
  return own === undefined ? cache.descriptor : undefined;
}

/** `owner.name = value`. */
export function storeAttribute(
  vm: Runtime,
  frame: PyFrame,
  owner: Value,
  nameIndex: number,
  at: number,
  value: Value,
): void {
  const type = typeOf(owner);
  const name = frame.exec.names[nameIndex] as string;
  if (type.tp_setattro !== genericSetAttr) {
    (type.tp_setattro ?? genericSetAttr)(vm, owner, name, value);
    return;
  }
  const cache = siteCache(frame, type, name, at);
  if (cache.set === null && type.hasDict && owner instanceof PyObject) {
    if (owner.attrDict === null) (owner as unknown as Record<string, Value>)[cache.key] = value;
    else setOwn(owner, name, value);
    return;
  }
  genericSetAttr(vm, owner, name, value);
}

/** The attribute in the instance's own namespace. */
export function ownAttribute(owner: PyObject, name: string): Value | undefined {
  return getOwn(owner, name);
}
