/** This file declares the module _imp, on which importlib stands. */
import { PyCode } from '../../bytecode/code.js';
import { RAW_MAGIC_NUMBER } from '../../bytecode/pyc.js';
import { sourceHash } from '../../bytecode/source-hash.js';
import { asBytes } from '../../objects/buffer.js';
import { typeError } from '../../objects/errors.js';
import { importErrorFrom } from '../../objects/exceptions/import-error.js';
import { Raised } from '../../objects/exceptions/raised.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyModule } from '../../objects/types/function.js';
import { PyList } from '../../objects/types/list/list.js';
import { initModule } from '../../objects/types/module-type.js';
import type { Value } from '../../values/object.js';
import { type Runtime, StateKey } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { isStr, type Str, strFromUtf16, strKey, strToUtf16 } from '../../values/str.js';
import { executeCode } from '../../vm/execute-code.js';
import type { FrozenInfo, Machine } from '../../vm/machine.js';

/** The same code, and all code inside it, under another file name. */
export function withFilename(code: PyCode, filename: Str): PyCode {
  const consts = new PyTuple(
    code.co_consts.items.map((constant) => (constant instanceof PyCode ? withFilename(constant, filename) : constant)),
  );
  return code.replace({ co_filename: filename, co_consts: consts });
}

function builtinModule(vm: Machine, spec: Value): Value {
  const name = getAttr(vm, spec, 'name');
  if (!isStr(name)) throw typeError('name must be string, not something else');
  const key = strToUtf16(name);
  const loaded = vm.modules.getStr(key);
  if (loaded !== undefined) return loaded;
  return vm.createNativeModule(key) ?? None;
}

const lockFunction = (name: string, doc: string) => nativeFunction(`${name}($module, /)`, doc, () => None);

export const impModule = defineModule({
  name: '_imp',
  doc: '(Extremely) low-level import machinery bits as used by importlib.',
  functions: [
    // One machine runs one thread at a time and never switches inside an import: the lock is always free.
    lockFunction('acquire_lock', "Acquires the interpreter's import lock for the current thread."),
    lockFunction('release_lock', "Release the interpreter's import lock."),
    nativeFunction(
      'lock_held($module, /)',
      'Return True if the import lock is currently held, else False.',
      () => false,
    ),
    nativeFunction(
      'extension_suffixes($module, /)',
      'Returns the list of file suffixes used to identify extension modules.',
      () => new PyList([]),
    ),
    nativeFunction(
      'is_builtin($module, name: str, /)',
      'Returns True if the module name corresponds to a built-in module.',
      (vm, name: Str) => ((vm as Machine).hasNativeModule(strToUtf16(name)) ? 1 : 0),
    ),
    nativeFunction(
      'is_frozen($module, name: str, /)',
      'Returns True if the module name corresponds to a frozen module.',
      (vm, name: Str) => frozenModule(vm, name) !== undefined,
    ),
    nativeFunction(
      'is_frozen_package($module, name: str, /)',
      'Returns True if the module name is of a frozen package.',
      (vm, name: Str) => {
        const found = frozenModule(vm, name);
        if (found === undefined) throw frozenError(vm, name);
        return found.isPackage;
      },
    ),
    nativeFunction(
      'find_frozen($module, name: str, /, *, withdata: bool=False)',
      'Return info about the corresponding frozen module (if there is one) or None.',
      (vm, name: Str, withData: boolean) => {
        const found = frozenModule(vm, name);
        if (found === undefined) return None;
        const code = withData ? (vm as Machine).frozenCode(strToUtf16(name)) : undefined;
        const data = code === undefined ? None : vm.call1(getAttr(vm, vm.importModule('marshal'), 'dumps'), code);
        return new PyTuple([data, found.isPackage, found.origin === null ? None : strFromUtf16(found.origin)]);
      },
    ),
    nativeFunction(
      'get_frozen_object($module, name: str, data=None, /)',
      'Create a code object for a frozen module.',
      (vm, name: Str, data: Value) => {
        if (data !== None) vm.permit?.('marshal');
        if (data !== None) return codeFromData(vm as Machine, name, data);
        const code = frozenModule(vm, name) === undefined ? undefined : (vm as Machine).frozenCode(strToUtf16(name));
        if (code === undefined) throw frozenError(vm, name);
        return code;
      },
    ),
    nativeFunction('init_frozen($module, name: str, /)', 'Initializes a frozen module.', (vm, name: Str) =>
      initFrozen(vm as Machine, name),
    ),
    nativeFunction('create_builtin($module, spec, /)', 'Create an extension module.', (vm, spec: Value) =>
      builtinModule(vm as Machine, spec),
    ),
    nativeFunction('exec_builtin($module, mod, /)', 'Initialize a built-in module.', () => 0),
    nativeFunction(
      '_fix_co_filename($module, code, path: str, /)',
      'Changes code.co_filename to specify the passed-in path.',
      (_vm, code: Value, path: Str) => {
        if (!(code instanceof PyCode)) throw typeError('_fix_co_filename() argument 1 must be code');
        renameCode(code, path);
        return None;
      },
    ),
    nativeFunction(
      'source_hash($module, /, key: index, source)',
      null,
      (vm: Runtime, key: number | bigint, source: Value) => {
        if (BigInt(key) !== BigInt(RAW_MAGIC_NUMBER)) throw typeError('source_hash: unknown key');
        return new PyBytes(sourceHash(asBytes(vm, source)));
      },
    ),
    nativeFunction(
      '_override_frozen_modules_for_tests($module, override: int, /)',
      '(internal-only) Override PyConfig.use_frozen_modules.',
      (vm, override: number) => {
        vm.state(frozenOverride).override = override;
        return None;
      },
    ),
    nativeFunction(
      '_override_multi_interp_extensions_check($module, override: int, /)',
      '(internal-only) Override PyInterpreterConfig.check_multi_interp_extensions.',
      () => 0,
    ),
    nativeFunction(
      '_frozen_module_names($module, /)',
      '(internal-only) Returns the list of available frozen modules.',
      (vm) => new PyList((vm as Machine).frozenNames().map(strFromUtf16)),
    ),
    nativeFunction('_set_lazy_attributes($module, modobj, name, /)', 'Not used by this interpreter.', () => None),
  ],
  constants: [['pyc_magic_number_token', RAW_MAGIC_NUMBER]],
  setup: (vm, set) => set('check_hash_based_pycs', (vm as Machine).configuration.checkHashPycs),
});

