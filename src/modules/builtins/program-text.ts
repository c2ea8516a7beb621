/** This file finds the line of a program that an error of the compiler is about. */
import { decodeSource } from '../../source/encoding.js';
import type { SyntaxErrorInfo } from '../../syntax/errors/syntax-error-info.js';
import { type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { HostError, O_RDONLY, type OpenFile } from '../../vm/host.js';
import type { Machine } from '../../vm/machine.js';

/** The parser gives the line with its errors; for those of the compiler CPython reads the file. Null when there is none. */
export function programText(vm: Machine, info: SyntaxErrorInfo): Str | null {
  if (info.text !== null || info.lineno === null || info.lineno < 1) return null;
  return fileLine(vm, strToUtf16(info.filename), info.lineno);
}

/** A line of a source file with its newline, or null when the file cannot be read. */
export function fileLine(vm: Machine, path: string, lineno: number): Str | null {
  const { files } = vm.host;
  if (files === null || path === '' || path.startsWith('<')) return null;
  try {
    const file = files.open(path, O_RDONLY, 0);
    try {
      return lineOf(readFile(file), lineno);
    } finally {
      file.close();
    }
  } catch (reason) {
    if (reason instanceof HostError) return null;
    throw reason;
  }
}

function readFile(file: OpenFile): Uint8Array {
  const data = new Uint8Array(file.stat().size);
  let done = 0;
  while (done < data.length) {
    const count = file.read(data.subarray(done));
    if (count === 0) break;
    done += count;
  }
  return data.subarray(0, done);
}

function lineOf(data: Uint8Array, lineno: number): Str | null {
  let text: string;
  try {
    ({ text } = decodeSource(data, false, ''));
  } catch {
    // The file may be another one by now.
    return null;
  }
  const line = text.split(/\r\n|\r|\n/)[lineno - 1];
  return line === undefined ? null : strFromUtf16(`${line}\n`);
}
