/** This file runs a script, a command, a module, standard input or a `.pyc` file as `__main__`. */
import { PyCode } from '../bytecode/code.js';
import { PycError, PYC_HEADER_SIZE, readPycCode, readPycHeader } from '../bytecode/pyc.js';
import { verifyTree } from '../bytecode/verifier/verify.js';
import { HostError } from '../vm/host.js';
import { compileSource } from '../modules/builtins/evaluate.js';
import { writeStderr } from '../modules/sys/hooks.js';
import { importErrorFrom } from '../objects/exceptions/import-error.js';
import { valueError } from '../objects/errors.js';
import { getAttr } from '../objects/operations/attributes.js';
import { PyDict } from '../objects/types/dict/dict.js';
import { PyModule } from '../objects/types/function.js';
import { initModule } from '../objects/types/module-type.js';
import { PyList } from '../objects/types/list/list.js';
import type { Value } from '../values/object.js';
import { None } from '../values/singletons.js';
import { strFromUtf16 } from '../values/str.js';
import { executeCode } from '../vm/execute-code.js';
import { O_RDONLY, S_IFDIR, S_IFMT } from '../vm/host.js';
import type { Machine } from '../vm/machine.js';
import type { CommandLine } from './options.js';

/** Run what was asked for; answers the exit code. Throws what the program raises. */
export function runTarget(vm: Machine, line: CommandLine): number {
  const main = makeMain(vm);
  const { target } = line;
  switch (target.kind) {
    case 'command':
      prependPath(vm, line, '');
      runSource(vm, main, strFromUtf16(target.source.endsWith('\n') ? target.source : `${target.source}\n`), '<string>');
      return 0;
    case 'module': {
      prependPath(vm, line, vm.host.files?.cwd() ?? '');
      const runpy = vm.importModule('runpy');
      vm.call2(getAttr(vm, runpy, '_run_module_as_main'), strFromUtf16(target.name), true);
      return 0;
    }
    case 'file':
      return runFile(vm, main, line, target.path);
    default: {
      prependPath(vm, line, '');
      runSource(vm, main, readAll(vm, null), '<stdin>');
      return 0;
    }
  }
}

function makeMain(vm: Machine): PyModule {
  const main = new PyModule(new PyDict());
  initModule(main, '__main__', None);
  const builtins = vm.modules.getStr('builtins') as Value;
  main.dict.setStr('__builtins__', builtins);
  main.dict.setStr('__loader__', getAttr(vm, vm.importlib(), 'BuiltinImporter'));
  vm.modules.setStr('__main__', main);
  return main;
}

function prependPath(vm: Machine, line: CommandLine, entry: string): void {
  if (line.safePath || line.isolated) return;
  const path = getAttr(vm, vm.modules.getStr('sys') as Value, 'path');
  if (path instanceof PyList) path.items.unshift(strFromUtf16(entry));
}

/** All bytes of a file, or of standard input for null. */
function readAll(vm: Machine, path: string | null): Uint8Array {
  const file = path === null ? vm.host.streams.stdin : vm.host.files?.open(path, O_RDONLY, 0);
  if (file == null) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  for (;;) {
    const buffer = new Uint8Array(65536);
    const count = file.read(buffer);
    if (count === 0) break;
    chunks.push(buffer.subarray(0, count));
  }
  if (path !== null) file.close();
  const total = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    total.set(chunk, at);
    at += chunk.length;
  }
  return total;
}

const STRERROR: ReadonlyMap<string, readonly [number, string]> = new Map([
  ['ENOENT', [2, 'No such file or directory']],
  ['EACCES', [13, 'Permission denied']],
  ['ENOTDIR', [20, 'Not a directory']],
  ['EISDIR', [21, 'Is a directory']],
  ['ELOOP', [40, 'Too many levels of symbolic links']],
  ['ENAMETOOLONG', [36, 'File name too long']],
]);

