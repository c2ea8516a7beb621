import { valueError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { classMethod, method, nativeFunction } from '../../objects/native/native-def.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyFloat } from '../../values/float.js';
import { PyObject, type Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import type { Machine } from '../../vm/machine.js';
import { makeModuleType } from '../module-types.js';
import { callingFunctions, callingTypes } from './calling.js';
import { docStringNoSignatureTest, docStringUnrepresentableSignatureTest, docstringFunctions } from './docstrings.js';
import { errorFunctions } from './errors.js';
import { codeLikeType, monitoringFunctions } from './monitoring.js';

/** `awaitType(x)`: awaiting it iterates over x. */
class PyAwaitable extends PyObject {
  constructor(readonly target: Value) {
    super();
  }
}

const awaitType = makeModuleType('builtins', 'awaitType', PyAwaitable);
awaitType.name = 'awaitType';
defineType(awaitType, {
  doc: 'C level type with tp_as_async',
  slots: {
    tp_new: (_vm, _cls, args) => new PyAwaitable(args[0] ?? None),
    am_await: (_vm, self: PyAwaitable) => self.target,
  },
});

/** `Generic[x]`: stands for x among bases. */
class PyAliasOfBase extends PyObject {
  constructor(readonly item: Value) {
    super();
  }
}

const aliasType = makeModuleType('builtins', 'GenericAlias', PyAliasOfBase);
aliasType.name = 'GenericAlias';
defineType(aliasType, {
  methods: [method('__mro_entries__($self, bases, /)', null, (_vm, self: PyAliasOfBase) => new PyTuple([self.item]))],
  noInstantiation: true,
});

const genericType = makeModuleType('builtins', 'Generic', class extends PyObject {});
genericType.name = 'Generic';
defineType(genericType, {
  methods: [
    classMethod('__class_getitem__($type, item, /)', null, (_vm, _type, item: Value) => new PyAliasOfBase(item)),
  ],
  noInstantiation: true,
});

function instances(name: string, hasDict: boolean, hasWeakrefs: boolean): PyType {
  const type = makeModuleType('_testcapi', name, class extends PyObject {});
  return defineType(type, {
    isBaseType: true,
    hasDict,
    hasWeakrefs,
    slots: { tp_new: (_vm, cls) => new (cls.instanceClass as unknown as new () => PyObject)() },
  });
}

/** PyConfig_Get for the options that a machine has. */
function configValue(vm: Machine, name: string): Value | undefined {
  const { configuration } = vm;
  switch (name) {
    case 'code_debug_ranges':
      return true;
    case 'bytes_warning':
      return configuration.bytesWarning;
    case 'dev_mode':
      return configuration.devMode;
    case 'executable':
      return strFromUtf16(configuration.executable);
    case 'int_max_str_digits':
      return configuration.intMaxStrDigits;
    case 'optimization_level':
      return configuration.optimize;
    case 'orig_argv':
      return new PyList(configuration.origArgv.map((text) => strFromUtf16(text)));
    case 'prefix':
      return strFromUtf16(configuration.prefix);
    case 'pycache_prefix':
      return configuration.pycachePrefix === null ? None : strFromUtf16(configuration.pycachePrefix);
    case 'safe_path':
      return configuration.safePath;
    case 'use_environment':
      return !configuration.ignoreEnvironment;
    case 'utf8_mode':
      return configuration.utf8Mode;
    case 'warn_default_encoding':
      return configuration.warnDefaultEncoding;
    case 'write_bytecode':
      return !configuration.dontWriteBytecode;
    default:
      return undefined;
  }
}

/** Limits of C's number types, as this machine's natives keep to them. */
const LIMITS: readonly (readonly [string, number | bigint])[] = [
  ['CHAR_MAX', 127],
  ['CHAR_MIN', -128],
  ['UCHAR_MAX', 255],
  ['SHRT_MAX', 32767],
  ['SHRT_MIN', -32768],
  ['USHRT_MAX', 65535],
  ['INT_MAX', 2147483647],
  ['INT_MIN', -2147483648],
  ['UINT_MAX', 4294967295],
  ['LONG_MAX', 2n ** 63n - 1n],
  ['LONG_MIN', -(2n ** 63n)],
  ['ULONG_MAX', 2n ** 64n - 1n],
  ['LLONG_MAX', 2n ** 63n - 1n],
  ['LLONG_MIN', -(2n ** 63n)],
  ['ULLONG_MAX', 2n ** 64n - 1n],
  ['SIZE_MAX', 2n ** 64n - 1n],
  ['PY_SSIZE_T_MAX', 2n ** 63n - 1n],
  ['PY_SSIZE_T_MIN', -(2n ** 63n)],
  ['PyTime_MAX', 2n ** 63n - 1n],
  ['PyTime_MIN', -(2n ** 63n)],
  ['SIZEOF_TIME_T', 8],
];

/** The declaration of `_testcapi`. */
export const testCapiModule = defineModule({
  name: '_testcapi',
  functions: [
    ...callingFunctions,
    ...docstringFunctions,
    ...errorFunctions,
    ...monitoringFunctions,
    nativeFunction('config_get($self, name: str, /)', null, (vm, name: Str) => {
      const value = configValue(vm as Machine, strToUtf16(name));
      if (value === undefined) throw valueError(`unknown config option name: ${strToUtf16(name)}`);
      return value;
    }),
  ],
  constants: [
    ...LIMITS,
    ['DBL_MAX', new PyFloat(Number.MAX_VALUE)],
    ['DBL_MIN', new PyFloat(2 ** -1022)],
    ['FLT_MAX', new PyFloat((2 - 2 ** -23) * 2 ** 127)],
    ['FLT_MIN', new PyFloat(2 ** -126)],
    ['ONE', 1],
    ['the_number_three', 3],
    ['nan_msb_is_signaling', false],
    ['WITH_PYMALLOC', false],
    ['WITH_MIMALLOC', false],
  ],
  types: [
    ...callingTypes.map((type) => [type.name, type] as const),
    ['DocStringNoSignatureTest', docStringNoSignatureTest],
    ['DocStringUnrepresentableSignatureTest', docStringUnrepresentableSignatureTest],
    ['HeapCTypeWithDict', instances('HeapCTypeWithDict', true, false)],
    ['HeapCTypeWithWeakref', instances('HeapCTypeWithWeakref', false, true)],
    ['CodeLike', codeLikeType],
    ['awaitType', awaitType],
    ['Generic', genericType],
    ['GenericAlias', aliasType],
  ],
});
