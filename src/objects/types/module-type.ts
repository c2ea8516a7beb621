/** This file fills the type module. */

import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { isStr, strFromKey, strToUtf16 } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import { typeOf } from '../core-types.js';
import { attributeError, typeError } from '../errors.js';
import { bindArguments } from '../native/bind.js';
import { defineType } from '../native/define-type.js';
import { getset, member, method } from '../native/native-def.js';
import { parseSignature } from '../native/signature.js';
import { genericGetAttr, genericSetAttr, getAttr, lookupAttr, nameText } from '../operations/attributes.js';
import { contains } from '../operations/containers.js';
import { toArray } from '../operations/iteration.js';
import { isTrue } from '../operations/truth.js';
import { asStr } from '../strings.js';
import { PyDict } from './dict/dict.js';
import { moduleType, PyModule } from './function.js';
import { PyList } from './list/list.js';

/** What `import` needs of a file path in messages: `(/path/x.py)` or `(unknown location)`. */
function isInitializing(vm: Runtime, spec: Value | undefined): boolean {
  if (spec === undefined || spec === None) return false;
  const flag = lookupAttr(vm, spec, '_initializing');
  return flag !== undefined && isTrue(vm, flag);
}

function originOf(vm: Runtime, spec: Value | undefined): string | null {
  if (spec === undefined || spec === None) return null;
  const hasLocation = lookupAttr(vm, spec, 'has_location');
  if (hasLocation === undefined || !isTrue(vm, hasLocation)) return null;
  const origin = lookupAttr(vm, spec, 'origin');
  return origin !== undefined && isStr(origin) ? strToUtf16(origin) : null;
}

function moduleGetAttr(vm: Runtime, self: PyModule, name: string): Value {
  const type = typeOf(self);
  const descriptor = type.lookup(name);
  if (descriptor === undefined) {
    const own = self.attrDict.getStr(name);
    if (own !== undefined) return own;
  } else {
    const found = lookupGeneric(vm, self, name);
    if (found !== undefined) return found;
  }
  const hook = self.attrDict.getStr('__getattr__');
  if (hook !== undefined) return vm.call1(hook, strFromKey(name));
  throw missing(vm, self, name);
}

function lookupGeneric(vm: Runtime, self: PyModule, name: string): Value | undefined {
  const type = typeOf(self);
  const descriptor = type.lookup(name) as Value;
  const descriptorType = typeOf(descriptor);
  if (descriptorType.tp_descr_get !== null && descriptorType.tp_descr_set !== null) {
    return genericGetAttr(vm, self, name);
  }
  return self.attrDict.getStr(name) ?? genericGetAttr(vm, self, name);
}

function missing(vm: Runtime, self: PyModule, name: string): unknown {
  const text = nameText(name);
  const moduleName = self.attrDict.getStr('__name__');
  const plainName = moduleName === undefined ? undefined : asStr(moduleName);
  if (moduleName === undefined || plainName === undefined) {
    return attributeError(`module has no attribute '${text}'`, self, strFromKey(name));
  }
  const shown = strToUtf16(plainName);
  const spec = self.attrDict.getStr('__spec__');
  const initializing = isInitializing(vm, spec);
  const hint = vm.shadowingHint(spec, moduleName, initializing);
  if (hint !== '')
    return attributeError(`module '${shown}' has no attribute '${text}' ${hint}`, self, strFromKey(name));
  if (initializing) {
    const origin = originOf(vm, spec);
    const where = origin === null ? '' : ` from '${origin}'`;
    return attributeError(
      `partially initialized module '${shown}'${where} has no attribute '${text}' (most likely due to a circular import)`,
      self,
      strFromKey(name),
    );
  }
  if (isUnfinishedSubmodule(vm, spec, strFromKey(name))) {
    return attributeError(
      `cannot access submodule '${text}' of module '${shown}' (most likely due to a circular import)`,
      self,
      strFromKey(name),
    );
  }
  return attributeError(`module '${shown}' has no attribute '${text}'`, self, strFromKey(name));
}

