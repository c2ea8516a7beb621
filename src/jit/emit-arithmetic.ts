/** This file emits operators, comparisons and subscripts: numbers inline, everything else through helpers. */
import { floorDivDoubles, modDoubles } from '../objects/types/float/divmod.js';
import { PyList } from '../objects/types/list/list.js';
import { PyFloat } from '../values/float.js';
import type { Value } from '../values/object.js';
import { PyTuple } from '../values/sequences.js';
import type { Emitter } from './emitter.js';
import { type Entry, kindOfSample } from './state.js';

const ADD = 0;
const AND = 1;
const FLOOR_DIVIDE = 2;
const LSHIFT = 3;
const MULTIPLY = 5;
const REMAINDER = 6;
const OR = 7;
const RSHIFT = 9;
const SUBTRACT = 10;
const TRUE_DIVIDE = 11;
const XOR = 12;
const INPLACE = 13;

const SAFE = 't<=9007199254740991&&t>=-9007199254740991';

/** What the operand will be taken for: known, or suggested by a value that was seen. */
function expected(entry: Entry): 'int' | 'float' | 'other' {
  switch (entry.kind) {
    case 'int':
      return 'int';
    case 'float':
    case 'box':
      return 'float';
    case 'any': {
      const kind = kindOfSample(entry.sample);
      return kind === 'int' || kind === 'float' ? kind : 'other';
    }
    default:
      return 'other';
  }
}

/** The operand as a number, after a check that leaves the code where it is none of the expected kind. */
function asNumber(e: Emitter, entry: Entry, operands: readonly Entry[], key: string): string {
  switch (entry.kind) {
    case 'int':
    case 'float':
      return entry.text;
    case 'box':
      return `${entry.text}.value`;
    default:
      if (expected(entry) === 'int') {
        e.write(`if(typeof ${entry.text}!=='number')${e.bail(operands, key)}`);
        e.learn(entry, 'int');
        return entry.text;
      }
      e.write(`if(${entry.text}.constructor!==PF)${e.bail(operands, key)}`);
      e.learn(entry, 'box');
      return `${entry.text}.value`;
  }
}

/** BINARY_OP but for subscripts. */
export function emitArithmetic(e: Emitter, oparg: number): void {
  const operator = oparg >= INPLACE ? oparg - INPLACE : oparg;
  const b = e.pop();
  const a = e.pop();
  const kindA = expected(a);
  const kindB = expected(b);
  const key = `n${e.at}`;
  const known = (entry: Entry): boolean => entry.kind !== 'any';
  if (kindA !== 'other' && kindB !== 'other' && ((known(a) && known(b)) || e.assumes(key))) {
    if (kindA === 'float' || kindB === 'float') {
      if (floatOperation(e, operator, oparg, a, b, key)) return;
    } else if (intOperation(e, operator, oparg, a, b, key)) return;
  }
  generalOperation(e, operator, oparg, a, b);
}

function sampleOf(a: Entry, b: Entry, compute: (x: number, y: number) => number, isFloat: boolean): Value | undefined {
  const number = (value: Value | undefined): number | undefined =>
    typeof value === 'number' ? value : value instanceof PyFloat ? value.value : undefined;
  const x = number(a.sample);
  const y = number(b.sample);
  if (x === undefined || y === undefined) return isFloat ? new PyFloat(0) : 0;
  const result = compute(x, y);
  if (isFloat) return new PyFloat(result);
  return Number.isSafeInteger(result) ? result + 0 : undefined;
}

function floatOperation(e: Emitter, operator: number, oparg: number, a: Entry, b: Entry, key: string): boolean {
  const operands = [a, b];
  const symbol =
    operator === ADD
      ? '+'
      : operator === SUBTRACT
        ? '-'
        : operator === MULTIPLY
          ? '*'
          : operator === TRUE_DIVIDE
            ? '/'
            : '';
  const divides = operator === TRUE_DIVIDE || operator === FLOOR_DIVIDE || operator === REMAINDER;
  if (symbol === '' && !divides) return false;
  if (divides && !e.assumes(`z${e.at}`)) return false;
  const x = asNumber(e, a, operands, key);
  const y = asNumber(e, b, operands, key);
  if (divides) e.write(`if(${y}===0)${e.bail(operands, `z${e.at}`)}`);
  const sample = new PyFloat(0.5);
  if (symbol !== '') e.pushComputed('float', `${x}${symbol}${y}`, sample);
  else
    e.pushComputed('float', `${e.constant(operator === REMAINDER ? modDoubles : floorDivDoubles)}(${x},${y})`, sample);
  void oparg;
  return true;
}

