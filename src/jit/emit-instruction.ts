/** This file emits each instruction; the families with more to them have files of their own. */
import * as op from '../bytecode/opcodes.js';
import { numPopped, numPushed } from '../bytecode/opcodes.js';
import { NB_SUBSCR } from '../bytecode/operands.js';
import { PyDict } from '../objects/types/dict/dict.js';
import { PyCell } from '../objects/types/function.js';
import { PyFloat } from '../values/float.js';
import type { Value } from '../values/object.js';
import { None } from '../values/singletons.js';
import { emitArithmetic, emitComparison, emitSubscript } from './emit-arithmetic.js';
import { emitLoadAttribute, emitLoadGlobal, emitStoreAttribute } from './emit-attributes.js';
import { emitCall } from './emit-calls.js';
import { emitForIter, emitGetIter, emitSend } from './emit-loops.js';
import type { Emitter } from './emitter.js';
import { type Entry, isRaw, type Kind, Refusal } from './state.js';

const EMPTY_DICT = new PyDict();

/** Opcodes that read the frame itself, or switch frames: the interpreter carries them out. */
const NEEDS_INTERPRETER: ReadonlySet<number> = new Set([
  op.LOAD_FROM_DICT_OR_DEREF,
  op.RETURN_GENERATOR,
  op.CLEANUP_THROW,
  op.END_ASYNC_FOR,
  op.INTERPRETER_EXIT,
]);

