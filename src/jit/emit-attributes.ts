/** This file emits names and attributes: what was found before is used again while versions say that it still holds. */
import { typeOf } from '../objects/core-types.js';
import { mangle } from '../objects/instance.js';
import { PyMemberDescriptor, PyMethodDescriptor, PyNativeFunction } from '../objects/native/native-function.js';
import { genericGetAttr, genericSetAttr } from '../objects/operations/attributes.js';
import { PyProperty } from '../objects/types/descriptors.js';
import { PyDict } from '../objects/types/dict/dict.js';
import { PyFunction, PyModule } from '../objects/types/function.js';
import { PyList } from '../objects/types/list/list.js';
import { PyObject, type Value } from '../values/object.js';
import { strFromKey } from '../values/str.js';
import { PyType } from '../values/type.js';
import { executableOf } from '../vm/executable.js';
import { seenType } from '../vm/instructions/attributes.js';
import type { Emitter } from './emitter.js';
import type { Entry } from './state.js';

/** The property name as the engine's own string, so that it finds the property at once. */
export function propertyKey(name: string): string {
  return Object.keys({ [mangle(name)]: 0 })[0] as string;
}

/** Values that stay what they are once a program runs: code that uses them takes them for constants, with a check. */
function isSteady(value: Value): boolean {
  return (
    value instanceof PyFunction ||
    value instanceof PyType ||
    value instanceof PyNativeFunction ||
    value instanceof PyModule
  );
}

/** LOAD_GLOBAL. */
export function emitLoadGlobal(e: Emitter, oparg: number): void {
  const index = oparg >> 1;
  const { globals, builtins } = e.frameNames;
  const slow = `(${e.careful()}H.global(V,${e.names},${index},${e.at}))`;
  const slot = e.slot(e.stack.length, 'any');
  if (globals.constructor === PyDict && builtins.constructor === PyDict) {
    const name = strFromKey(e.exec.names[index] as string);
    const inGlobals = globals.find(e.vm, name);
    const position = inGlobals >= 0 ? inGlobals : builtins.find(e.vm, name);
    if (position >= 0) {
      const dict = inGlobals >= 0 ? globals : builtins;
      const value = dict.valueAt(position);
      let valid = `${e.constant(globals)}.keysVersion===${globals.keysVersion}`;
      if (inGlobals < 0) valid += `&&${e.constant(builtins)}.keysVersion===${builtins.keysVersion}`;
      const found = `${e.constant(dict)}.vals[${position}]`;
      const key = `g${e.at}`;
      if (isSteady(value) && e.assumes(key)) {
        const constant = e.constant(value);
        e.write(`if(!(${valid}&&${found}===${constant}))${e.bail([], key)}`);
        e.push('any', constant, value);
      } else {
        e.write(`${slot}=${valid}?${found}:${slow};`);
        e.push('any', slot, value);
      }
      if (oparg & 1) e.push('null', 'U');
      return;
    }
  }
  e.write(`${slot}=${slow};`);
  e.push('any', slot);
  if (oparg & 1) e.push('null', 'U');
}

/** The class that the owner probably has. */
function likelyType(e: Emitter, owner: Entry): PyType | null {
  switch (owner.kind) {
    case 'str':
      return typeOf('');
    case 'list':
      return PyList.prototype.type;
    case 'any':
      if (owner.sample !== undefined) return typeOf(owner.sample);
      return seenType(e.exec, e.at);
    default:
      return null;
  }
}

/** The test that a value has exactly this class, unchanged. */
function typeTest(e: Emitter, text: string, type: PyType): string {
  if (type === typeOf('')) return `typeof ${text}==='string'`;
  const constant = e.constant(type);
  return type.isHeap
    ? `${text}.type===${constant}&&${constant}.version===${type.version}`
    : `${text}.type===${constant}`;
}

/** LOAD_ATTR. */
export function emitLoadAttribute(e: Emitter, oparg: number): void {
  const index = oparg >> 1;
  const name = e.exec.names[index] as string;
  const owner = e.pop();
  const type = likelyType(e, owner);
  if (oparg & 1) return loadMethod(e, owner, type, name, index);
  const slot = e.slot(e.stack.length, 'any');
  const v = e.boxed(owner);
  const slow = `(${e.careful([owner])}H.attribute(V,${e.names},${v},${index},${e.at}))`;
  const plain = (text: string, sample?: Value): void => {
    e.write(`${slot}=${text};`);
    e.push('any', slot, sample);
  };
  if (owner.kind === 'float' || type === null || type.tp_getattro !== genericGetAttr)
    return moduleAttribute(e, owner, name, slow, plain);
  const descriptor = type.lookup(name);
  const descriptorType = descriptor === undefined ? null : typeOf(descriptor);
  const test = typeTest(e, v, type);
  const sample = ownSample(owner.sample, name);
  if (descriptor instanceof PyMemberDescriptor && descriptor.key !== null) {
    const key = e.constant(descriptor.key);
    return plain(`${test}&&(t=${v}[${key}])!==U?t:${slow}`, slotSample(owner.sample, descriptor.key));
  }
  if (descriptor instanceof PyProperty && descriptor.fget instanceof PyFunction) {
    const getter = descriptor.fget;
    const exec = executableOf(e.vm, getter.code);
    if (exec.directCount === 1 && (getter.code.co_flags & 0x2a0) === 0) {
      e.sync();
      e.prepareCallee(exec);
      const [func, code, target] = [e.constant(getter), e.constant(getter.code), e.constant(exec)];
      e.write(
        `if(${test}&&${func}.code===${code}){x=${e.site(e.at, [owner], 1)};PC[d]=${e.at};t=${target}.entry(${func},${v})}else t=${slow};`,
      );
      e.write(e.checkCall('t', [owner]));
      e.pushComputed('any', 't');
      return;
    }
    return plain(slow);
  }
  const isData =
    descriptorType !== null && descriptorType.tp_descr_get !== null && descriptorType.tp_descr_set !== null;
  if (isData) return plain(slow);
  const key = e.constant(propertyKey(name));
  if (type.hasDict) {
    if (sample === undefined && descriptor !== undefined && descriptorType?.tp_descr_get === null) {
      const constant = e.constant(descriptor);
      return plain(`${test}&&${v}[${key}]===U&&${v}.attrDict===null?${constant}:${slow}`, descriptor);
    }
    return plain(`${test}&&(t=${v}[${key}])!==U?t:${slow}`, sample);
  }
  return plain(slow);
}

