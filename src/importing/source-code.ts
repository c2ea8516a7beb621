/** This file makes code of imported source files, with the help of what the host keeps of them. */
import type { PyCode } from '../bytecode/code.js';
import { MarshalError } from '../bytecode/marshal/format.js';
import { loadsCode } from '../bytecode/marshal/reader.js';
import { dumps } from '../bytecode/marshal/writer.js';
import { verifyTree } from '../bytecode/verifier/verify.js';
import { compileSource } from '../modules/builtins/evaluate.js';
import { withFilename } from '../modules/imp/imp.js';
import { osError } from '../modules/os-error.js';
import type { Value } from '../values/object.js';
import { type Str, strToUtf16 } from '../values/str.js';
import { HostError, O_RDONLY } from '../vm/host.js';
import type { Machine } from '../vm/machine.js';

/** The code of a source file at a path of the machine's. Raises OSError and SyntaxError. */
export function sourceCode(vm: Machine, path: Str): Value {
  const name = strToUtf16(path);
  const source = readFile(vm, name);
  const cache = vm.host.codeCache ?? null;
  const kept = cache?.load(name, source);
  const code = kept === undefined ? undefined : verified(kept);
  // The same price whether it was kept or not, so that a program's fuel does not depend on an earlier run.
  vm.chargeFuel(source.length);
  if (code !== undefined) return withFilename(code, path);
  const before = vm.fuelUsed;
  const made = compileSource(vm, source, {
    filename: path,
    mode: 'exec',
    flags: 0,
    optimize: -1,
    fromFile: true,
  }) as PyCode;
  vm.refundFuel(vm.fuelUsed - before);
  cache?.store(name, source, dumps(made));
  return made;
}

function readFile(vm: Machine, path: string): Uint8Array {
  const { files } = vm.host;
  try {
    if (files === null) throw new HostError('ENOENT');
    const file = files.open(path, O_RDONLY, 0);
    try {
      const { size } = file.stat();
      vm.chargeMemory(size);
      const data = new Uint8Array(size);
      let at = 0;
      for (let count = 1; count > 0 && at < size; at += count) count = file.read(data.subarray(at));
      return data.subarray(0, at);
    } finally {
      file.close();
    }
  } catch (reason) {
    if (!(reason instanceof HostError)) throw reason;
    throw osError(reason.code, path);
  }
}

function verified(data: Uint8Array): PyCode | undefined {
  try {
    const code = loadsCode(data);
    return code === undefined || verifyTree(code) !== undefined ? undefined : code;
  } catch (reason) {
    if (reason instanceof MarshalError) return undefined;
    throw reason;
  }
}
