/** This file emits calls: straight to compiled functions, constructors and native bodies that are known. */
import { CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR } from '../bytecode/code.js';
import { typeOf } from '../objects/core-types.js';
import { directCallOf } from '../objects/native/direct-call.js';
import type { NativeDef } from '../objects/native/native-def.js';
import { PyMethodDescriptor, PyNativeFunction } from '../objects/native/native-function.js';
import { slotInit } from '../objects/type/slot-dispatch.js';
import { PyDict } from '../objects/types/dict/dict.js';
import { PyFunction } from '../objects/types/function.js';
import { listType } from '../objects/types/list/list.js';
import { PyRange } from '../objects/types/range-object.js';
import type { Value } from '../values/object.js';
import type { PyTuple } from '../values/sequences.js';
import { PyType } from '../values/type.js';
import { executableOf } from '../vm/executable.js';
import type { Emitter } from './emitter.js';
import type { Entry } from './state.js';

const GENERATORS = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR;

/** CALL. */
export function emitCall(e: Emitter, oparg: number): void {
  const given = e.stack.splice(e.stack.length - oparg, oparg);
  const self = e.pop();
  const callable = e.pop();
  const operands = [callable, self, ...given];
  const known = e.constantOf(callable.text);
  if (
    known !== undefined &&
    (self.kind === 'null' || known instanceof PyFunction || known instanceof PyMethodDescriptor)
  ) {
    const args = self.kind === 'null' ? given : [self, ...given];
    if (known instanceof PyFunction && callFunction(e, known, args, operands)) return;
    if (known instanceof PyType && self.kind === 'null' && callType(e, known, args, operands)) return;
    if (known instanceof PyNativeFunction && callNativeFunction(e, known, args, operands)) return;
    if (known instanceof PyMethodDescriptor && self.kind !== 'null' && callMethod(e, known, self, given, operands))
      return;
  }
  e.sync();
  const texts = given.map((arg) => e.boxed(arg));
  const head = `V,${e.boxed(callable)},${e.boxed(self)}`;
  const call = oparg < 4 ? `C.call${oparg}(${[head, ...texts].join()})` : `C.callAny(${head},[${texts.join()}],null)`;
  e.write(`t=(${e.careful(operands)}${call});`);
  e.write(e.checkCall('t', operands));
  e.pushComputed('any', 't', callSample(known));
}

function callSample(known: Value | undefined): Value | undefined {
  return known instanceof PyFunction ? undefined : undefined;
}

/** Arguments with defaults filled in, when exactly those are missing. */
function withDefaults(e: Emitter, func: PyFunction, args: readonly Entry[]): { texts: string[]; test: string } | null {
  const exec = executableOf(e.vm, func.code);
  const count = func.code.co_argcount;
  if (!exec.isSimple || args.length > count) return null;
  const texts = args.map((arg) => e.boxed(arg));
  if (args.length === count) return { texts, test: '' };
  const { defaults } = func;
  if (defaults === null || args.length + defaults.items.length < count) return null;
  const constant = e.constant(defaults as PyTuple);
  for (let i = args.length; i < count; i++) texts.push(`${constant}.items[${i - (count - defaults.items.length)}]`);
  return { texts, test: `&&${e.constant(func)}.defaults===${constant}` };
}

function callFunction(e: Emitter, func: PyFunction, args: readonly Entry[], operands: readonly Entry[]): boolean {
  if (func.code.co_flags & GENERATORS) return false;
  const bound = withDefaults(e, func, args);
  if (bound === null) return false;
  const exec = executableOf(e.vm, func.code);
  e.prepareCallee(exec);
  e.sync();
  const [f, code, target] = [e.constant(func), e.constant(func.code), e.constant(exec)];
  const call = `${target}.entry(${[f, ...bound.texts].join()})`;
  const slow = `C.callAny(V,${f},U,[${args.map((arg) => e.boxed(arg)).join()}],null)`;
  const x = e.site(e.at, operands);
  e.write(`x=${x};PC[d]=${e.at};t=${f}.code===${code}${bound.test}?${call}:${slow};`);
  e.write(e.checkCall('t', operands));
  e.pushComputed('any', 't');
  return true;
}

