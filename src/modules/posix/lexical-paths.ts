/** This file declares the functions of posix that work on the text of paths: they never look at files. */
import { latin1Bytes, latin1Text } from '../../objects/codecs/byte-builder.js';
import { typeOf } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { lookupSpecial } from '../../objects/operations/attributes.js';
import { asStr } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyBytes, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strFromCodePoints, strFromKey, strKey } from '../../values/str.js';
import { fsPath } from './fs-path.js';

/** Change the text of a path argument, be it str or bytes; answers the parts in the same form. */
function onText(vm: Runtime, fname: string, value: Value, change: (text: string) => readonly string[]): Value[] {
  let path = value;
  if (asStr(value) === undefined && !(value instanceof PyBytes)) {
    const method = lookupSpecial(vm, value, '__fspath__');
    if (method === undefined || method === None) {
      throw typeError(`${fname}: path should be string, bytes or os.PathLike, not ${typeOf(value).name}`);
    }
    path = fsPath(vm, value);
  }
  if (path instanceof PyBytes) {
    vm.chargeFuel(path.data.length >> 3);
    return change(latin1Text(path.data)).map((part) => new PyBytes(latin1Bytes(part)));
  }
  const text = asStr(path) ?? '';
  vm.chargeFuel(text.length >> 3);
  // A key holds a str exactly; all characters that matter here stand for themselves in it, save after the mark that
  // strings with lone surrogates begin with, whose characters are numbers.
  const key = strKey(text);
  if (typeof text === 'string' || !key.startsWith('\udc00')) return change(key).map((part) => strFromKey(part));
  return changeEscaped(text.codePoints, change);
}

/** Likewise for text with lone surrogates: these are private characters while the text is changed. */
function changeEscaped(points: Uint32Array, change: (text: string) => readonly string[]): Value[] {
  const BASE = 0x100000;
  let text = '';
  for (const point of points) text += String.fromCodePoint(point >= 0xd800 && point <= 0xdfff ? point + BASE : point);
  return change(text).map((part) => {
    const out = Array.from(part, (character) => {
      const point = character.codePointAt(0) as number;
      return point >= BASE + 0xd800 && point <= BASE + 0xdfff ? point - BASE : point;
    });
    return strFromCodePoints(Uint32Array.from(out));
  });
}

/** `os.path.normpath`. */
export function normalizePath(path: string): string {
  if (path === '') return '.';
  const [, root, tail] = splitRoot(path);
  const parts: string[] = [];
  for (const part of (tail as string).split('/')) {
    if (part === '' || part === '.') continue;
    // Nothing stands above the root.
    if (part !== '..' || (root === '' && parts.length === 0) || parts.at(-1) === '..') parts.push(part);
    else parts.pop();
  }
  return root + parts.join('/') || '.';
}

/** Drive (always empty), root and the rest. */
function splitRoot(path: string): readonly [drive: string, root: string, tail: string] {
  if (!path.startsWith('/')) return ['', '', path];
  if (!path.startsWith('//') || path.startsWith('///')) return ['', '/', path.slice(1)];
  return ['', '//', path.slice(2)];
}

export const lexicalFunctions = [
  nativeFunction('fspath($module, /, path)', 'Return the file system path representation of the object.', fsPath),
  nativeFunction(
    '_path_normpath($module, /, path)',
    'Normalize path, eliminating double slashes, etc.',
    (vm, path: Value) => onText(vm, '_path_normpath', path, (text) => [normalizePath(text)])[0] as Value,
  ),
  nativeFunction(
    '_path_splitroot_ex($module, /, p)',
    'Split a pathname into drive, root and tail.',
    (vm, path: Value) => new PyTuple(onText(vm, '_path_splitroot_ex', path, splitRoot)),
  ),
];
