/** This file defines _thread._local: attributes of which each thread has its own. */
import { objectType, typeOf } from '../../objects/core-types.js';
import { attributeError, typeError } from '../../objects/errors.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset } from '../../objects/native/native-def.js';
import { genericGetAttr, genericSetAttr } from '../../objects/operations/attributes.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { strFromKey } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import type { Machine } from '../../vm/machine.js';
import { makeModuleType } from '../module-types.js';

/** An object whose attributes belong to the thread that looks at them. */
export class PyThreadLocal extends PyObject {
  readonly dicts = new Map<number, PyDict>();
  /** What `__init__` is called with in each thread. */
  args: readonly Value[] = [];
  kwnames: readonly string[] | null = null;
}

export const threadLocalType = makeModuleType('_thread', '_local', PyThreadLocal);

/** Put the running thread's attributes in place; a thread that comes for the first time runs `__init__`. */
function enter(vm: Runtime, self: PyThreadLocal): PyDict {
  const thread = (vm as Machine).threadId();
  const known = self.dicts.get(thread);
  if (known !== undefined) {
    self.attrDict = known;
    return known;
  }
  const dict = new PyDict();
  self.dicts.set(thread, dict);
  self.attrDict = dict;
  const init = self.type.tp_init;
  if (init !== null && init !== objectType.tp_init) {
    try {
      init(vm, self, self.args, self.kwnames);
    } catch (reason) {
      self.dicts.delete(thread);
      throw reason;
    }
    self.attrDict = dict;
  }
  return dict;
}

function create(vm: Runtime, type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  if (args.length > 0 && type.tp_init === objectType.tp_init) {
    throw typeError('Initialization arguments are not supported');
  }
  const self = new (type.instanceClass as unknown as new () => PyThreadLocal)();
  self.args = args;
  self.kwnames = kwnames;
  const dict = new PyDict();
  self.dicts.set((vm as Machine).threadId(), dict);
  self.attrDict = dict;
  return self;
}

defineType(threadLocalType, {
  doc: 'Thread-local data',
  slots: {
    tp_new: create,
    tp_getattro: (vm, self: PyThreadLocal, name) => {
      const dict = enter(vm, self);
      return name === '__dict__' ? dict : genericGetAttr(vm, self, name);
    },
    tp_setattro: (vm, self: PyThreadLocal, name, value) => {
      enter(vm, self);
      if (name === '__dict__') {
        const message = `'${typeOf(self).name}' object attribute '__dict__' is read-only`;
        throw attributeError(message, self, strFromKey(name));
      }
      genericSetAttr(vm, self, name, value);
    },
  },
  getsets: [getset('__dict__', null, (vm, self: PyThreadLocal) => enter(vm, self))],
  isBaseType: true,
  hasDict: true,
});
threadLocalType.textSignature = '()';