function runFile(vm: Machine, main: PyModule, line: CommandLine, path: string): number {
  let source: Uint8Array;
  const program = vm.configuration.executable;
  try {
    const files = vm.host.files;
    if (files !== null && (files.stat(path, true).mode & S_IFMT) === S_IFDIR) {
      return runPackage(vm, path);
    }
    source = readAll(vm, path);
  } catch (reason) {
    if (!(reason instanceof HostError)) throw reason;
    const [errno, text] = STRERROR.get(reason.code) ?? [5, reason.code];
    writeStderr(vm, `${program}: can't open file '${absolute(vm, path)}': [Errno ${errno}] ${text}\n`);
    return 2;
  }
  if (source.length >= 4 && source[0] === 0x50 && source[1] === 0x4b && source[2] === 3 && source[3] === 4) {
    return runPackage(vm, path);
  }
  prependPath(vm, line, scriptFolder(vm, path));
  main.dict.setStr('__file__', strFromUtf16(path));
  if (isPyc(source, path)) {
    runPyc(vm, main, source, path);
    return 0;
  }
  main.dict.setStr('__cached__', None);
  if (line.skipFirstLine) source = source.subarray(source.indexOf(10) < 0 ? source.length : source.indexOf(10));
  runSource(vm, main, source, path, true);
  return 0;
}

function absolute(vm: Machine, path: string): string {
  return path.startsWith('/') ? path : `${vm.host.files?.cwd() ?? ''}/${path}`;
}

/** The folder of a script, links followed: `sys.path[0]`. */
function scriptFolder(vm: Machine, path: string): string {
  let real = absolute(vm, path);
  for (let i = 0; i < 40; i++) {
    try {
      const link = vm.host.files?.readlink(real);
      if (link === undefined) break;
      real = link.startsWith('/') ? link : `${real.slice(0, real.lastIndexOf('/'))}/${link}`;
    } catch {
      break;
    }
  }
  const parts: string[] = [];
  for (const part of real.slice(0, real.lastIndexOf('/')).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** A folder or zip file with a `__main__.py` inside. */
function runPackage(vm: Machine, path: string): number {
  const sysPath = getAttr(vm, vm.modules.getStr('sys') as Value, 'path');
  if (sysPath instanceof PyList) sysPath.items.unshift(strFromUtf16(absolute(vm, path)));
  const files = vm.host.files;
  const isFolder = files !== null && (files.stat(path, true).mode & S_IFMT) === S_IFDIR;
  if (isFolder && files !== null && !files.access(`${path}/__main__.py`, 0) && !files.access(`${path}/__main__.pyc`, 0)) {
    writeStderr(vm, `${vm.configuration.executable}: can't find '__main__' module in '${absolute(vm, path)}'\n`);
    return 1;
  }
  const runpy = vm.importModule('runpy');
  vm.call2(getAttr(vm, runpy, '_run_module_as_main'), '__main__', false);
  return 0;
}

function isPyc(data: Uint8Array, path: string): boolean {
  if (path.endsWith('.pyc')) return true;
  return data.length > 2 && data[0] === 0x2b && data[1] === 0x0e && data[2] === 0x0d && data[3] === 0x0a;
}

function runPyc(vm: Machine, main: PyModule, data: Uint8Array, path: string): void {
  let code: PyCode;
  try {
    if (data.length < PYC_HEADER_SIZE || data[0] !== 0x2b || data[1] !== 0x0e) {
      throw importErrorFrom('Bad magic number in .pyc file', null, null);
    }
    readPycHeader(data, path);
    code = readPycCode(data, path);
  } catch (reason) {
    if (reason instanceof PycError) throw importErrorFrom(reason.message, null, null);
    throw reason;
  }
  const fault = verifyTree(code);
  if (fault !== undefined) throw valueError(`bytecode rejected: ${fault}`);
  main.dict.setStr('__cached__', None);
  executeCode(vm, code, main.dict, main.dict);
}

function runSource(vm: Machine, main: PyModule, source: Uint8Array | Value, filename: string, fromFile = false): void {
  const code = compileSource(vm, source as Uint8Array, {
    filename: strFromUtf16(filename),
    mode: 'exec',
    flags: 0,
    optimize: -1,
    fromFile,
  });
  if (code instanceof PyCode) executeCode(vm, code, main.dict, main.dict);
}
