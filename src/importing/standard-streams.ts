/** This file opens sys.stdin, sys.stdout and sys.stderr. */
import { getAttr, setAttr } from '../objects/operations/attributes.js';
import { PyModule } from '../objects/types/function.js';
import type { Value } from '../values/object.js';
import { None } from '../values/singletons.js';
import type { Machine } from '../vm/machine.js';

const NAMES = ['stdin', 'stdout', 'stderr'] as const;

/** Encoding and error handler of a standard stream. */
interface StreamCoding {
  readonly encoding: string;
  readonly errors: string;
}

/** Locales in which CPython lets undecodable bytes of the standard streams pass. */
const LENIENT_LOCALES: ReadonlySet<string> = new Set(['', 'C', 'POSIX', 'C.UTF-8', 'C.utf8', 'UTF-8']);

/** What PYTHONIOENCODING (`encoding:errors`) and the locale say of stdin and stdout. */
function streamCoding(vm: Machine): StreamCoding {
  const env = (name: string): string => vm.host.environment?.get(name) ?? '';
  const locale = env('LC_ALL') || env('LC_CTYPE') || env('LANG');
  const lenient = vm.configuration.utf8Mode || LENIENT_LOCALES.has(locale);
  const given = vm.configuration.ignoreEnvironment ? '' : env('PYTHONIOENCODING');
  const [encoding = '', errors = ''] = given.split(':');
  return {
    encoding: encoding || 'utf-8',
    errors: errors || (lenient && encoding === '' ? 'surrogateescape' : 'strict'),
  };
}

/** Make the text streams over descriptors 0, 1 and 2, as CPython's create_stdio does. */
export function openStandardStreams(vm: Machine, unbuffered: boolean): void {
  const io = vm.modules.getStr('_io') ?? (vm.createNativeModule('_io') as Value);
  const sys = vm.modules.getStr('sys');
  if (!(sys instanceof PyModule)) return;
  const coding = streamCoding(vm);
  NAMES.forEach((name, fd) => {
    const stream = vm.host.streams[name] === null ? None : openStream(vm, io, name, fd, unbuffered, coding);
    sys.dict.setStr(name, stream);
    sys.dict.setStr(`__${name}__`, stream);
  });
  vm.builtins.setStr('open', getAttr(vm, io, 'open'));
}

function openStream(
  vm: Machine,
  io: Value,
  name: string,
  fd: number,
  unbuffered: boolean,
  coding: StreamCoding,
): Value {
  const writing = fd > 0;
  const direct = unbuffered && writing;
  const buffer = vm.call(
    getAttr(vm, io, 'open'),
    [fd, writing ? 'wb' : 'rb', direct ? 0 : -1, None, None, None, false],
    null,
  );
  const isTerminal = vm.call0(getAttr(vm, buffer, 'isatty')) === true;
  const lineBuffering = !direct && (isTerminal || name === 'stderr');
  setAttr(vm, direct ? buffer : getAttr(vm, buffer, 'raw'), 'name', `<${name}>`);
  const errors = name === 'stderr' ? 'backslashreplace' : coding.errors;
  const text = vm.call(
    getAttr(vm, io, 'TextIOWrapper'),
    [buffer, coding.encoding, errors, '\n', lineBuffering, direct],
    ['encoding', 'errors', 'newline', 'line_buffering', 'write_through'],
  );
  setAttr(vm, text, 'mode', writing ? 'w' : 'r');
  return text;
}
