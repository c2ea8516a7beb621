/** This file declares the module `_pickle`: Pickler, Unpickler, and the four functions. */
import { asBytes } from '../../objects/buffer.js';
import { typeOf } from '../../objects/core-types.js';
import { error, typeError, valueError } from '../../objects/errors.js';
import { AttributeError } from '../../objects/exceptions/types.js';
import { getOwn } from '../../objects/instance.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, member, method, nativeFunction } from '../../objects/native/native-def.js';
import { PyMethodDescriptor } from '../../objects/native/native-function.js';
import { parseSignature } from '../../objects/native/signature.js';
import { getAttr, lookupAttr } from '../../objects/operations/attributes.js';
import { asInt } from '../../objects/operations/index.js';
import { getIter } from '../../objects/operations/iteration.js';
import { isTrue } from '../../objects/operations/truth.js';
import { asStr } from '../../objects/strings.js';
import { classGetItem } from '../../objects/types/class-getitem.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { type Str, strToUtf16 } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import { makeModuleType } from '../module-types.js';
import { pickleErrorType, picklingError, picklingErrorType, unpicklingError, unpicklingErrorType } from './errors.js';
import { DEFAULT_PROTOCOL, HIGHEST_PROTOCOL } from './opcodes.js';
import { pickleBufferType } from './pickle-buffer.js';
import { type PickleFile, PickleInput } from './pickle-input.js';
import { PickleOutput } from './pickle-output.js';
import { type PicklerMemo, PickleWriter } from './pickler.js';
import { findClass, PickleReader, type UnpicklerMemo } from './unpickler.js';

/** `_pickle.Pickler`. */
class PyPickler extends PyObject {
  write: Value | null = null;
  protocol = DEFAULT_PROTOCOL;
  fixImports = false;
  fast = false;
  bufferCallback: Value = None;
  dispatchTable: Value | null = null;
  memo: PicklerMemo = new Map();
}

/** `_pickle.Unpickler`. */
class PyUnpickler extends PyObject {
  file: PickleFile | null = null;
  fixImports = true;
  encoding = 'ASCII';
  errors = 'strict';
  buffers: Value = None;
  protocol = 0;
  /** The load that runs. */
  reader: PickleReader | null = null;
  memo: UnpicklerMemo = new Map();
}

/** `_pickle.PicklerMemoProxy`, `_pickle.UnpicklerMemoProxy`: the attribute `memo`. */
class PyPicklerMemo extends PyObject {
  constructor(readonly pickler: PyPickler) {
    super();
  }
}

class PyUnpicklerMemo extends PyObject {
  constructor(readonly unpickler: PyUnpickler) {
    super();
  }
}

const picklerType = makeModuleType('_pickle', 'Pickler', PyPickler);
const unpicklerType = makeModuleType('_pickle', 'Unpickler', PyUnpickler);
const picklerMemoType = makeModuleType('_pickle', 'PicklerMemoProxy', PyPicklerMemo);
const unpicklerMemoType = makeModuleType('_pickle', 'UnpicklerMemoProxy', PyUnpicklerMemo);

function protocolOf(vm: Runtime, given: Value): number {
  if (given === None) return DEFAULT_PROTOCOL;
  const protocol = asInt(vm, given);
  if (protocol < 0) return HIGHEST_PROTOCOL;
  if (protocol > HIGHEST_PROTOCOL) throw valueError(`pickle protocol must be <= ${HIGHEST_PROTOCOL}`);
  return protocol;
}

/** Set a pickler up; `file` null collects the bytes. */
function setUp(
  vm: Runtime,
  self: PyPickler,
  file: Value | null,
  protocol: Value,
  fixImports: boolean,
  callback: Value,
): void {
  self.protocol = protocolOf(vm, protocol);
  self.fixImports = fixImports && self.protocol < 3;
  if (callback !== None && self.protocol < 5) throw valueError('buffer_callback needs protocol >= 5');
  self.bufferCallback = callback;
  self.memo = new Map();
  if (file === null) return;
  const write = lookupAttr(vm, file, 'write');
  if (write === undefined) throw typeError("file must have a 'write' attribute");
  self.write = write;
}

/** A method that a subclass or the object itself has instead of the built-in one. */
function overridden(vm: Runtime, self: PyObject, name: string, base: PyType): Value | null {
  const found = typeOf(self).lookup(name);
  const isOwn = found instanceof PyMethodDescriptor && found === base.dict.get(name);
  const inDict = getOwn(self, name) !== undefined;
  return inDict || (found !== undefined && !isOwn) ? getAttr(vm, self, name) : null;
}

