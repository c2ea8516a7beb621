/** This file makes the module `__main__` and runs code in it. */
import type { PyCode } from '../bytecode/code.js';
import { MarshalError } from '../bytecode/marshal/format.js';
import { loadsCode } from '../bytecode/marshal/reader.js';
import { PYC_HEADER_SIZE, RAW_MAGIC_NUMBER } from '../bytecode/pyc.js';
import { verifyTree } from '../bytecode/verifier/verify.js';
import { eofError, runtimeError, valueError } from '../objects/errors.js';
import type { Raised } from '../objects/exceptions/raised.js';
import { getAttr } from '../objects/operations/attributes.js';
import { PyDict } from '../objects/types/dict/dict.js';
import { PyModule } from '../objects/types/function.js';
import { initModule } from '../objects/types/module-type.js';
import type { Value } from '../values/object.js';
import { StateKey } from '../values/runtime.js';
import { None } from '../values/singletons.js';
import type { Str } from '../values/str.js';
import { executeCode } from '../vm/execute-code.js';
import type { Machine } from '../vm/machine.js';

/** The module `__main__` as a start finds it. */
export function makeMain(vm: Machine): PyModule {
  const main = new PyModule(new PyDict());
  initModule(main, '__main__', None);
  main.dict.setStr('__builtins__', vm.modules.getStr('builtins') as Value);
  main.dict.setStr('__loader__', None);
  vm.modules.setStr('__main__', main);
  if (vm.startImports === null) setMainLoader(vm);
  return main;
}

/** The file that a program was read from, for its loader. */
class MainOrigin {
  path: Str | null = null;
  isCompiled = false;
}

const mainOrigin = new StateKey('mainOrigin', () => new MainOrigin());

/** Remember where the program was read from. Its loader can be made only once the import system runs. */
export function setMainOrigin(vm: Machine, path: Str, isCompiled: boolean): void {
  const origin = vm.state(mainOrigin);
  origin.path = path;
  origin.isCompiled = isCompiled;
  if (vm.startImports === null) setMainLoader(vm);
}

/** Give `__main__` its `__loader__`. */
export function setMainLoader(vm: Machine): void {
  const main = vm.modules.getStr('__main__');
  if (!(main instanceof PyModule)) return;
  const { path, isCompiled } = vm.state(mainOrigin);
  if (path === null) {
    main.dict.setStr('__loader__', getAttr(vm, vm.importlib(), 'BuiltinImporter'));
    return;
  }
  const external = vm.modules.getStr('_frozen_importlib_external') as Value;
  const loader = getAttr(vm, external, isCompiled ? 'SourcelessFileLoader' : 'SourceFileLoader');
  main.dict.setStr('__loader__', vm.call2(loader, '__main__', path));
}

/** Is this the content of a `.pyc` file rather than source? */
export function isPyc(data: Uint8Array): boolean {
  return data[0] === (RAW_MAGIC_NUMBER & 0xff) && data[1] === ((RAW_MAGIC_NUMBER >> 8) & 0xff);
}

/** Why a `.pyc` was refused: the error that CPython raises, or a ValueError of the verifier. */
export class RejectedBytecode {
  constructor(readonly error: Raised) {}
}

/** The verified code object of a `.pyc`. Throws RejectedBytecode. */
export function readProgram(data: Uint8Array): PyCode {
  if (data.length < 4) throw new RejectedBytecode(eofError('EOF read where not expected'));
  const magic = new DataView(data.buffer, data.byteOffset).getUint32(0, true);
  if (magic !== RAW_MAGIC_NUMBER) throw new RejectedBytecode(runtimeError('Bad magic number in .pyc file'));
  if (data.length < PYC_HEADER_SIZE) throw new RejectedBytecode(eofError('EOF read where not expected'));
  let code: PyCode | undefined;
  try {
    code = loadsCode(data.subarray(PYC_HEADER_SIZE));
  } catch (reason) {
    if (!(reason instanceof MarshalError)) throw reason;
  }
  if (code === undefined) throw new RejectedBytecode(runtimeError('Bad code object in .pyc file'));
  const fault = verifyTree(code);
  if (fault !== undefined) throw new RejectedBytecode(valueError(`bytecode rejected: ${fault}`));
  return code;
}

/** Run the content of a `.pyc` in `__main__`. Throws what it raises. */
export function runPyc(vm: Machine, main: PyModule, data: Uint8Array): void {
  let code: PyCode;
  try {
    code = readProgram(data);
  } catch (reason) {
    throw reason instanceof RejectedBytecode ? reason.error : reason;
  }
  executeCode(vm, code, main.dict, main.dict);
}