/** Emit one instruction. */
export function emitInstruction(e: Emitter, opcode: number, oparg: number): void {
  switch (opcode) {
    case op.NOP:
    case op.RESUME:
    case op.NOT_TAKEN:
      return;
    case op.LOAD_FAST:
    case op.LOAD_FAST_BORROW:
      return e.loadLocal(oparg);
    case op.LOAD_FAST_LOAD_FAST:
    case op.LOAD_FAST_BORROW_LOAD_FAST_BORROW:
      e.loadLocal(oparg >> 4);
      return e.loadLocal(oparg & 15);
    case op.LOAD_FAST_CHECK: {
      const kind = e.locals[oparg] as Kind;
      if (kind === 'any' || kind === 'undef' || kind === 'ufloat') {
        e.write(`if(l${oparg}===U){${e.careful()}H.throwUnboundLocal(${e.names},${oparg})}`);
        if (kind === 'ufloat') e.locals[oparg] = 'float';
      }
      return e.loadLocal(oparg);
    }
    case op.LOAD_FAST_AND_CLEAR:
      e.saveAliases(oparg);
      if (isRaw(e.locals[oparg] as Kind)) {
        const text = e.locals[oparg] === 'float' ? `new PF(d${oparg})` : `l${oparg}===U?U:new PF(d${oparg})`;
        e.pushComputed('any', text);
      } else e.pushComputed('any', `l${oparg}`);
      e.write(`l${oparg}=U;`);
      e.locals[oparg] = 'undef';
      return;
    case op.DELETE_FAST: {
      const kind = e.locals[oparg] as Kind;
      e.saveAliases(oparg);
      if (kind === 'any' || kind === 'undef' || kind === 'ufloat')
        e.write(`if(l${oparg}===U){${e.careful()}H.throwUnboundLocal(${e.names},${oparg})}`);
      e.write(`l${oparg}=U;`);
      e.locals[oparg] = 'undef';
      return;
    }
    case op.LOAD_CONST:
      return loadConstant(e, e.exec.consts[oparg] as Value);
    case op.LOAD_SMALL_INT:
      return e.push('int', `(${oparg})`, oparg);
    case op.STORE_FAST:
      return e.storeLocal(oparg);
    case op.STORE_FAST_STORE_FAST:
      e.storeLocal(oparg >> 4);
      return e.storeLocal(oparg & 15);
    case op.STORE_FAST_LOAD_FAST:
      e.storeLocal(oparg >> 4);
      return e.loadLocal(oparg & 15);
    case op.POP_TOP:
    case op.POP_ITER:
    case op.END_FOR:
      e.pop();
      return;
    case op.END_SEND: {
      const value = e.pop();
      e.pop();
      return e.pushComputed('any', e.boxed(value));
    }
    case op.PUSH_NULL:
      return e.push('null', 'U');
    case op.COPY: {
      const entry = e.peek(oparg);
      if (entry.local >= 0 || !/^[se]\d/.test(entry.text)) e.stack.push(entry);
      else e.pushComputed(entry.kind === 'range' ? 'any' : entry.kind, entry.text, entry.sample);
      return;
    }
    case op.SWAP:
      return swap(e, oparg);
    case op.LOAD_DEREF: {
      const slot = e.slot(e.stack.length, 'any');
      e.write(`if((t=l${oparg}.value)===U){${e.careful()}H.throwUnboundDeref(${e.names},${oparg})}${slot}=t;`);
      const cell = e.samples[oparg];
      return e.push('any', slot, cell instanceof PyCell ? cell.value : undefined);
    }
    case op.STORE_DEREF:
      e.write(`l${oparg}.value=${e.boxed(e.pop())};`);
      return;
    case op.DELETE_DEREF:
      e.write(`if(l${oparg}.value===U){${e.careful()}H.throwUnboundDeref(${e.names},${oparg})}l${oparg}.value=U;`);
      return;
    case op.MAKE_CELL:
      e.write(`l${oparg}=new PY(l${oparg});`);
      e.locals[oparg] = 'any';
      return;
    case op.COPY_FREE_VARS: {
      const base = e.exec.nlocalsplus - oparg;
      e.write('t=f.closure.items;');
      for (let i = 0; i < oparg; i++) {
        e.write(`l${base + i}=t[${i}];`);
        e.locals[base + i] = 'any';
      }
      return;
    }
    case op.LOAD_GLOBAL:
      return emitLoadGlobal(e, oparg);
    case op.BINARY_OP:
      return oparg === NB_SUBSCR ? emitSubscript(e) : emitArithmetic(e, oparg);
    case op.COMPARE_OP:
      return emitComparison(e, oparg);
    case op.IS_OP: {
      const b = e.pop();
      const a = e.pop();
      const text = `${e.boxed(a)}${oparg === 1 ? '!==' : '==='}${e.boxed(b)}`;
      return e.pushTest(a.kind === 'float' || b.kind === 'float' ? `(${text})` : `(${text})`);
    }
    case op.CONTAINS_OP: {
      const b = e.pop();
      const a = e.pop();
      const text = `(${e.careful([a, b])}H.isIn(V,${e.boxed(a)},${e.boxed(b)})${oparg === 1 ? '===false' : ''})`;
      return e.pushTest(text);
    }
    case op.TO_BOOL:
      return toBool(e);
    case op.UNARY_NOT: {
      const value = e.pop();
      return e.pushTest(`(${value.text}!==true)`);
    }
    case op.UNARY_NEGATIVE: {
      const value = e.peek(1);
      if (value.kind === 'float') {
        e.pop();
        return e.pushComputed('float', `-${value.text}`);
      }
      if (value.kind === 'int') {
        e.pop();
        return e.pushComputed('int', `0-${value.text}`);
      }
      return viaGeneral(e, opcode, oparg);
    }
    case op.POP_JUMP_IF_FALSE:
    case op.POP_JUMP_IF_TRUE: {
      const value = e.pop();
      const isTest = value.kind === 'bool';
      const wanted = opcode === op.POP_JUMP_IF_TRUE;
      const condition = isTest ? value.text : `${e.boxed(value)}===true`;
      e.ended = wanted
        ? { kind: 'if', condition, yes: oparg, no: e.at + 1 }
        : { kind: 'if', condition, yes: e.at + 1, no: oparg };
      return;
    }
    case op.POP_JUMP_IF_NONE:
    case op.POP_JUMP_IF_NOT_NONE: {
      const value = e.pop();
      const none = opcode === op.POP_JUMP_IF_NONE;
      e.ended = {
        kind: 'if',
        condition: `${e.boxed(value)}===N`,
        yes: none ? oparg : e.at + 1,
        no: none ? e.at + 1 : oparg,
      };
      return;
    }
    case op.JUMP_FORWARD:
      e.ended = { kind: 'goto', target: oparg, isBack: false };
      return;
    case op.JUMP_BACKWARD:
      e.ended = { kind: 'goto', target: oparg, isBack: true };
      return;
    case op.JUMP_BACKWARD_NO_INTERRUPT:
      e.ended = { kind: 'goto', target: oparg, isBack: true };
      return;
    case op.GET_ITER:
      return emitGetIter(e);
    case op.FOR_ITER:
      return emitForIter(e, oparg);
    case op.LOAD_ATTR:
      return emitLoadAttribute(e, oparg);
    case op.STORE_ATTR:
      return emitStoreAttribute(e, oparg);
    case op.CALL:
      return emitCall(e, oparg);
    case op.CALL_KW: {
      const names = e.pop();
      const args = e.stack.splice(e.stack.length - oparg, oparg);
      const self = e.pop();
      const callable = e.pop();
      const operands = [callable, self, ...args, names];
      e.sync();
      e.write(
        `t=(${e.careful(operands)}C.callKeywords(V,${e.boxed(callable)},${e.boxed(self)},[${args.map((arg) => e.boxed(arg)).join()}],${names.text}));`,
      );
      e.write(e.checkCall('t', operands));
      return e.pushComputed('any', 't');
    }
    case op.CALL_FUNCTION_EX: {
      const operands = e.stack.splice(e.stack.length - 4, 4) as [Entry, Entry, Entry, Entry];
      e.sync();
      e.write(`t=(${e.careful(operands)}C.callSpread(V,${operands.map((each) => e.boxed(each)).join()}));`);
      e.write(e.checkCall('t', operands));
      return e.pushComputed('any', 't');
    }
    case op.RETURN_VALUE: {
      const value = e.pop();
      e.write(`r=${e.boxed(value)};x=${e.site(e.at)};break R;`);
      e.ended = { kind: 'none' };
      return;
    }
    case op.STORE_SUBSCR: {
      const key = e.pop();
      const container = e.pop();
      const value = e.pop();
      const slow = `${e.careful([value, container, key])}H.storeSubscript(V,${e.boxed(value)},${e.boxed(container)},${e.boxed(key)})`;
      if (key.kind === 'int' || key.kind === 'any') {
        const test = key.kind === 'int' ? '' : `typeof ${key.text}==='number'&&`;
        e.write(
          `if(${container.text}.constructor===PL&&${test}(u=${container.text}.items,${key.text}>=0&&${key.text}<u.length))u[${key.text}]=${e.boxed(value)};else{${slow}}`,
        );
      } else e.write(`${slow};`);
      return;
    }
    case op.DELETE_SUBSCR:
      return viaGeneral(e, opcode, oparg);
    case op.BUILD_TUPLE: {
      const items = e.stack.splice(e.stack.length - oparg, oparg);
      return e.pushComputed('any', oparg === 0 ? 'ET' : `new PT([${items.map((item) => e.boxed(item)).join()}])`);
    }
    case op.BUILD_LIST: {
      const items = e.stack.splice(e.stack.length - oparg, oparg);
      return e.pushComputed('list', `new PL([${items.map((item) => e.boxed(item)).join()}])`);
    }
    case op.LIST_APPEND: {
      const item = e.pop();
      e.write(`${e.peek(oparg).text}.items.push(${e.boxed(item)});`);
      return;
    }
    case op.UNPACK_SEQUENCE:
      return unpackSequence(e, oparg);
    case op.MATCH_SEQUENCE: {
      const v = e.peek(1).text;
      return e.pushComputed('bool', `${v}.constructor===PT||${v}.constructor===PL||V.patternKind(${v})===1`);
    }
    case op.GET_LEN: {
      const value = e.peek(1);
      const v = value.text;
      e.write(`t=${v}.constructor===PT||${v}.constructor===PL?${v}.items.length:(${e.careful()}H.length(V,${v}));`);
      return e.pushComputed('int', 't', 1);
    }
    case op.BUILD_MAP: {
      const items = e.stack.splice(e.stack.length - 2 * oparg, 2 * oparg);
      if (oparg === 0) return e.pushComputed('any', 'new PD()', EMPTY_DICT);
      return e.pushComputed(
        'any',
        `(${e.careful(items)}H.buildMap(V,[${items.map((item) => e.boxed(item)).join()}]))`,
        EMPTY_DICT,
      );
    }
    case op.MAP_ADD: {
      const value = e.pop();
      const key = e.pop();
      e.write(`${e.careful([key, value])}${e.peek(oparg).text}.set(V,${e.boxed(key)},${e.boxed(value)});`);
      return;
    }
    case op.SET_ADD: {
      const item = e.pop();
      e.write(`${e.careful([item])}${e.peek(oparg).text}.add(V,${e.boxed(item)});`);
      return;
    }
    case op.BUILD_SET: {
      const items = e.stack.splice(e.stack.length - oparg, oparg);
      return e.pushComputed('any', `(${e.careful(items)}H.buildSet(V,[${items.map((item) => e.boxed(item)).join()}]))`);
    }
    case op.BUILD_STRING: {
      const parts = e.stack.splice(e.stack.length - oparg, oparg);
      return e.pushComputed(
        'any',
        `(${e.careful(parts)}H.buildString(V,[${parts.map((part) => e.boxed(part)).join()}]))`,
        '',
      );
    }
    case op.FORMAT_SIMPLE: {
      const value = e.pop();
      const v = e.boxed(value);
      if (value.kind === 'str') return e.pushComputed('str', v, '');
      return e.pushComputed('any', `typeof ${v}==='string'?${v}:(${e.careful([value])}H.formatSimple(V,${v}))`, '');
    }
    case op.BUILD_SLICE: {
      const step = oparg === 3 ? e.boxed(e.pop()) : 'N';
      const stop = e.boxed(e.pop());
      const begin = e.boxed(e.pop());
      return e.pushComputed('any', `new SL(${begin},${stop},${step})`);
    }
    case op.BINARY_SLICE: {
      const operands = e.stack.splice(e.stack.length - 3, 3) as [Entry, Entry, Entry];
      const [value, begin, end] = operands.map((each) => e.boxed(each)) as [string, string, string];
      return e.pushComputed('any', `(${e.careful(operands)}H.slice(V,${value},${begin},${end}))`, operands[0].sample);
    }
    case op.LOAD_COMMON_CONSTANT: {
      const value = e.vm.commonConstant(oparg);
      return e.push('any', e.constant(value), value);
    }
    case op.LIST_EXTEND: {
      const items = e.pop();
      e.write(`${e.careful([items])}H.extendList(V,${e.peek(oparg).text},${e.boxed(items)});`);
      return;
    }
    case op.MAKE_FUNCTION: {
      const code = e.pop();
      return e.pushComputed('any', `H.makeFunction(V,f,${code.text})`);
    }
    case op.SET_FUNCTION_ATTRIBUTE: {
      const func = e.pop();
      const value = e.pop();
      e.write(`H.setFunctionAttribute(${func.text},${oparg},${e.boxed(value)});`);
      return e.pushComputed('any', func.text);
    }
    case op.YIELD_VALUE: {
      const value = e.pop();
      e.sync();
      e.yieldValue(e.boxed(value));
      e.ended = { kind: 'none' };
      return;
    }
    case op.SEND:
      return emitSend(e, oparg);
    case op.PUSH_EXC_INFO: {
      const exception = e.pop();
      const p = e.stack.length;
      e.write(
        `t=${exception.text};s${p}=V.exceptionState.value===null?N:V.exceptionState.value;s${p + 1}=t;V.exceptionState.value=t;`,
      );
      e.push('any', `s${p}`);
      return e.push('any', `s${p + 1}`);
    }
    case op.POP_EXCEPT: {
      const previous = e.pop();
      e.write(`V.exceptionState.value=${previous.text}===N?null:${previous.text};`);
      return;
    }
    case op.CHECK_EXC_MATCH: {
      const pattern = e.pop();
      const exception = e.peek(1);
      return e.pushTest(`(${e.careful([pattern])}EM(${exception.text},${e.boxed(pattern)}))`);
    }
    case op.RAISE_VARARGS: {
      const operands = e.stack.splice(e.stack.length - oparg, oparg);
      const cause = oparg === 2 ? e.boxed(operands[1] as Entry) : 'U';
      const exception = oparg > 0 ? e.boxed(operands[0] as Entry) : 'U';
      raise(e, `(${e.careful(operands)}RA(V,${exception},${cause}))`);
      return;
    }
    case op.RERAISE: {
      const exception = e.pop();
      const at = oparg > 0 ? `${e.peek(oparg).text}+1` : '-1';
      raise(e, `(${e.careful([exception])}RR(${exception.text},${at}))`);
      return;
    }
    default:
      return viaGeneral(e, opcode, oparg);
  }
}