function dumpWith(vm: Runtime, self: PyPickler, object: Value): Uint8Array {
  const isBase = typeOf(self) === picklerType;
  const out = new PickleOutput(vm, self.write);
  const writer = new PickleWriter(
    vm,
    {
      protocol: self.protocol,
      fixImports: self.fixImports,
      fast: self.fast,
      bufferCallback: self.bufferCallback,
      persistentId: overridden(vm, self, 'persistent_id', picklerType),
      reducerOverride: isBase ? null : (lookupAttr(vm, self, 'reducer_override') ?? null),
      dispatchTable: self.dispatchTable ?? (isBase ? null : (lookupAttr(vm, self, 'dispatch_table') ?? null)),
      memo: self.memo,
    },
    out,
  );
  writer.dump(object);
  return out.finish();
}

const picklerSignature = parseSignature(
  'Pickler(file, protocol=None, fix_imports: bool=True, buffer_callback=None)',
  'function',
);
const unpicklerSignature = parseSignature(
  "Unpickler(file, *, fix_imports: bool=True, encoding: str='ASCII', errors: str='strict', buffers=())",
  'function',
);

defineType(picklerType, {
  doc: 'This takes a binary file for writing a pickle data stream.',
  isBaseType: true,
  hasDict: true,
  slots: {
    tp_new: (_vm, type: PyType) => new (type.instanceClass as unknown as typeof PyPickler)(),
    tp_init: (vm: Runtime, object, args, kwnames) => {
      const name = { short: 'Pickler', full: 'Pickler()' };
      const bound = bindArguments(vm, picklerSignature, name, args, kwnames);
      const [file, protocol, fixImports, callback] = bound as [Value, Value, boolean, Value];
      setUp(vm, object as PyPickler, file, protocol, fixImports, callback);
    },
  },
  methods: [
    method(
      'dump($self, obj, /)',
      'Write a pickled representation of the given object to the open file.',
      (vm: Runtime, self: PyPickler, object: Value) => {
        if (self.write === null) {
          throw picklingError(`Pickler.__init__() was not called by ${typeOf(self).name}.__init__()`);
        }
        dumpWith(vm, self, object);
        return None;
      },
    ),
    method('clear_memo($self, /)', 'Clears the pickler\'s "memo".', (_vm, self: PyPickler) => {
      self.memo = new Map();
      return None;
    }),
    method('persistent_id($self, obj, /)', null, () => None),
    method(
      '__sizeof__($self, /)',
      'Returns size in memory, in bytes.',
      (_vm, self: PyPickler) => 200 + 48 * self.memo.size,
    ),
    classGetItem(),
  ],
  getsets: [
    member(
      'bin',
      null,
      (_vm, self) => ((self as PyPickler).protocol > 0 ? 1 : 0),
      () => {},
    ),
    member(
      'fast',
      null,
      (_vm, self) => ((self as PyPickler).fast ? 1 : 0),
      (vm, self, value) => {
        (self as PyPickler).fast = value !== undefined && isTrue(vm, value);
      },
    ),
    member(
      'dispatch_table',
      null,
      (_vm, self) => {
        const table = (self as PyPickler).dispatchTable;
        if (table === null) throw error(AttributeError, "'Pickler' object has no attribute 'dispatch_table'");
        return table;
      },
      (_vm, self, value) => {
        (self as PyPickler).dispatchTable = value ?? null;
      },
    ),
    getset(
      'memo',
      null,
      (_vm, self) => new PyPicklerMemo(self as PyPickler),
      (vm, object, value) => {
        const self = object as PyPickler;
        if (value === undefined) throw typeError('attribute deletion is not supported');
        if (value instanceof PyPicklerMemo) self.memo = new Map(value.pickler.memo);
        else if (value instanceof PyDict) {
          const memo: PicklerMemo = new Map();
          for (let at = value.nextPosition(0); at >= 0; at = value.nextPosition(at + 1)) {
            const pair = value.valueAt(at);
            if (!(pair instanceof PyTuple) || pair.items.length !== 2)
              throw typeError("'memo' values must be 2-item tuples");
            memo.set(pair.items[1] as Value, asInt(vm, pair.items[0] as Value));
          }
          self.memo = memo;
        } else {
          throw typeError(`'memo' attribute must be a PicklerMemoProxy object or dict, not ${typeOf(value).name}`);
        }
      },
    ),
  ],
});

