/** This file implements open(), io.open_code and io.text_encoding. */
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { RuntimeWarning } from '../../objects/exceptions/types.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { setAttr } from '../../objects/operations/attributes.js';
import { reprText } from '../../objects/operations/text.js';
import { asStr } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { makeBuffered } from './buffered-types.js';
import { initFile, isTerminal, PyFileIO } from './file-io.js';
import { flushPendingStreams } from './pending.js';
import { callMethod, DEFAULT_BUFFER_SIZE } from './protocol.js';
import { initTextWrapper, PyTextIOWrapper, textOrNone } from './text-wrapper.js';

/** The parts of a mode of `open`. */
interface OpenMode {
  readonly raw: string;
  readonly updating: boolean;
  readonly binary: boolean;
  readonly creating: boolean;
  readonly reading: boolean;
  readonly writing: boolean;
  readonly appending: boolean;
}

/** Read the mode text. ValueError with CPython's wording. */
function parseMode(vm: Runtime, modeValue: Str): OpenMode {
  const mode = strToUtf16(modeValue);
  const letters = new Set<string>();
  for (const letter of mode) {
    if (!'xrwabt+'.includes(letter) || letters.has(letter))
      throw valueError(`invalid mode: ${reprText(vm, modeValue)}`);
    letters.add(letter);
  }
  const has = (letter: string): boolean => letters.has(letter);
  if (has('t') && has('b')) throw valueError("can't have text and binary mode at once");
  const kinds = Number(has('x')) + Number(has('r')) + Number(has('w')) + Number(has('a'));
  if (kinds > 1) throw valueError('must have exactly one of create/read/write/append mode');
  let raw = '';
  for (const letter of 'xrwa+') if (has(letter)) raw += letter;
  return {
    raw,
    updating: has('+'),
    binary: has('b'),
    creating: has('x'),
    reading: has('r'),
    writing: has('w'),
    appending: has('a'),
  };
}

export interface OpenOptions {
  readonly mode?: Str;
  readonly buffering?: number;
  readonly encoding?: Value;
  readonly errors?: Value;
  readonly newline?: Value;
  readonly closefd?: boolean;
  readonly opener?: Value;
}

/** `open(file, mode, buffering, encoding, errors, newline, closefd, opener)`. */
export function openFile(vm: Runtime, file: Value, options: OpenOptions = {}): Value {
  const { encoding = None, errors = None, newline = None, closefd = true, opener = None } = options;
  const modeText = options.mode ?? 'r';
  let buffering = options.buffering ?? -1;
  const mode = parseMode(vm, modeText);
  for (const [name, value] of [
    ['encoding', encoding],
    ['errors', errors],
    ['newline', newline],
  ] as const) {
    textOrNone('open', name, value);
    const article = name === 'newline' ? 'a' : 'an';
    if (mode.binary && value !== None) throw valueError(`binary mode doesn't take ${article} ${name} argument`);
  }
  if (mode.binary && buffering === 1) {
    vm.warn(
      RuntimeWarning,
      "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used",
    );
  }
  // What a stream that nobody refers to any more still holds must be in the file before it is read.
  flushPendingStreams(vm);
  const raw = new PyFileIO();
  initFile(vm, raw, file, mode.raw, closefd, opener);
  let result: Value = raw;
  try {
    let lineBuffering = buffering === 1 && !mode.binary;
    if (buffering < 0 && isTerminal(vm, raw)) {
      buffering = -1;
      lineBuffering = true;
    }
    if (buffering < 0 || buffering === 1)
      buffering = Math.max(Math.min(raw.blockSize, 8192 * 1024), DEFAULT_BUFFER_SIZE);
    if (buffering === 0) {
      if (!mode.binary) throw valueError("can't have unbuffered text I/O");
      return raw;
    }
    const kind = mode.updating ? 'random' : mode.creating || mode.writing || mode.appending ? 'writer' : 'reader';
    const buffer = makeBuffered(vm, kind, raw, buffering);
    result = buffer;
    if (mode.binary) return buffer;
    const wrapper = new PyTextIOWrapper();
    initTextWrapper(vm, wrapper, buffer, { encoding, errors, newline, lineBuffering, writeThrough: false });
    result = wrapper;
    setAttr(vm, wrapper, 'mode', modeText);
    return wrapper;
  } catch (reason) {
    callMethod(vm, result, 'close');
    throw reason;
  }
}

function openArguments(
  vm: Runtime,
  file: Value,
  mode: Str,
  buffering: number,
  encoding: Value,
  errors: Value,
  newline: Value,
  closefd: boolean,
  opener: Value,
): Value {
  return openFile(vm, file, { mode, buffering, encoding, errors, newline, closefd, opener });
}

export const openFunction = nativeFunction(
  "open($module, /, file, mode: str='r', buffering: int=-1, encoding=None, errors=None, newline=None, closefd: bool=True, opener=None)",
  'Open file and return a stream.  Raise OSError upon failure.',
  openArguments,
);

export const openCodeFunction = nativeFunction(
  'open_code($module, /, path)',
  'Opens the provided file with the intent to import the contents.',
  (vm, path: Value) => {
    if (asStr(path) === undefined) throw typeError(`open_code() argument 'path' must be str, not ${typeOf(path).name}`);
    return openFile(vm, path, { mode: 'rb' });
  },
);

export const textEncodingFunction = nativeFunction(
  'text_encoding($module, encoding, stacklevel: int=2, /)',
  "A helper to choose the text encoding: 'locale' when none is given.",
  (_vm, encoding: Value) => (encoding === None ? 'locale' : encoding),
);

/** A text stream over a descriptor, as sys.stdin, sys.stdout and sys.stderr are. */
export function openStandardStream(
  vm: Runtime,
  fd: number,
  name: string,
  options: { write: boolean; encoding: Str; errors: Str; lineBuffering: boolean; unbuffered?: boolean },
): PyTextIOWrapper {
  const raw = new PyFileIO();
  initFile(vm, raw, fd, options.write ? 'w' : 'r', false, None);
  setAttr(vm, raw, 'name', strFromUtf16(name));
  const buffer =
    options.unbuffered === true ? raw : makeBuffered(vm, options.write ? 'writer' : 'reader', raw, DEFAULT_BUFFER_SIZE);
  const stream = new PyTextIOWrapper();
  initTextWrapper(vm, stream, buffer, {
    encoding: options.encoding,
    errors: options.errors,
    newline: options.write ? '\n' : None,
    lineBuffering: options.lineBuffering,
    writeThrough: options.unbuffered === true,
  });
  setAttr(vm, stream, 'mode', options.write ? 'w' : 'r');
  return stream;
}
