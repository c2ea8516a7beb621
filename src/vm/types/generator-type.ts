/** This file fills the type generator. */

import { PyStrSubclass } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { defineType } from '../../objects/native/define-type.js';
import { type GetSetDef, getset, method, type NativeDef, rawMethod } from '../../objects/native/native-def.js';
import { noteReturnValue } from '../../objects/operations/stop-iteration.js';
import { addressOf } from '../../objects/operations/text.js';
import { classGetItem } from '../../objects/types/class-getitem.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { isStr, type Str, strFromUtf16, strToUtf16 } from '../../values/str.js';
import { GEN_CLOSED, GEN_RUNNING, GEN_SUSPENDED, generatorType, type PyGenerator } from '../generator.js';
import { closeGenerator, sendToGenerator, stepResult, throwIntoGenerator, yieldFrom } from '../generator-run.js';
import type { Machine } from '../machine.js';
import { readThrowArguments } from '../throw-arguments.js';

/** `<generator object f at 0x…>`. */
export function generatorRepr(kind: string) {
  return (vm: Runtime, self: PyGenerator): Value =>
    strFromUtf16(`<${kind} object ${strToUtf16(self.qualname as Str)} at 0x${addressOf(vm, self)}>`);
}

function nameAttribute(label: string, doc: string, field: 'name' | 'qualname'): GetSetDef {
  return getset(
    label,
    doc,
    (_vm, self: PyGenerator) => self[field],
    (_vm, self: PyGenerator, value) => {
      const text = value instanceof PyStrSubclass ? value.value : value;
      if (text === undefined || !isStr(text)) throw typeError(`${label} must be set to a string object`);
      self[field] = text;
    },
  );
}

/** The attributes that generators, coroutines and asynchronous generators have under different prefixes. */
export function generatorAttributes(kind: string, prefix: string, delegate: string, delegateDoc: string): GetSetDef[] {
  return [
    nameAttribute('__name__', `name of the ${kind}`, 'name'),
    nameAttribute('__qualname__', `qualified name of the ${kind}`, 'qualname'),
    getset(`${prefix}_${delegate}`, delegateDoc, (_vm, self: PyGenerator) => yieldFrom(self) ?? None),
    getset(`${prefix}_frame`, null, (vm, self: PyGenerator) => {
      vm.audit('object.__getattr__', [self, `${prefix}_frame`]);
      return self.state === GEN_CLOSED ? None : self.frame;
    }),
    getset(`${prefix}_suspended`, null, (_vm, self: PyGenerator) => self.state === GEN_SUSPENDED),
    getset(`${prefix}_code`, null, (vm, self: PyGenerator) => {
      vm.audit('object.__getattr__', [self, `${prefix}_code`]);
      return self.frame.code;
    }),
  ];
}

/** `gi_running`, `cr_running`. */
export function runningAttribute(prefix: string): GetSetDef {
  return getset(`${prefix}_running`, null, (_vm, self: PyGenerator) => self.state === GEN_RUNNING);
}

/** send, throw and close, shared by generators and coroutines. */
export function generatorMethods(kind: string): NativeDef[] {
  return [
    method('send($self, object, /)', `Send a value into ${kind} and run it to its next yield.`, (vm, self, value) =>
      stepResult(self, sendToGenerator(vm as Machine, self, value)),
    ),
    rawMethod('throw', `Raise an exception in ${kind} and run it to its next yield.`, (vm, self, args, kwnames) => {
      const thrown = readThrowArguments(vm, 'throw', args, kwnames);
      return stepResult(self, throwIntoGenerator(vm as Machine, self, thrown));
    }),
    method('close($self, /)', `Raise GeneratorExit inside ${kind}.`, (vm, self: PyGenerator) =>
      closeGenerator(vm as Machine, self),
    ),
    method(
      '__sizeof__($self, /)',
      'Size of the object in memory, in bytes.',
      (_vm, self: PyGenerator) => 112 + 8 * self.frame.slots.length,
    ),
    classGetItem(),
  ];
}

/** The step of a generator in a native loop: undefined at the end, the returned value kept for those who ask. */
export function generatorNext(vm: Runtime, self: PyGenerator): Value | undefined {
  const sent = sendToGenerator(vm as Machine, self, None);
  if (!sent.finished) return sent.value;
  if (sent.value !== None) noteReturnValue(vm, self, sent.value);
  return undefined;
}

defineType(generatorType, {
  hasWeakrefs: true,
  noInstantiation: true,
  slots: {
    tp_repr: generatorRepr('generator'),
    tp_iter: (_vm, self: PyGenerator) => self,
    tp_iternext: generatorNext,
    tp_finalize: (vm, self) => {
      closeGenerator(vm as Machine, self as PyGenerator);
    },
  },
  methods: generatorMethods('generator'),
  getsets: [
    ...generatorAttributes('generator', 'gi', 'yieldfrom', 'object being iterated by yield from, or None'),
    runningAttribute('gi'),
  ],
});
