/** This file fills SyntaxError. */
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import type { Str } from '../../values/str.js';
import { typeError } from '../errors.js';
import { defineType } from '../native/define-type.js';
import { toArray } from '../operations/iteration.js';
import { str } from '../operations/text.js';
import { asStr, concat, findLastStr, sliceStr } from '../strings.js';
import type { PySyntaxError } from './base-exception.js';
import { initException } from './base-type.js';
import { objectMember } from './fields.js';
import { SyntaxError } from './types.js';

function syntaxErrorInit(
  vm: Runtime,
  self: PySyntaxError,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): void {
  initException(vm, self, args, kwnames);
  const [msg, location] = self.args.items;
  if (msg !== undefined) self.msg = msg;
  if (self.args.items.length !== 2) return;
  const info = toArray(vm, location as Value);
  if (info.length < 4 || info.length > 7) {
    throw typeError(`function takes at ${info.length < 4 ? 'least 4' : 'most 7'} arguments (${info.length} given)`);
  }
  self.filename = info[0] as Value;
  self.lineno = info[1] as Value;
  self.offset = info[2] as Value;
  self.text = info[3] as Value;
  self.endLineno = info[4] ?? null;
  self.endOffset = info[5] ?? null;
  self.metadata = info[6] ?? null;
  if (info.length === 5) throw typeError('end_offset must be provided when end_lineno is provided');
}

/** What follows the last slash. */
function basename(path: Str): Str {
  return sliceStr(path, findLastStr(path, '/', 0, path.length) + 1, path.length);
}

/** The line as the message shows it; a number beyond C's long shows as -1. */
function lineText(value: Value | null): string | undefined {
  if (typeof value === 'bigint') return value >= -(2n ** 63n) && value < 2n ** 63n ? String(value) : '-1';
  return typeof value === 'number' ? String(value) : undefined;
}

function syntaxErrorStr(vm: Runtime, self: PySyntaxError): Value {
  const message = str(vm, self.msg ?? None);
  const filename = self.filename === null ? undefined : asStr(self.filename);
  const line = lineText(self.lineno);
  if (filename === undefined) return line === undefined ? message : concat([message, ` (line ${line})`]);
  return concat([message, ' (', basename(filename), line === undefined ? ')' : `, line ${line})`]);
}

defineType(SyntaxError, {
  doc: 'Invalid syntax.',
  slots: { tp_init: syntaxErrorInit, tp_str: syntaxErrorStr },
  getsets: [
    objectMember('msg', 'exception msg', 'msg'),
    objectMember('filename', 'exception filename', 'filename'),
    objectMember('lineno', 'exception lineno', 'lineno'),
    objectMember('offset', 'exception offset', 'offset'),
    objectMember('text', 'exception text', 'text'),
    objectMember('end_lineno', 'exception end lineno', 'endLineno'),
    objectMember('end_offset', 'exception end offset', 'endOffset'),
    objectMember('print_file_and_line', 'exception print_file_and_line', 'printFileAndLine'),
    objectMember('_metadata', 'exception private metadata', 'metadata'),
  ],
});
