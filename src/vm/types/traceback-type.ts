/** This file fills the type traceback. */
import { typeOf } from '../../objects/core-types.js';
import { overflowError, typeError, valueError } from '../../objects/errors.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, member, method } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { PyFrame } from '../frame.js';
import { PyTraceback, tracebackType } from '../traceback.js';

const SIGNATURE = parseSignature('traceback(tb_next, tb_frame, tb_lasti: int, tb_lineno: int)', 'function');

function asNext(value: Value, expected: string): PyTraceback | null {
  if (value === None) return null;
  if (value instanceof PyTraceback) return value;
  throw typeError(`expected ${expected}, got '${typeOf(value).name}'`);
}

function newTraceback(vm: Runtime, args: readonly Value[], kwnames: readonly string[] | null): PyTraceback {
  const name = { short: 'traceback', full: 'traceback()' };
  const bound = bindArguments(vm, SIGNATURE, name, args, kwnames);
  const [next, frame, lasti, line] = bound as [Value, Value, number, number];
  if (!(frame instanceof PyFrame)) {
    throw typeError(`traceback() argument 'tb_frame' must be frame, not ${typeOf(frame).name}`);
  }
  if (!Number.isSafeInteger(lasti)) throw overflowError('Python int too large to convert to C int');
  // -1 leaves the line to be found from the position.
  return new PyTraceback(asNext(next, 'traceback object or None'), frame, lasti, line === -1 ? undefined : line);
}

function setNext(self: PyTraceback, value: Value | undefined): void {
  if (value === undefined) throw typeError("can't delete tb_next attribute");
  const next = asNext(value, 'traceback object');
  for (let at = next; at !== null; at = at.next) {
    if (at === self) throw valueError('traceback loop detected');
  }
  self.next = next;
}

defineType(tracebackType, {
  doc: 'Create a new traceback object.',
  hasWeakrefs: false,
  slots: { tp_new: (vm, _type, args, kwnames) => newTraceback(vm, args, kwnames) },
  methods: [method('__dir__($self, /)', null, () => new PyList(['tb_frame', 'tb_next', 'tb_lasti', 'tb_lineno']))],
  getsets: [
    getset(
      'tb_next',
      null,
      (_vm, self: PyTraceback) => self.next ?? None,
      (_vm, self: PyTraceback, value) => setNext(self, value),
    ),
    member('tb_frame', null, (vm, self: PyTraceback) => {
      vm.audit('object.__getattr__', [self, 'tb_frame']);
      return self.frame;
    }),
    member('tb_lasti', null, (_vm, self: PyTraceback) => self.lasti),
    getset('tb_lineno', null, (_vm, self: PyTraceback) => (self.lineno < 0 ? None : self.lineno)),
  ],
});
tracebackType.textSignature = '(tb_next, tb_frame, tb_lasti, tb_lineno)';
