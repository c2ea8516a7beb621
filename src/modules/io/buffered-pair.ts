/** This file defines _io.BufferedRWPair: a reader and a writer as one stream. */
import { valueError } from '../../objects/errors.js';
import { checkPositional, noKeywords } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, method, rawMethod } from '../../objects/native/native-def.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { asSize } from '../../objects/operations/index.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { makeModuleType } from '../module-types.js';
import { bufferedIOBaseType, PyBufferedIOBase } from './abstract-bases.js';
import { makeBuffered, type PyBufferedReader, type PyBufferedWriter } from './buffered-types.js';
import { newInstance } from './file-io.js';
import { checkReadable, checkWritable } from './io-base.js';
import { callMethod, DEFAULT_BUFFER_SIZE, runAll } from './protocol.js';

/** Two streams that look like one. */
class PyBufferedRWPair extends PyBufferedIOBase {
  reader: PyBufferedReader | null = null;
  writer: PyBufferedWriter | null = null;
}

export const bufferedRWPairType = makeModuleType('_io', 'BufferedRWPair', PyBufferedRWPair, bufferedIOBaseType);

function readerOf(self: PyBufferedRWPair): Value {
  if (self.reader === null) throw valueError('I/O operation on uninitialized object');
  return self.reader;
}

function writerOf(self: PyBufferedRWPair): Value {
  if (self.writer === null) throw valueError('I/O operation on uninitialized object');
  return self.writer;
}

function init(vm: Runtime, self: PyBufferedRWPair, args: readonly Value[], kwnames: readonly string[] | null): void {
  noKeywords('BufferedRWPair', kwnames);
  checkPositional('BufferedRWPair', args.length, 2, 3);
  const [reader, writer] = args as [Value, Value];
  const size = args.length > 2 ? asSize(vm, args[2] as Value) : DEFAULT_BUFFER_SIZE;
  checkReadable(vm, reader);
  checkWritable(vm, writer);
  self.reader = makeBuffered(vm, 'reader', reader, size);
  self.writer = makeBuffered(vm, 'writer', writer, size);
}

const reading = (name: string) =>
  rawMethod(name, null, (vm, self: PyBufferedRWPair, args, kwnames) =>
    vm.call(getAttr(vm, readerOf(self), name), args, kwnames),
  );

defineType(bufferedRWPairType, {
  doc: 'A buffered reader and writer object together.\n\nThe reader and the writer are separate streams, as the two ends of pipes are.',
  slots: { tp_new: newInstance, tp_init: init },
  methods: [
    ...['read', 'peek', 'read1', 'readinto', 'readinto1'].map(reading),
    rawMethod('write', null, (vm, self: PyBufferedRWPair, args, kwnames) =>
      vm.call(getAttr(vm, writerOf(self), 'write'), args, kwnames),
    ),
    method('flush($self, /)', null, (vm, self: PyBufferedRWPair) => callMethod(vm, writerOf(self), 'flush')),
    method('readable($self, /)', null, (vm, self: PyBufferedRWPair) => callMethod(vm, readerOf(self), 'readable')),
    method('writable($self, /)', null, (vm, self: PyBufferedRWPair) => callMethod(vm, writerOf(self), 'writable')),
    method('close($self, /)', null, (vm, self: PyBufferedRWPair) => {
      let result: Value = false;
      runAll(
        () => void callMethod(vm, writerOf(self), 'close'),
        () => {
          result = callMethod(vm, readerOf(self), 'close');
        },
      );
      return result;
    }),
    method('isatty($self, /)', null, (vm, self: PyBufferedRWPair) => {
      const answer = callMethod(vm, writerOf(self), 'isatty');
      return answer === false ? callMethod(vm, readerOf(self), 'isatty') : answer;
    }),
  ],
  getsets: [getset('closed', null, (vm, self: PyBufferedRWPair) => getAttr(vm, writerOf(self), 'closed'))],
  isBaseType: true,
});
bufferedRWPairType.textSignature = '(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)';