/** `raise` jumps to the handler of this function, when there is one; else the exception leaves by the catch around all. */
function raise(e: Emitter, thrown: string): void {
  e.write(e.raiseText(thrown));
  e.ended = { kind: 'none' };
}

function loadConstant(e: Emitter, value: Value): void {
  if (typeof value === 'number') return e.push('int', `(${value})`, value);
  if (typeof value === 'boolean') return e.push('bool', `${value}`, value);
  if (value === None) return e.push('any', 'N', value);
  if (value instanceof PyFloat && value.constructor === PyFloat && Number.isFinite(value.value)) {
    const number = value.value;
    const text = Object.is(number, -0) ? '(-0)' : `(${number})`;
    return e.push('float', text, value);
  }
  e.push(typeof value === 'string' ? 'str' : 'any', e.constant(value), value);
}

function toBool(e: Emitter): void {
  const value = e.pop();
  switch (value.kind) {
    case 'bool':
      return e.push('bool', value.text);
    case 'int':
    case 'float':
      return e.pushTest(`(${value.text}!==0)`);
    case 'str':
      return e.pushTest(`(${value.text}.length!==0)`);
    case 'list':
      return e.pushTest(`(${value.text}.items.length!==0)`);
    default: {
      const v = value.text;
      return e.pushTest(
        `(typeof ${v}==='boolean'?${v}:typeof ${v}==='number'?${v}!==0:(${e.careful([value])}H.truth(V,${v})))`,
      );
    }
  }
}