/** A class whose instances are made by `object.__new__` and an `__init__` in Python, or `range`. */
function callType(e: Emitter, type: PyType, args: readonly Entry[], operands: readonly Entry[]): boolean {
  if (type === typeOf(SAMPLE_RANGE)) {
    e.sync();
    e.write(
      `t=(${e.careful(operands)}C.callAny(V,${e.constant(type)},U,[${args.map((arg) => e.boxed(arg)).join()}],null));`,
    );
    e.pushComputed('any', 't', SAMPLE_RANGE);
    return true;
  }
  if (!type.isHeap || type.tp_init !== slotInit || type.type.tp_call !== e.vm.typeCall) return false;
  if (type.tp_new !== e.vm.objectNew || type.isAbstract) return false;
  const init = type.lookup('__init__');
  if (!(init instanceof PyFunction) || init.code.co_flags & GENERATORS) return false;
  const self: Entry = { kind: 'any', text: 'q', local: -1, sample: undefined };
  const bound = withDefaults(e, init, [self, ...args]);
  if (bound === null) return false;
  const exec = executableOf(e.vm, init.code);
  e.prepareCallee(exec);
  e.sync();
  const [t, f, code, target] = [e.constant(type), e.constant(init), e.constant(init.code), e.constant(exec)];
  const valid = `${t}.version===${type.version}&&${f}.code===${code}${bound.test}`;
  const x = e.site(e.at, operands);
  const slow = `t=C.callAny(V,${t},U,[${args.map((arg) => e.boxed(arg)).join()}],null)`;
  e.write(
    `x=${x};PC[d]=${e.at};if(${valid}){q=new ${e.constant(type.instanceClass)}();t=${target}.entry(${[f, ...bound.texts].join()});`,
  );
  e.write(`if(t!==U){if(t!==N)H.throwInitResult(t);t=q;q=U}}else ${slow};`);
  e.write(e.checkCall('t', operands));
  e.pushComputed('any', 't');
  return true;
}

const SAMPLE_RANGE = new PyRange(0, 1, 1, 1);

function callNativeFunction(
  e: Emitter,
  func: PyNativeFunction,
  args: readonly Entry[],
  operands: readonly Entry[],
): boolean {
  const { def } = func;
  if (def.scoped !== null || def.kind === 'classmethod' || def.kind === 'method') return false;
  const isBuiltin = e.vm.builtins.getStr(def.name) === func;
  if (isBuiltin && builtinFunction(e, def, args, operands)) return true;
  return nativeBody(e, def, null, args, operands);
}

/** Call the body of a native function that takes its arguments as they come, or its direct entry. */
function nativeBody(
  e: Emitter,
  def: NativeDef,
  self: Entry | null,
  args: readonly Entry[],
  operands: readonly Entry[],
): boolean {
  const direct = directCallOf(def);
  const count = args.length;
  if (direct === null || count < direct.minimum || count > direct.maximum) return false;
  const given = args.map((arg) => e.boxed(arg));
  const receiver = self === null ? [] : [e.boxed(self)];
  e.sync();
  const call =
    direct.plainCount === count
      ? `${e.constant(def.body)}(${['V', ...receiver, ...given].join()})`
      : `${e.constant(direct)}.call(${['V', receiver[0] ?? 'null', count, ...given].join()})`;
  e.write(`t=(${e.careful(operands)}${call});`);
  e.pushComputed('any', 't');
  return true;
}

function builtinFunction(e: Emitter, def: NativeDef, args: readonly Entry[], operands: readonly Entry[]): boolean {
  const first = args[0];
  if (first === undefined) return false;
  const v = e.boxed(first);
  const slow = `(${e.careful(operands)}${e.constant(def.body)}(V${args.map((arg) => `,${e.boxed(arg)}`).join('')}))`;
  if (args.length === 1 && def.name === 'len' && first.kind !== 'float') {
    if (first.kind === 'list') {
      e.pushComputed('int', `${v}.items.length`, 1);
      return true;
    }
    const { sample } = first;
    let test = `${v}.constructor===PL?${v}.items.length:`;
    if (typeof sample === 'string') test = `typeof ${v}==='string'?${v}.length:`;
    else if (sample instanceof PyDict) test = '';
    e.pushComputed('int', `${test}${slow}`, 1);
    return true;
  }
  if (args.length === 1 && def.name === 'abs') {
    if (first.kind === 'float') {
      e.pushComputed('float', `Math.abs(${first.text})`, first.sample);
      return true;
    }
    if (first.kind === 'int') {
      e.pushComputed('int', `Math.abs(${first.text})`, first.sample);
      return true;
    }
    return false;
  }
  const second = args[1];
  if (args.length === 2 && def.name === 'isinstance' && second !== undefined && first.kind === 'any') {
    const type = e.constantOf(second.text);
    if (type instanceof PyType && type.type === typeOf(typeOf(0))) {
      const constant = e.constant(type);
      e.pushComputed('any', `${v}.type===${constant}?true:${slow}`);
      return true;
    }
  }
  return false;
}

/** A native method of a class that the receiver has been checked for. */
function callMethod(
  e: Emitter,
  method: PyMethodDescriptor,
  self: Entry,
  given: readonly Entry[],
  operands: readonly Entry[],
): boolean {
  const { def, owner } = method;
  if (def.scoped !== null) return false;
  if (owner === listType && def.name === 'append' && given.length === 1) {
    e.sync();
    const item = e.boxed(given[0] as Entry);
    e.write(`if((u=${self.text}.items.push(${item}))%64===0){${e.careful(operands)}V.chargeMemory(512)}`);
    e.push('any', 'N');
    return true;
  }
  return nativeBody(e, def, self, given, operands);
}