/** The memo as a dict from addresses to pairs of number and object. */
function picklerMemoCopy(vm: Runtime, self: PyPicklerMemo): PyDict {
  const dict = new PyDict();
  for (const [object, index] of self.pickler.memo) dict.set(vm, vm.identity(object), new PyTuple([index, object]));
  return dict;
}

defineType(picklerMemoType, {
  doc: null,
  noInstantiation: true,
  methods: [
    method('clear($self, /)', 'Remove all items from memo.', (_vm, self: PyPicklerMemo) => {
      self.pickler.memo = new Map();
      return None;
    }),
    method('copy($self, /)', 'Copy the memo to a new object.', picklerMemoCopy),
    method('__reduce__($self, /)', 'Implement pickle support.', (vm: Runtime, self: PyPicklerMemo) => {
      const dict = getAttr(vm, vm.importModule('builtins'), 'dict');
      return new PyTuple([dict, new PyTuple([picklerMemoCopy(vm, self)])]);
    }),
  ],
});

function fileOf(vm: Runtime, file: Value): PickleFile {
  const [read, readline] = [lookupAttr(vm, file, 'read'), lookupAttr(vm, file, 'readline')];
  if (read === undefined || readline === undefined) {
    throw typeError("file must have 'read' and 'readline' attributes");
  }
  return {
    read,
    readline,
    peek: lookupAttr(vm, file, 'peek') ?? null,
  };
}

function setUpUnpickler(
  vm: Runtime,
  self: PyUnpickler,
  file: Value | null,
  fixImports: boolean,
  encoding: Str,
  errors: Str,
  buffers: Value,
): void {
  if (file !== null) self.file = fileOf(vm, file);
  self.fixImports = fixImports;
  self.encoding = strToUtf16(encoding);
  self.errors = strToUtf16(errors);
  self.buffers = buffers === None ? None : getIter(vm, buffers);
  self.memo = new Map();
}

function loadWith(vm: Runtime, self: PyUnpickler, input: PickleInput): Value {
  const reader = new PickleReader(
    vm,
    {
      fixImports: self.fixImports,
      encoding: self.encoding,
      errors: self.errors,
      buffers: self.buffers,
      findClass: overridden(vm, self, 'find_class', unpicklerType),
      persistentLoad: overridden(vm, self, 'persistent_load', unpicklerType),
      memo: self.memo,
    },
    input,
  );
  self.reader = reader;
  try {
    return reader.load();
  } finally {
    self.protocol = reader.protocolSeen;
    self.reader = null;
  }
}

defineType(unpicklerType, {
  doc: 'This takes a binary file for reading a pickle data stream.',
  isBaseType: true,
  hasDict: true,
  slots: {
    tp_new: (_vm, type: PyType) => new (type.instanceClass as unknown as typeof PyUnpickler)(),
    tp_init: (vm: Runtime, object, args, kwnames) => {
      const name = { short: 'Unpickler', full: 'Unpickler()' };
      const bound = bindArguments(vm, unpicklerSignature, name, args, kwnames);
      const [file, fixImports, encoding, errors, buffers] = bound as [Value, boolean, Str, Str, Value];
      setUpUnpickler(vm, object as PyUnpickler, file, fixImports, encoding, errors, buffers);
    },
  },
  methods: [
    method('load($self, /)', 'Load a pickle.', (vm: Runtime, self: PyUnpickler) => {
      if (self.file === null) {
        throw unpicklingError(`Unpickler.__init__() was not called by ${typeOf(self).name}.__init__()`);
      }
      return loadWith(vm, self, new PickleInput(vm, null, self.file));
    }),
    method(
      'find_class($self, module_name, global_name, /)',
      'Return an object from a specified module.',
      (vm: Runtime, self: PyUnpickler, module: Value, name: Value) => {
        const [moduleText, nameText] = [asStr(module), asStr(name)];
        if (moduleText === undefined || nameText === undefined) throw typeError('find_class() arguments must be str');
        const protocol = self.reader === null ? self.protocol : self.reader.protocolSeen;
        return findClass(vm, moduleText, nameText, protocol, self.fixImports);
      },
    ),
    method('persistent_load($self, pid, /)', null, () => {
      throw unpicklingError(
        'A load persistent id instruction was encountered, but no persistent_load function was specified.',
      );
    }),
    method(
      '__sizeof__($self, /)',
      'Returns size in memory, in bytes.',
      (_vm, self: PyUnpickler) => 250 + 8 * self.memo.size,
    ),
    classGetItem(),
  ],
  getsets: [
    getset(
      'memo',
      null,
      (_vm, self) => new PyUnpicklerMemo(self as PyUnpickler),
      (vm, object, value) => {
        const self = object as PyUnpickler;
        if (value === undefined) throw typeError('attribute deletion is not supported');
        if (value instanceof PyUnpicklerMemo) self.memo = new Map(value.unpickler.memo);
        else if (value instanceof PyDict) {
          const memo: UnpicklerMemo = new Map();
          for (let at = value.nextPosition(0); at >= 0; at = value.nextPosition(at + 1)) {
            const key = value.keyAt(at);
            if (typeof key !== 'number') throw typeError('memo key must be integers');
            const index = asInt(vm, key);
            if (index < 0) throw valueError('memo key must be positive integers.');
            memo.set(index, value.valueAt(at));
          }
          self.memo = memo;
        } else {
          throw typeError(`'memo' attribute must be an UnpicklerMemoProxy object or dict, not ${typeOf(value).name}`);
        }
      },
    ),
  ],
});

