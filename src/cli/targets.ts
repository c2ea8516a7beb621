/** This file runs a script, a command, a module, standard input or a `.pyc` file as `__main__`. */
import { PyCode } from '../bytecode/code.js';
import { RAW_MAGIC_NUMBER } from '../bytecode/pyc.js';
import { runPyc, setMainOrigin } from '../importing/main-module.js';
import { registerSource } from '../importing/source-registry.js';
import { compileSource } from '../modules/builtins/evaluate.js';
import { writeStderr } from '../modules/sys/hooks.js';
import { getAttr } from '../objects/operations/attributes.js';
import type { PyModule } from '../objects/types/function.js';
import { PyList } from '../objects/types/list/list.js';
import type { Value } from '../values/object.js';
import { None } from '../values/singletons.js';
import { type Str, strFromUtf16 } from '../values/str.js';
import { executeCode } from '../vm/execute-code.js';
import { HostError, S_IFDIR, S_IFMT } from '../vm/host.js';
import type { Machine } from '../vm/machine.js';
import { dedent } from './dedent.js';
import type { CommandLine } from './options.js';
import { readAll } from './read-input.js';

/** Run what was asked for; answers the exit code. Throws what the program raises. */
export function runTarget(vm: Machine, line: CommandLine, main: PyModule): number {
  const { target } = line;
  switch (target.kind) {
    case 'command': {
      prependPath(vm, line, '');
      const source = strFromUtf16(`${dedent(target.source)}\n`);
      vm.audit('cpython.run_command', [source]);
      runCommand(vm, main, source);
      return 0;
    }
    case 'module': {
      prependPath(vm, line, vm.host.files?.cwd() ?? '');
      vm.audit('cpython.run_module', [strFromUtf16(target.name)]);
      const runpy = vm.importModule('runpy');
      vm.call2(getAttr(vm, runpy, '_run_module_as_main'), strFromUtf16(target.name), true);
      return 0;
    }
    case 'file':
      return runFile(vm, main, line, target.path);
    default: {
      prependPath(vm, line, '');
      vm.audit('cpython.run_stdin', []);
      main.dict.setStr('__file__', '<stdin>');
      main.dict.setStr('__cached__', None);
      let source = readAll(vm, null);
      if (line.skipFirstLine) source = withoutFirstLine(source);
      runSource(vm, main, source, '<stdin>');
      return 0;
    }
  }
}

/** Put the folder that a program's own modules come from before the search path. */
export function prependPath(vm: Machine, line: CommandLine, entry: string): void {
  if (vm.configuration.safePath || line.isolated) return;
  vm.programFolder = entry;
  insertPath(vm, entry);
}

function insertPath(vm: Machine, entry: string): void {
  const path = getAttr(vm, vm.modules.getStr('sys') as Value, 'path');
  if (path instanceof PyList) path.items.unshift(strFromUtf16(entry));
}

const STRERROR: ReadonlyMap<string, readonly [number, string]> = new Map([
  ['ENOENT', [2, 'No such file or directory']],
  ['EACCES', [13, 'Permission denied']],
  ['ENOTDIR', [20, 'Not a directory']],
  ['EISDIR', [21, 'Is a directory']],
  ['ELOOP', [40, 'Too many levels of symbolic links']],
  ['ENAMETOOLONG', [36, 'File name too long']],
]);

function runFile(vm: Machine, main: PyModule, line: CommandLine, given: string): number {
  const path = absolute(vm, given);
  const shown = strFromUtf16(path);
  let source: Uint8Array;
  try {
    if (isFolder(vm, path)) return runPackage(vm, given);
    source = readAll(vm, path);
  } catch (reason) {
    if (!(reason instanceof HostError)) throw reason;
    const [errno, text] = STRERROR.get(reason.code) ?? [5, reason.code];
    const program = vm.configuration.executable;
    writeStderr(vm, `${program}: can't open file '${path}': [Errno ${errno}] ${text}\n`);
    return 2;
  }
  if (isZip(source)) return runPackage(vm, given);
  vm.audit('cpython.run_file', [shown]);
  prependPath(vm, line, scriptFolder(vm, path));
  main.dict.setStr('__file__', shown);
  main.dict.setStr('__cached__', None);
  const isCompiled =
    path.endsWith('.pyc') ||
    (source[0] === (RAW_MAGIC_NUMBER & 0xff) && source[1] === ((RAW_MAGIC_NUMBER >> 8) & 0xff));
  setMainOrigin(vm, shown, isCompiled);
  if (isCompiled) runPyc(vm, main, source);
  else runSource(vm, main, line.skipFirstLine ? withoutFirstLine(source) : source, path);
  return 0;
}

/** The source behind its first line, whose newline stays so that lines keep their numbers. */
function withoutFirstLine(source: Uint8Array): Uint8Array {
  const newline = source.indexOf(10);
  return source.subarray(newline < 0 ? source.length : newline);
}

function isFolder(vm: Machine, path: string): boolean {
  const { files } = vm.host;
  return files !== null && (files.stat(path, true).mode & S_IFMT) === S_IFDIR;
}

function isZip(data: Uint8Array): boolean {
  return data[0] === 0x50 && data[1] === 0x4b && data[2] === 3 && data[3] === 4;
}

function absolute(vm: Machine, path: string): string {
  return path.startsWith('/') ? path : `${vm.host.files?.cwd() ?? ''}/${path}`;
}

/** The folder of a script, links followed: `sys.path[0]`. */
function scriptFolder(vm: Machine, path: string): string {
  let real = path;
  for (let i = 0; i < 40; i++) {
    try {
      const link = vm.host.files?.readlink(real);
      if (link === undefined) break;
      real = link.startsWith('/') ? link : `${real.slice(0, real.lastIndexOf('/'))}/${link}`;
    } catch (reason) {
      if (!(reason instanceof HostError)) throw reason;
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

/** A folder or zip file with a `__main__` module inside. */
function runPackage(vm: Machine, path: string): number {
  insertPath(vm, absolute(vm, path));
  const runpy = vm.importModule('runpy');
  vm.call2(getAttr(vm, runpy, '_run_module_as_main'), '__main__', false);
  return 0;
}

function runSource(vm: Machine, main: PyModule, source: Uint8Array, filename: string): void {
  const code = compileSource(vm, source, {
    filename: strFromUtf16(filename),
    mode: 'exec',
    flags: 0,
    optimize: -1,
    fromFile: true,
  });
  if (code instanceof PyCode) executeCode(vm, code, main.dict, main.dict);
}

function runCommand(vm: Machine, main: PyModule, source: Str): void {
  const code = compileSource(vm, source, { filename: '<string>', mode: 'exec', flags: 0, optimize: -1 });
  if (!(code instanceof PyCode)) return;
  registerSource(vm, code, source, '<string>');
  executeCode(vm, code, main.dict, main.dict);
}