/** What `_override_frozen_modules_for_tests` was told: negative switches frozen modules off. */
const frozenOverride = new StateKey<{ override: number }>('frozen modules', () => ({ override: 0 }));

function frozenModule(runtime: Runtime, name: Str): FrozenInfo | undefined {
  const vm = runtime as Machine;
  const found = vm.frozenModule(strToUtf16(name));
  return found !== undefined && !found.isEssential && !usesFrozen(vm) ? undefined : found;
}

function usesFrozen(vm: Machine): boolean {
  const { override } = vm.state(frozenOverride);
  return override === 0 ? vm.configuration.xOptions.get('frozen_modules') !== 'off' : override > 0;
}

function frozenError(runtime: Runtime, name: Str): unknown {
  const vm = runtime as Machine;
  const text = strToUtf16(name);
  const isDisabled = vm.frozenModule(text) !== undefined;
  return importErrorFrom(
    isDisabled
      ? `Frozen modules are disabled and the frozen object named ${text} is not essential`
      : `No such frozen object named ${text}`,
    name,
    null,
  );
}

/** The code object that marshal data of a frozen module holds. */
function codeFromData(vm: Machine, name: Str, data: Value): Value {
  let code: Value = None;
  try {
    code = vm.call1(getAttr(vm, vm.importModule('marshal'), 'loads'), data);
  } catch (reason) {
    if (!(reason instanceof Raised)) throw reason;
    throw importErrorFrom(`Frozen object named '${strToUtf16(name)}' is invalid`, name, null);
  }
  if (!(code instanceof PyCode)) throw typeError(`frozen object ${strToUtf16(name)} is not a code object`);
  return code;
}

/** PyImport_ImportFrozenModuleObject: run the code in a module of this name; None without such a module. */
function initFrozen(vm: Machine, name: Str): Value {
  const found = frozenModule(vm, name);
  const code = found === undefined ? undefined : vm.frozenCode(strToUtf16(name));
  if (found === undefined || code === undefined) return None;
  const module = new PyModule(new PyDict());
  initModule(module, name, None);
  module.attrDict.setStr('__builtins__', vm.builtins);
  if (found.isPackage) module.attrDict.setStr('__path__', new PyList([]));
  vm.modules.setStr(strKey(name), module);
  executeCode(vm, code, module.attrDict, module.attrDict);
  return module;
}

/** A cached `.pyc` that moved: tracebacks must show where it is now. */
function renameCode(code: PyCode, path: Str): void {
  const old = code.co_filename;
  const stack: PyCode[] = [code];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.co_filename !== old) continue;
    (next as { co_filename: Str }).co_filename = path;
    for (const constant of next.co_consts.items) if (constant instanceof PyCode) stack.push(constant);
  }
}