function intOperation(e: Emitter, operator: number, _oparg: number, a: Entry, b: Entry, key: string): boolean {
  const operands = [a, b];
  const overflow = `o${e.at}`;
  switch (operator) {
    case ADD:
    case SUBTRACT:
    case MULTIPLY: {
      if (!e.assumes(overflow)) return false;
      const x = asNumber(e, a, operands, key);
      const y = asNumber(e, b, operands, key);
      const compute = (p: number, q: number): number =>
        operator === ADD ? p + q : operator === SUBTRACT ? p - q : p * q;
      const text = operator === ADD ? `${x}+${y}` : operator === SUBTRACT ? `${x}-${y}` : `${x}*${y}+0`;
      e.write(`t=${text};if((t|0)!==t&&!(${SAFE}))${e.bail(operands, overflow)}`);
      e.pushComputed('int', 't', sampleOf(a, b, compute, false));
      return true;
    }
    case TRUE_DIVIDE: {
      if (!e.assumes(`z${e.at}`)) return false;
      const x = asNumber(e, a, operands, key);
      const y = asNumber(e, b, operands, key);
      e.write(`if(${y}===0)${e.bail(operands, `z${e.at}`)}`);
      e.pushComputed('float', `${x}/${y}`, new PyFloat(0.5));
      return true;
    }
    case FLOOR_DIVIDE:
    case REMAINDER: {
      if (!e.assumes(`z${e.at}`)) return false;
      const x = asNumber(e, a, operands, key);
      const y = asNumber(e, b, operands, key);
      const limit = operator === FLOOR_DIVIDE ? `||${x}>1125899906842624||${x}<-1125899906842624` : '';
      e.write(`if(!(${y}>0)${limit})${e.bail(operands, `z${e.at}`)}`);
      if (operator === FLOOR_DIVIDE)
        e.pushComputed(
          'int',
          `Math.floor(${x}/${y})`,
          sampleOf(a, b, (p, q) => Math.floor(p / q), false),
        );
      else
        e.pushComputed(
          'int',
          `(t=${x}%${y})<0?t+${y}:t+0`,
          sampleOf(a, b, (p, q) => ((p % q) + q) % q, false),
        );
      return true;
    }
    case AND:
    case OR:
    case XOR: {
      if (!e.assumes(overflow)) return false;
      const x = asNumber(e, a, operands, key);
      const y = asNumber(e, b, operands, key);
      e.write(`if((${x}|0)!==${x}||(${y}|0)!==${y})${e.bail(operands, overflow)}`);
      const symbol = operator === AND ? '&' : operator === OR ? '|' : '^';
      e.pushComputed('int', `${x}${symbol}${y}`, 1);
      return true;
    }
    case LSHIFT:
    case RSHIFT: {
      if (!e.assumes(overflow)) return false;
      const x = asNumber(e, a, operands, key);
      const y = asNumber(e, b, operands, key);
      if (operator === RSHIFT) {
        e.write(`if((${x}|0)!==${x}||!(${y}>=0&&${y}<32))${e.bail(operands, overflow)}`);
        e.pushComputed('int', `${x}>>${y}`, 1);
      } else {
        e.write(
          `if(!(${y}>=0&&${y}<31)||!((t=${x}*(1<<${y}))<=9007199254740991&&t>=-9007199254740991))${e.bail(operands, overflow)}`,
        );
        e.pushComputed('int', 't+0', 1);
      }
      return true;
    }
    default:
      return false;
  }
}

/** Nothing is known: ints inline, the rest in the helper. */
function generalOperation(e: Emitter, operator: number, oparg: number, a: Entry, b: Entry): void {
  const x = a.kind === 'float' ? `new PF(${a.text})` : a.text;
  const y = b.kind === 'float' ? `new PF(${b.text})` : b.text;
  const slow = `(${e.careful([a, b])}H.binary(V,${x},${y},${oparg}))`;
  const numeric = (entry: Entry): boolean => entry.kind === 'int' || entry.kind === 'any';
  const slot = e.slot(e.stack.length, 'any');
  if (numeric(a) && numeric(b) && (operator === ADD || operator === SUBTRACT || operator === MULTIPLY)) {
    const tests = [a, b].filter((entry) => entry.kind !== 'int').map((entry) => `typeof ${entry.text}==='number'`);
    const symbol = operator === ADD ? '+' : operator === SUBTRACT ? '-' : '*';
    const zero = operator === MULTIPLY ? '+0' : '';
    tests.push(`((t=${a.text}${symbol}${b.text}${zero})|0)===t`);
    e.write(`if(${tests.join('&&')})${slot}=t;else ${slot}=${slow};`);
  } else if (a.kind === 'str' && b.kind === 'str' && operator === ADD) {
    e.write(`${slot}=${slow};`);
    e.push('any', slot, '');
    return;
  } else e.write(`${slot}=${slow};`);
  e.push('any', slot);
}

