/** This file opens sys.stdin, sys.stdout and sys.stderr. */
import { getAttr } from '../objects/operations/attributes.js';
import { PyModule } from '../objects/types/function.js';
import type { Value } from '../values/object.js';
import { None } from '../values/singletons.js';
import type { Machine } from '../vm/machine.js';

const NAMES = ['stdin', 'stdout', 'stderr'] as const;

/** Make the text streams over descriptors 0, 1 and 2, as CPython's create_stdio does. */
export function openStandardStreams(vm: Machine, unbuffered: boolean): void {
  const io = vm.importModule('_io');
  const sys = vm.modules.getStr('sys');
  if (!(sys instanceof PyModule)) return;
  NAMES.forEach((name, fd) => {
    const stream = vm.host.streams[name] === null ? None : openStream(vm, io, name, fd, unbuffered);
    sys.dict.setStr(name, stream);
    sys.dict.setStr(`__${name}__`, stream);
  });
  vm.builtins.setStr('open', getAttr(vm, io, 'open'));
}

function openStream(vm: Machine, io: Value, name: string, fd: number, unbuffered: boolean): Value {
  const writing = fd > 0;
  const buffering = unbuffered && writing ? 0 : -1;
  const raw = vm.call(
    getAttr(vm, io, 'open'),
    [fd, writing ? 'wb' : 'rb', buffering, None, None, None, false],
    null,
  );
  const isTerminal = vm.call0(getAttr(vm, raw, 'isatty')) === true;
  const lineBuffering = unbuffered ? false : isTerminal || name === 'stderr';
  const buffer = raw;
  const rawFile = unbuffered && writing ? raw : getAttr(vm, raw, 'raw');
  const nameText = `<${name}>`;
  vm.call(getAttr(vm, vm.importModule('builtins'), 'setattr'), [rawFile, 'name', nameText]);
  const errors = name === 'stderr' ? 'backslashreplace' : 'surrogateescape';
  const text = vm.call(
    getAttr(vm, io, 'TextIOWrapper'),
    [buffer, 'utf-8', errors, '\n', lineBuffering, unbuffered && writing],
    ['encoding', 'errors', 'newline', 'line_buffering', 'write_through'],
  );
  vm.call(getAttr(vm, vm.importModule('builtins'), 'setattr'), [text, 'mode', writing ? 'w' : 'r']);
  return text;
}