/** Is this a submodule whose import has begun? importlib notes it in the spec of the package. */
function isUnfinishedSubmodule(vm: Runtime, spec: Value | undefined, name: Value): boolean {
  if (spec === undefined || spec === None) return false;
  const names = lookupAttr(vm, spec, '_uninitialized_submodules');
  return names !== undefined && contains(vm, names, name);
}

const initSignature = parseSignature('module(name: str, doc=None)', 'method');

function moduleInit(vm: Runtime, self: PyModule, args: readonly Value[], kwnames: readonly string[] | null): void {
  const [name, doc] = bindArguments(vm, initSignature, { short: 'module', full: 'module()' }, args, kwnames) as Value[];
  initModule(self, name as Value, doc as Value);
}

/** Give a new module the attributes that every module has. */
export function initModule(module: PyModule, name: Value, doc: Value): void {
  const dict = module.attrDict;
  dict.setStr('__name__', name);
  dict.setStr('__doc__', doc);
  dict.setStr('__package__', None);
  dict.setStr('__loader__', None);
  dict.setStr('__spec__', None);
}

function moduleRepr(vm: Runtime, self: PyModule): Value {
  return vm.call1(getAttr(vm, vm.importlib(), '_module_repr'), self);
}

function moduleAnnotations(vm: Runtime, self: PyModule): Value {
  const dict = self.attrDict;
  const own = dict.getStr('__annotations__');
  if (own !== undefined) return own;
  const annotate = dict.getStr('__annotate__');
  let result: Value = new PyDict();
  const initializing = isInitializing(vm, dict.getStr('__spec__'));
  if (annotate !== undefined && typeOf(annotate).tp_call !== null) {
    result = vm.call1(annotate, 1);
    if (!(result instanceof PyDict)) throw typeError(`__annotate__ returned non-dict of type '${typeOf(result).name}'`);
  }
  if (!initializing) dict.setStr('__annotations__', result);
  return result;
}

defineType(moduleType, {
  doc: 'Create a module object.\n\nThe name must be a string; the optional docstring can have any type.',
  slots: {
    tp_new: (_vm, type: PyType) =>
      type === moduleType
        ? new PyModule(new PyDict())
        : new (type.instanceClass as unknown as new (dict: PyDict) => PyModule)(new PyDict()),
    tp_init: moduleInit,
    tp_repr: moduleRepr,
    tp_getattro: moduleGetAttr,
    tp_setattro: genericSetAttr,
  },
  methods: [
    method('__dir__($self, /)', '__dir__() -> list\nspecialized dir() implementation', (vm, self: PyModule) => {
      const hook = self.attrDict.getStr('__dir__');
      if (hook !== undefined) return vm.call0(hook);
      const dict = getAttr(vm, self, '__dict__');
      if (!(dict instanceof PyDict)) throw typeError('<module>.__dict__ is not a dictionary');
      return new PyList(toArray(vm, dict));
    }),
  ],
  getsets: [
    member('__dict__', null, (_vm, self: PyModule) => self.attrDict),
    getset('__annotations__', null, moduleAnnotations, (_vm, self: PyModule, value) => {
      if (value !== undefined) self.attrDict.setStr('__annotations__', value);
      else if (!self.attrDict.deleteStr('__annotations__')) {
        throw attributeError('__annotations__', self, '__annotations__');
      }
      self.attrDict.deleteStr('__annotate__');
    }),
    getset(
      '__annotate__',
      null,
      (_vm, self: PyModule) => {
        const own = self.attrDict.getStr('__annotate__');
        if (own !== undefined) return own;
        self.attrDict.setStr('__annotate__', None);
        return None;
      },
      (_vm, self: PyModule, value) => {
        if (value === undefined) throw typeError('cannot delete __annotate__ attribute');
        if (value !== None && typeOf(value).tp_call === null) throw typeError('__annotate__ must be callable or None');
        self.attrDict.setStr('__annotate__', value);
        if (value !== None) self.attrDict.deleteStr('__annotations__');
      },
    ),
  ],
});
moduleType.textSignature = '(name, doc=None)';