function swap(e: Emitter, depth: number): void {
  const low = e.stack.length - depth;
  const high = e.stack.length - 1;
  const a = e.stack[low] as Entry;
  const b = e.stack[high] as Entry;
  const own = (entry: Entry): boolean => /^[se]\d/.test(entry.text);
  if (!own(a) && !own(b)) {
    e.stack[low] = b;
    e.stack[high] = a;
    return;
  }
  if (a.kind === 'range' || b.kind === 'range') throw new Refusal('it moves the iterator of a range');
  e.write(`t=${a.kind === 'null' ? 'U' : a.text};`);
  const lowSlot = e.slot(low, b.kind);
  e.write(`${lowSlot}=${b.kind === 'null' ? 'U' : b.text};`);
  const highSlot = e.slot(high, a.kind);
  e.write(`${highSlot}=t;`);
  e.stack[low] = { ...b, text: lowSlot, local: -1 };
  e.stack[high] = { ...a, text: highSlot, local: -1 };
}

function unpackSequence(e: Emitter, count: number): void {
  const sequence = e.pop();
  const p = e.stack.length;
  e.sync();
  const v = sequence.text;
  const slow = `u=(${e.careful([sequence])}H.unpack(V,${e.boxed(sequence)},${count}));`;
  let fast = '';
  let other = '';
  for (let i = 0; i < count; i++) {
    fast += `s${p + i}=u[${count - 1 - i}];`;
    other += `s${p + i}=u[${i}];`;
  }
  e.write(`if(${v}.constructor===PT&&(u=${v}.items).length===${count}){${fast}}else{${slow}${other}}`);
  const items =
    sequence.sample !== undefined && typeof sequence.sample === 'object' && 'items' in sequence.sample
      ? (sequence.sample.items as Value[])
      : [];
  for (let i = 0; i < count; i++) e.push('any', `s${p + i}`, items[count - 1 - i]);
}

/** An instruction by the interpreter's own function, with a copy of the stack. */
export function viaGeneral(e: Emitter, opcode: number, oparg: number): void {
  if (NEEDS_INTERPRETER.has(opcode) || (opcode === op.CALL_INTRINSIC_1 && oparg === 2)) {
    e.sync();
    e.write(e.bail([], ''));
    e.ended = { kind: 'none' };
    return;
  }
  const popped = numPopped(opcode, oparg);
  const pushed = numPushed(opcode, oparg);
  const before = e.stack.length;
  // Entries that the instruction only looks at stand below those that it takes.
  const stack = e.stack.map((entry) => (entry.kind === 'range' ? 'U' : e.boxed(entry))).join();
  const operands = e.stack.splice(before - popped, popped);
  e.write(`u=(${e.careful(operands)}H.general(V,f,d,${opcode},${oparg},[${stack}]));`);
  for (let i = 0; i < pushed; i++) e.pushComputed('any', `u[${before - popped + i}]`);
}