const OPERATORS = ['<', '<=', '===', '!==', '>', '>='];

/** COMPARE_OP. */
export function emitComparison(e: Emitter, oparg: number): void {
  const operator = oparg >> 5;
  const tested = (oparg & 16) !== 0;
  const b = e.pop();
  const a = e.pop();
  const symbol = OPERATORS[operator] as string;
  const kindA = expected(a);
  const kindB = expected(b);
  const known = (entry: Entry): boolean => entry.kind !== 'any';
  const key = `c${e.at}`;
  if (kindA !== 'other' && kindB !== 'other' && ((known(a) && known(b)) || e.assumes(key))) {
    const x = asNumber(e, a, [a, b], key);
    const y = asNumber(e, b, [a, b], key);
    e.pushTest(`(${x}${symbol}${y})`);
    return;
  }
  const x = e.boxed(a);
  const y = e.boxed(b);
  const helper = tested ? 'compareTruth' : 'compare';
  const slow = `(${e.careful([a, b])}H.${helper}(V,${x},${y},${operator}))`;
  if (a.kind === 'str' && b.kind === 'str') return e.pushTest(`(${x}${symbol}${y})`);
  const primitive = (entry: Entry): boolean => entry.kind === 'int' || entry.kind === 'any' || entry.kind === 'str';
  let text = slow;
  if (primitive(a) && primitive(b)) {
    const sample =
      typeof a.sample === 'string' || typeof b.sample === 'string' || a.kind === 'str' || b.kind === 'str'
        ? 'string'
        : 'number';
    const tests = [a, b].filter((entry) => entry.kind === 'any').map((entry) => `typeof ${entry.text}==='${sample}'`);
    const conflict = [a, b].some(
      (entry) => (entry.kind === 'int' && sample === 'string') || (entry.kind === 'str' && sample === 'number'),
    );
    if (!conflict) text = `(${tests.length === 0 ? 'true' : tests.join('&&')}?${x}${symbol}${y}:${slow})`;
  }
  if (tested) e.pushTest(text);
  else e.pushComputed('any', text);
}

/** BINARY_OP of a subscript. */
export function emitSubscript(e: Emitter): void {
  const key = e.pop();
  const container = e.pop();
  const c = e.boxed(container);
  const k = e.boxed(key);
  const sample = sampleItem(container.sample, key.sample);
  const slot = e.slot(e.stack.length, 'any');
  const operands = [container, key];
  const slow = `(${e.careful(operands)}H.subscript(V,${c},${k}))`;
  const isIndex =
    key.kind === 'int' || (key.kind === 'any' && (key.sample === undefined || typeof key.sample === 'number'));
  if (!isIndex || container.kind === 'float') {
    e.write(`${slot}=${slow};${e.checkCall(slot, operands)}`);
    e.push('any', slot, sample);
    return;
  }
  const test = key.kind === 'int' ? '' : `typeof ${k}==='number'&&`;
  const text = typeof container.sample === 'string' || container.kind === 'str';
  if (text) {
    e.write(
      `${slot}=typeof ${c}==='string'&&${test}${k}>=0&&${k}<${c}.length?${c}[${k}]:${slow};${e.checkCall(slot, operands)}`,
    );
    e.push('any', slot, 'a');
    return;
  }
  const constructor = container.sample instanceof PyTuple ? 'PT' : 'PL';
  const exact = container.kind === 'list' && constructor === 'PL' ? '' : `${c}.constructor===${constructor}&&`;
  e.write(
    `${slot}=${exact}${test}(u=${c}.items,${k}>=0&&${k}<u.length)?u[${k}]:${slow};${e.checkCall(slot, operands)}`,
  );
  e.push('any', slot, sample);
}

function sampleItem(container: Value | undefined, key: Value | undefined): Value | undefined {
  if (container instanceof PyList || container instanceof PyTuple) {
    const { items } = container;
    return typeof key === 'number' && items[key] !== undefined ? items[key] : items[0];
  }
  return undefined;
}