function ownSample(owner: Value | undefined, name: string): Value | undefined {
  if (!(owner instanceof PyObject)) return undefined;
  return (owner as unknown as Record<string, Value | undefined>)[mangle(name)];
}

function slotSample(owner: Value | undefined, key: string): Value | undefined {
  return owner instanceof PyObject ? (owner as unknown as Record<string, Value | undefined>)[key] : undefined;
}

function moduleAttribute(
  e: Emitter,
  owner: Entry,
  name: string,
  slow: string,
  plain: (text: string, sample?: Value) => void,
): void {
  const module = owner.sample;
  if (
    module instanceof PyModule &&
    module.constructor === PyModule &&
    module.attrDict.constructor === PyDict &&
    owner.kind === 'any'
  ) {
    const dict = module.attrDict;
    const position = dict.find(e.vm, strFromKey(name));
    if (position >= 0) {
      const value = dict.valueAt(position);
      const valid = `${owner.text}===${e.constant(module)}&&${e.constant(module)}.attrDict===${e.constant(dict)}&&${e.constant(dict)}.keysVersion===${dict.keysVersion}`;
      const key = `m${e.at}`;
      if (isSteady(value) && e.assumes(key)) {
        const constant = e.constant(value);
        e.write(`if(!(${valid}&&${e.constant(dict)}.vals[${position}]===${constant}))${e.bail([owner], key)}`);
        e.push('any', constant, value);
        return;
      }
      return plain(`${valid}?${e.constant(dict)}.vals[${position}]:${slow}`, value);
    }
  }
  plain(slow);
}

/** LOAD_ATTR that is followed by a call. */
function loadMethod(e: Emitter, owner: Entry, type: PyType | null, name: string, index: number): void {
  const p = e.stack.length;
  const v = e.boxed(owner);
  const key = `a${e.at}`;
  if (type !== null && owner.kind !== 'float' && type.tp_getattro === genericGetAttr && e.assumes(key)) {
    const method = type.lookup(name);
    if (method !== undefined && typeOf(method).isMethodDescriptor) {
      const own = type.hasDict ? `&&${v}[${e.constant(propertyKey(name))}]===U&&${v}.attrDict===null` : '';
      const certain = (owner.kind === 'str' || owner.kind === 'list') && owner.kind === 'str';
      if (!certain) e.write(`if(!(${typeTest(e, v, type)}${own}))${e.bail([owner], key)}`);
      e.push('any', e.constant(method), method);
      e.push(owner.kind, owner.text, owner.sample, owner.local);
      if (owner.text === `s${p}`) {
        // The owner moves up by one place.
        e.stack.pop();
        e.write(`s${p + 1}=s${p};`);
        e.push(owner.kind, `s${p + 1}`, owner.sample);
      }
      return;
    }
  }
  if (owner.sample instanceof PyModule) {
    let pushed = false;
    moduleAttribute(e, owner, name, '', (text) => {
      pushed = true;
      void text;
    });
    if (!pushed) {
      e.push('null', 'U');
      return;
    }
  }
  e.write(`t=(${e.careful([owner])}H.methodOf(V,${e.names},${v},${index},${e.at}));s${p}=t;s${p + 1}=V.receiver;`);
  e.push('any', `s${p}`);
  e.push('any', `s${p + 1}`, owner.sample);
}

/** STORE_ATTR. */
export function emitStoreAttribute(e: Emitter, index: number): void {
  const owner = e.pop();
  const value = e.pop();
  const name = e.exec.names[index] as string;
  const type = owner.kind === 'any' ? likelyType(e, owner) : null;
  const o = e.boxed(owner);
  const w = e.boxed(value);
  const slow = `${e.careful([value, owner])}H.setAttribute(V,${e.names},${o},${index},${e.at},${w})`;
  if (type !== null && type.tp_setattro === genericSetAttr) {
    const descriptor = type.lookup(name);
    const set = descriptor === undefined ? null : typeOf(descriptor).tp_descr_set;
    if (descriptor instanceof PyMemberDescriptor && descriptor.key !== null) {
      e.write(`if(${typeTest(e, o, type)})${o}[${e.constant(descriptor.key)}]=${w};else{${slow}}`);
      return;
    }
    if (set === null && type.hasDict) {
      e.write(
        `if(${typeTest(e, o, type)}&&${o}.attrDict===null)${o}[${e.constant(propertyKey(name))}]=${w};else{${slow}}`,
      );
      return;
    }
  }
  e.write(`${slow};`);
}

/** Is this the unbound method of a class that checks its receiver itself? */
export function isNativeMethod(value: Value | undefined): value is PyMethodDescriptor {
  return value instanceof PyMethodDescriptor;
}
