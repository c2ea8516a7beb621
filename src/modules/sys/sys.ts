/** This file declares the module sys. */
import { defineModule } from '../../objects/native/define-module.js';
import { PyNativeFunction } from '../../objects/native/native-function.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyFrozenSet } from '../../objects/types/set/set.js';
import { PySimpleNamespace } from '../../objects/types/simple-namespace.js';
import type { Value } from '../../values/object.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromUtf16 } from '../../values/str.js';
import type { Machine } from '../../vm/machine.js';
import { reportUnraisable } from '../unraisable.js';
import { stringList, sysFunctions } from './functions.js';
import { hookFunctions } from './hooks.js';
import { flagsType, floatInfo, HEX_VERSION, hashInfo, intInfo, threadInfo, VERSION, versionInfo } from './info.js';
import { jitNamespace } from './jit.js';
import { monitoringNamespace } from './monitoring.js';
import { STDLIB_MODULE_NAMES } from './stdlib-names.js';
import { tracingFunctions } from './tracing.js';

const version = versionInfo.make([VERSION.major, VERSION.minor, VERSION.micro, VERSION.releaselevel, VERSION.serial]);

export const sysModule = defineModule({
  name: 'sys',
  doc: 'This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter.',
  functions: [...sysFunctions, ...hookFunctions, ...tracingFunctions],
  constants: [
    ['version', `${VERSION.major}.${VERSION.minor}.${VERSION.micro} (pyvm) [JavaScript]`],
    ['hexversion', HEX_VERSION],
    ['api_version', 1013],
    ['copyright', 'Copyright (c) 2001 Python Software Foundation.\nAll Rights Reserved.'],
    ['maxsize', 9223372036854775807n],
    ['maxunicode', 0x10ffff],
    ['byteorder', 'little'],
    ['float_repr_style', 'short'],
    ['version_info', version],
    ['float_info', floatInfo],
    ['int_info', intInfo],
    ['hash_info', hashInfo],
    ['thread_info', threadInfo],
    ['abiflags', ''],
    ['platlibdir', 'lib'],
    ['_framework', ''],
    ['_git', new PyTuple(['pyvm', '', ''])],
    ['_home', None],
  ],
  setup: (runtime, set) => {
    (runtime as Machine).unraisableHook = (raised, message, object) =>
      reportUnraisable(runtime as Machine, raised, message, object);
    const vm = runtime as Machine;
    const config = vm.configuration;
    const text = (value: string): Value => strFromUtf16(value);
    set('modules', vm.modules);
    set('argv', stringList(config.argv));
    set('orig_argv', stringList(config.origArgv));
    set('path', stringList(config.path));
    set('meta_path', new PyList([]));
    set('path_hooks', new PyList([]));
    set('path_importer_cache', new PyDict());
    set('executable', text(config.executable));
    set('_base_executable', text(config.executable));
    for (const name of ['prefix', 'base_prefix', 'exec_prefix', 'base_exec_prefix']) set(name, text(config.prefix));
    set('_stdlib_dir', text(config.stdlibDir));
    set('platform', text(config.platform));
    set('warnoptions', stringList(config.warnOptions));
    const xOptions = new PyDict();
    for (const [key, value] of config.xOptions) xOptions.set(vm, text(key), value === true ? true : text(value));
    set('_xoptions', xOptions);
    set('dont_write_bytecode', config.dontWriteBytecode);
    set('pycache_prefix', config.pycachePrefix === null ? None : text(config.pycachePrefix));
    set('flags', makeFlags(vm));
    set('builtin_module_names', new PyTuple(vm.builtinModuleNames().map(strFromUtf16)));
    const library = new PyFrozenSet();
    for (const name of STDLIB_MODULE_NAMES) library.add(vm, name);
    set('stdlib_module_names', library);
    const implementation = new PyDict();
    const fields: readonly [string, Value][] = [
      ['name', 'cpython'],
      ['cache_tag', 'cpython-314'],
      ['version', version],
      ['hexversion', HEX_VERSION],
      ['supports_isolated_interpreters', false],
    ];
    for (const [key, value] of fields) implementation.set(vm, key, value);
    set('implementation', new PySimpleNamespace(implementation));
    set('monitoring', monitoringNamespace(vm));
    set('_jit', jitNamespace());
    for (const name of ['displayhook', 'excepthook', 'breakpointhook', 'unraisablehook']) {
      const def = [...sysFunctions, ...hookFunctions].find((each) => each.name === name);
      if (def !== undefined) set(`__${name}__`, new PyNativeFunction(def, None, 'sys', null));
    }
  },
});

function makeFlags(vm: Machine): Value {
  const config = vm.configuration;
  const flag = (on: boolean): number => (on ? 1 : 0);
  return flagsType.make([
    flag(config.debug),
    flag(config.inspect),
    flag(config.interactive),
    config.optimize,
    flag(config.dontWriteBytecode),
    flag(config.noUserSite),
    flag(config.noSite),
    flag(config.ignoreEnvironment),
    config.verbose,
    config.bytesWarning,
    flag(config.quiet),
    flag(config.hashRandomization),
    flag(config.isolated),
    config.devMode,
    flag(config.utf8Mode),
    flag(config.warnDefaultEncoding),
    config.safePath,
    config.intMaxStrDigits,
    1,
    0,
    0,
  ]);
}
