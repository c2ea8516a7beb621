/** This file keeps the source of programs that are in no file until linecache, which shows it in tracebacks, is imported. */
import type { PyCode } from '../bytecode/code.js';
import { getAttr } from '../objects/operations/attributes.js';
import type { Value } from '../values/object.js';
import { StateKey } from '../values/runtime.js';
import type { Str } from '../values/str.js';
import type { Machine } from '../vm/machine.js';
import { LIBRARY_ROOT } from './archive/format.js';

/** One program. */
interface SourceText {
  readonly code: PyCode;
  readonly source: Str;
  readonly filename: string;
}

class SourceRegistry {
  readonly waiting: SourceText[] = [];
}

const registryKey = new StateKey('sourceRegistry', () => new SourceRegistry());

/** Let tracebacks show the lines of source that is in no file. */
export function registerSource(vm: Machine, code: PyCode, source: Str, filename: string): void {
  vm.state(registryKey).waiting.push({ code, source, filename });
  // A library in a folder is loaded by importlib, which does not tell when linecache comes.
  if (vm.configuration.stdlibDir !== LIBRARY_ROOT) vm.importModule('linecache');
  const loaded = vm.modules.getStr('linecache');
  if (loaded !== undefined) registerWaiting(vm, loaded);
}

/** linecache was loaded: tell it of all programs so far. */
export function registerWaiting(vm: Machine, linecache: Value): void {
  const { waiting } = vm.state(registryKey);
  if (waiting.length === 0) return;
  const register = getAttr(vm, linecache, '_register_code');
  for (const { code, source, filename } of waiting.splice(0)) vm.call(register, [code, source, filename], null);
}