function unpicklerMemoCopy(vm: Runtime, self: PyUnpicklerMemo): PyDict {
  const dict = new PyDict();
  for (const [index, object] of self.unpickler.memo) dict.set(vm, index, object);
  return dict;
}

defineType(unpicklerMemoType, {
  doc: null,
  noInstantiation: true,
  methods: [
    method('clear($self, /)', 'Remove all items from memo.', (_vm, self: PyUnpicklerMemo) => {
      self.unpickler.memo = new Map();
      return None;
    }),
    method('copy($self, /)', 'Copy the memo to a new object.', unpicklerMemoCopy),
    method('__reduce__($self, /)', 'Implement pickling support.', (vm: Runtime, self: PyUnpicklerMemo) => {
      const dict = getAttr(vm, vm.importModule('builtins'), 'dict');
      return new PyTuple([dict, new PyTuple([unpicklerMemoCopy(vm, self)])]);
    }),
  ],
});

/** `_pickle`. */
export const pickleModule = defineModule({
  name: '_pickle',
  doc: 'Optimized C implementation for the Python pickle module.',
  functions: [
    nativeFunction(
      'dump($module, /, obj, file, protocol=None, *, fix_imports: bool=True, buffer_callback=None)',
      'Write a pickled representation of obj to the open file object file.',
      (vm: Runtime, object: Value, file: Value, protocol: Value, fixImports: boolean, callback: Value) => {
        const pickler = new PyPickler();
        setUp(vm, pickler, file, protocol, fixImports, callback);
        dumpWith(vm, pickler, object);
        return None;
      },
    ),
    nativeFunction(
      'dumps($module, /, obj, protocol=None, *, fix_imports: bool=True, buffer_callback=None)',
      'Return the pickled representation of the object as a bytes object.',
      (vm: Runtime, object: Value, protocol: Value, fixImports: boolean, callback: Value) => {
        const pickler = new PyPickler();
        setUp(vm, pickler, null, protocol, fixImports, callback);
        return new PyBytes(dumpWith(vm, pickler, object));
      },
    ),
    nativeFunction(
      "load($module, /, file, *, fix_imports: bool=True, encoding: str='ASCII', errors: str='strict', buffers=())",
      'Read and return an object from the pickle data stored in a file.',
      (vm: Runtime, file: Value, fixImports: boolean, encoding: Str, errors: Str, buffers: Value) => {
        const unpickler = new PyUnpickler();
        setUpUnpickler(vm, unpickler, file, fixImports, encoding, errors, buffers);
        return loadWith(vm, unpickler, new PickleInput(vm, null, unpickler.file));
      },
    ),
    nativeFunction(
      "loads($module, data, /, *, fix_imports: bool=True, encoding: str='ASCII', errors: str='strict', buffers=())",
      'Read and return an object from the given pickle data.',
      (vm: Runtime, data: Value, fixImports: boolean, encoding: Str, errors: Str, buffers: Value) => {
        const unpickler = new PyUnpickler();
        setUpUnpickler(vm, unpickler, null, fixImports, encoding, errors, buffers);
        return loadWith(vm, unpickler, new PickleInput(vm, asBytes(vm, data), null));
      },
    ),
  ],
  types: [
    ['PickleError', pickleErrorType],
    ['PicklingError', picklingErrorType],
    ['UnpicklingError', unpicklingErrorType],
    ['Pickler', picklerType],
    ['Unpickler', unpicklerType],
    ['PickleBuffer', pickleBufferType],
  ],
});
