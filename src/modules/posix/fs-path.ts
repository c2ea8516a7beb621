/** This file turns path arguments into what the host takes. */
import { decodeUtf8, encodeUtf8 } from '../../objects/codecs/utf8.js';
import { typeOf } from '../../objects/core-types.js';
import { overflowError, typeError, valueError } from '../../objects/errors.js';
import { lookupSpecial } from '../../objects/operations/attributes.js';
import { index } from '../../objects/operations/index.js';
import { asStr } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { nameBytes, nameText } from '../../vm/path-names.js';

/** A path argument. */
export interface PathArgument {
  /** What the program gave: errors name it. */
  readonly given: Value;
  /** For the host; empty when a descriptor was given. */
  readonly text: string;
  /** The descriptor that was given in place of a path. */
  readonly fd: number | null;
  /** The path was bytes, and so are names in the answer. */
  readonly isBytes: boolean;
}

const SURROGATE = /[\ud800-\udfff]/;

/** The host's form of a str: UnicodeEncodeError for surrogates that stand for no byte. */
export function hostText(vm: Runtime, text: Str): string {
  if (typeof text === 'string') return text;
  const host = strToUtf16(text);
  if (SURROGATE.test(host)) encodeUtf8(vm, text, 'surrogateescape');
  return host;
}

/** A name of the host as Python sees it: str, or bytes where bytes were asked for. */
export function fsName(name: string, asBytes: boolean): Value {
  return asBytes ? new PyBytes(nameBytes(name)) : strFromUtf16(name);
}

/** `os.fsdecode(data)` for bytes. */
export function decodeFsName(vm: Runtime, data: Uint8Array): Str {
  return decodeUtf8(vm, data, 'surrogateescape', true, null).text;
}

/** `os.fsencode(text)` for str. */
export function encodeFsName(vm: Runtime, text: Str): Uint8Array {
  return encodeUtf8(vm, text, 'surrogateescape');
}

/** `os.fspath(value)`: str and bytes as they are, else `__fspath__()`. */
export function fsPath(vm: Runtime, value: Value): Value {
  if (asStr(value) !== undefined || value instanceof PyBytes) return value;
  const method = lookupSpecial(vm, value, '__fspath__');
  if (method === undefined || method === None) {
    throw typeError(`expected str, bytes or os.PathLike object, not ${typeOf(value).name}`);
  }
  const path = vm.call0(method);
  if (asStr(path) !== undefined || path instanceof PyBytes) return path;
  throw typeError(`expected ${typeOf(value).name}.__fspath__() to return str or bytes, not ${typeOf(path).name}`);
}

function textOf(vm: Runtime, path: Value): string {
  const text = asStr(path);
  return text !== undefined ? hostText(vm, text) : nameText((path as PyBytes).data);
}

/** The path argument of `open` and the like (`PyUnicode_FSConverter`). */
export function plainPath(vm: Runtime, value: Value): string {
  const text = textOf(vm, fsPath(vm, value));
  if (text.includes('\0')) throw valueError('embedded null byte');
  return text;
}

export interface PathOptions {
  /** A descriptor may be given. */
  readonly fd?: boolean;
  /** None means the current directory. */
  readonly none?: boolean;
}

/** A descriptor argument as `path_t` takes it: OverflowError outside a C int. */
function descriptor(vm: Runtime, value: Value): number {
  const fd = index(vm, value);
  if (typeof fd === 'bigint' || fd > 0x7fffffff || fd < -0x80000000) {
    throw overflowError(fd > 0 ? 'fd is greater than maximum' : 'fd is less than minimum');
  }
  return fd;
}

/** The path argument of the functions of posix. `fname` and `argument` are for error messages. */
export function pathArgument(
  vm: Runtime,
  value: Value,
  fname: string,
  argument = 'path',
  options: PathOptions = {},
): PathArgument {
  if (options.none === true && value === None) return { given: '.', text: '.', fd: null, isBytes: false };
  let path = value;
  if (asStr(value) === undefined && !(value instanceof PyBytes)) {
    const type = typeOf(value);
    if (options.fd === true && type.nb_index !== null) {
      return { given: value, text: '', fd: descriptor(vm, value), isBytes: false };
    }
    const method = lookupSpecial(vm, value, '__fspath__');
    if (method === undefined || method === None) {
      const allowed = `string, bytes${options.fd || options.none ? ', ' : ' or '}os.PathLike${options.fd && options.none ? ', integer or None' : options.fd ? ' or integer' : options.none ? ' or None' : ''}`;
      throw typeError(`${fname}: ${argument} should be ${allowed}, not ${type.name}`);
    }
    path = vm.call0(method);
    if (asStr(path) === undefined && !(path instanceof PyBytes)) {
      throw typeError(`expected ${type.name}.__fspath__() to return str or bytes, not ${typeOf(path).name}`);
    }
  }
  const text = textOf(vm, path);
  if (text.includes('\0')) throw valueError(`${fname}: embedded null character in ${argument}`);
  return { given: path, text, fd: null, isBytes: path instanceof PyBytes };
}
