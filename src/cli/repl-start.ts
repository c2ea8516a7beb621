/** This file begins an interactive session: the banner and the file that PYTHONSTARTUP names. */
import { PyCode } from '../bytecode/code.js';
import { compileSource } from '../modules/builtins/evaluate.js';
import { writeStderr } from '../modules/sys/hooks.js';
import { getAttr } from '../objects/operations/attributes.js';
import type { PyModule } from '../objects/types/function.js';
import type { Value } from '../values/object.js';
import { isStr, strFromUtf16, strToUtf16 } from '../values/str.js';
import { executeCode } from '../vm/execute-code.js';
import { HostError } from '../vm/host.js';
import type { Machine } from '../vm/machine.js';
import { readAll } from './read-input.js';

/** Print the banner to stderr. */
export function showBanner(vm: Machine, withoutSite: boolean): void {
  const sys = vm.modules.getStr('sys') as Value;
  const version = getAttr(vm, sys, 'version');
  const text = isStr(version) ? strToUtf16(version) : '';
  const hint = withoutSite ? '' : 'Type "help", "copyright", "credits" or "license" for more information.\n';
  writeStderr(vm, `Python ${text} on ${vm.configuration.platform}\n${hint}`);
}

/** Run the file of PYTHONSTARTUP in `__main__`; a file that cannot be read is told. Throws what it raises. */
export function runStartupFile(vm: Machine, main: PyModule, path: string | undefined): number {
  if (path === undefined) return 0;
  let source: Uint8Array;
  try {
    source = readAll(vm, path);
  } catch (reason) {
    if (!(reason instanceof HostError)) throw reason;
    writeStderr(vm, `Could not open PYTHONSTARTUP\n${reason.code}: '${path}'\n`);
    return 0;
  }
  const options = { filename: strFromUtf16(path), mode: 'exec', flags: 0, optimize: -1, fromFile: true } as const;
  const code = compileSource(vm, source, options);
  if (code instanceof PyCode) executeCode(vm, code, main.dict, main.dict);
  return 0;
}
