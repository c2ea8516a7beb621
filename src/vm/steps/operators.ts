/** This file does in steps what operators, truth, comparison and text of classes written in Python do. */
import { PyStrSubclass, typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import type { Raised } from '../../objects/exceptions/raised.js';
import { AttributeError, OverflowError } from '../../objects/exceptions/types.js';
import { getOwn } from '../../objects/instance.js';
import { genericGetAttr, getAttr, withAttribute } from '../../objects/operations/attributes.js';
import { richCompare } from '../../objects/operations/compare.js';
import { index, indexToNumber } from '../../objects/operations/index.js';
import { format, reprObject, strObject } from '../../objects/operations/text.js';
import { isTrue } from '../../objects/operations/truth.js';
import { slotBool, slotDescrGet, slotGetAttr, slotLength } from '../../objects/type/slot-dispatch.js';
import { PyProperty } from '../../objects/types/descriptors.js';
import { PyFunction } from '../../objects/types/function.js';
import { PyObject, type Value } from '../../values/object.js';
import { NotImplemented } from '../../values/singletons.js';
import { isStr, type Str, strFromKey } from '../../values/str.js';
import { type CompareOp, EQ, NE, type PyType } from '../../values/type.js';
import { binaryOperation } from '../binary-operation.js';
import type { Machine } from '../machine.js';
import { beginCall, beginSpecial, hasPythonMethod } from './begin.js';
import { start } from './deliver.js';
import { type Answer, PENDING, Steps, type StepsClass } from './steps.js';

/** Method stems by the operand of BINARY_OP, those in place behind the others. */
const STEMS = [
  'add',
  'and',
  'floordiv',
  'lshift',
  'matmul',
  'mul',
  'mod',
  'or',
  'pow',
  'rshift',
  'sub',
  'truediv',
  'xor',
];
const SYMBOLS = ['+', '&', '//', '<<', '@', '*', '%', '|', '** or pow()', '>>', '-', '/', '^'];
export const OPERATOR_ADD = 0;

/** Is either operand of a class that defines this operator in Python? */
export function isSteppedOperator(oparg: number, a: Value, b: Value): boolean {
  const typeA = typeOf(a);
  const typeB = typeOf(b);
  if (!typeA.isHeap && !typeB.isHeap) return false;
  const stem = STEMS[oparg % 13] as string;
  return (
    hasPythonMethod(a, `__${stem}__`) ||
    hasPythonMethod(b, `__r${stem}__`) ||
    (oparg >= 13 && hasPythonMethod(a, `__i${stem}__`))
  );
}

/** `a op b`, by the operand of BINARY_OP. */
export function beginBinary(vm: Machine, parent: Steps | null, oparg: number, a: Value, b: Value): Answer {
  if (isSteppedOperator(oparg, a, b)) return start(vm, parent, new BinarySteps(oparg, a, b));
  return binaryOperation(vm, oparg, a, b);
}

/** The methods of a binary operator, one after the other until one does not answer NotImplemented. */
class BinarySteps extends Steps {
  /** Names of methods; those that begin with `__r` belong to the right operand. */
  private readonly names: string[] = [];
  private next = 0;

  constructor(
    private readonly oparg: number,
    private readonly a: Value,
    private readonly b: Value,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    const { a, b, oparg, names } = this;
    const stem = STEMS[oparg % 13] as string;
    const typeA = typeOf(a);
    const typeB = typeOf(b);
    const ownName = `__${stem}__`;
    const reflected = `__r${stem}__`;
    if (oparg >= 13 && typeA.lookup(`__i${stem}__`) !== undefined) names.push(`__i${stem}__`);
    const theirs = typeA === typeB ? undefined : typeB.lookup(reflected);
    const isFirst = theirs !== undefined && typeB.isSubtypeOf(typeA) && typeA.lookup(reflected) !== theirs;
    if (isFirst) names.push(reflected);
    if (typeA.lookup(ownName) !== undefined) names.push(ownName);
    if (theirs !== undefined && !isFirst) names.push(reflected);
    return this.step(vm, NotImplemented);
  }

  step(vm: Machine, value: Answer): Answer {
    let answer = value;
    while (answer === NotImplemented) {
      const name = this.names[this.next++];
      if (name === undefined) throw this.unsupported();
      const isReflected = name.startsWith('__r') && name !== '__rshift__';
      const [self, other] = isReflected ? [this.b, this.a] : [this.a, this.b];
      answer = beginSpecial(vm, this, self, name, [other]);
    }
    return answer;
  }

  private unsupported(): Raised {
    const { a, b, oparg } = this;
    const symbol = oparg % 13 === 8 && oparg >= 13 ? '**' : (SYMBOLS[oparg % 13] as string);
    return typeError(
      `unsupported operand type(s) for ${symbol}${oparg >= 13 ? '=' : ''}: '${typeOf(a).name}' and '${typeOf(b).name}'`,
    );
  }
}

const COMPARE_NAMES = ['__lt__', '__le__', '__eq__', '__ne__', '__gt__', '__ge__'];
const SWAPPED = [4, 5, 2, 3, 0, 1];
const COMPARE_SYMBOLS = ['<', '<=', '==', '!=', '>', '>='];

/** Is either operand of a class that defines this comparison in Python? */
export function isSteppedCompare(a: Value, b: Value, op: CompareOp): boolean {
  if (!typeOf(a).isHeap && !typeOf(b).isHeap) return false;
  const name = COMPARE_NAMES[op] as string;
  if (hasPythonMethod(a, name) || hasPythonMethod(b, COMPARE_NAMES[SWAPPED[op] as number] as string)) return true;
  return op === NE && (hasPythonMethod(a, '__eq__') || hasPythonMethod(b, '__eq__'));
}

/** `a op b`; with `asBool` its truth. */
export function beginCompare(
  vm: Machine,
  parent: Steps | null,
  a: Value,
  b: Value,
  op: CompareOp,
  asBool: boolean,
): Answer {
  if (isSteppedCompare(a, b, op)) return start(vm, parent, new CompareSteps(a, b, op, asBool));
  const result = richCompare(vm, a, b, op);
  return asBool ? beginTruth(vm, parent, result) : result;
}

class CompareSteps extends Steps {
  /** Which methods are still to be asked: 'r' reflected, 'o' the left operand's own; then the truth of the answer. */
  private plan = '';
  private inTruth = false;
  /** `!=` asks `__eq__` where there is no `__ne__`. */
  private inverted = false;

  constructor(
    private readonly a: Value,
    private readonly b: Value,
    private readonly op: CompareOp,
    private readonly asBool: boolean,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    const typeA = typeOf(this.a);
    const typeB = typeOf(this.b);
    this.plan = typeA !== typeB && typeB.isSubtypeOf(typeA) ? 'ro' : 'or';
    return this.step(vm, NotImplemented);
  }

  step(vm: Machine, value: Answer): Answer {
    if (this.inTruth) return this.inverted ? value !== true : value;
    let answer = value;
    while (answer === NotImplemented) {
      this.inverted = false;
      const way = this.plan[0];
      this.plan = this.plan.slice(1);
      if (way === undefined) return this.byIdentity();
      const [self, other, op] =
        way === 'o' ? [this.a, this.b, this.op] : [this.b, this.a, SWAPPED[this.op] as CompareOp];
      answer = this.ask(vm, self, other, op as CompareOp);
    }
    if (answer === PENDING) return PENDING;
    if (!this.asBool && !this.inverted) return answer;
    this.inTruth = true;
    const truth = beginTruth(vm, this, answer as Value);
    return truth === PENDING ? PENDING : this.step(vm, truth);
  }

  private ask(vm: Machine, self: Value, other: Value, op: CompareOp): Answer {
    const type = typeOf(self);
    let name = COMPARE_NAMES[op] as string;
    if (op === NE && !hasPythonMethod(self, name) && hasPythonMethod(self, '__eq__')) {
      name = '__eq__';
      this.inverted = true;
    }
    if (hasPythonMethod(self, name)) return beginSpecial(vm, this, self, name, [other]);
    return type.tp_richcompare === null ? NotImplemented : type.tp_richcompare(vm, self, other, op);
  }

  private byIdentity(): Value {
    const { a, b, op } = this;
    if (op === EQ) return a === b;
    if (op === NE) return a !== b;
    throw typeError(
      `'${COMPARE_SYMBOLS[op]}' not supported between instances of '${typeOf(a).name}' and '${typeOf(b).name}'`,
    );
  }
}

/** Does `bool(value)` run Python code? */
export function isSteppedTruth(value: Value): boolean {
  const type = typeOf(value);
  if (!type.isHeap) return false;
  return type.nb_bool === slotBool || (type.nb_bool === null && (type.mp_length ?? type.sq_length) === slotLength);
}

/** `bool(value)`. */
export function beginTruth(vm: Machine, parent: Steps | null, value: Value): Answer {
  return isSteppedTruth(value) ? start(vm, parent, new TruthSteps(value)) : isTrue(vm, value);
}

class TruthSteps extends Steps {
  private readonly byLength: boolean;

  constructor(private readonly value: Value) {
    super();
    this.byLength = typeOf(value).lookup('__bool__') === undefined;
  }

  begin(vm: Machine): Answer {
    const answer = beginSpecial(vm, this, this.value, this.byLength ? '__len__' : '__bool__', []);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, value: Answer): Answer {
    if (this.byLength) return checkLength(vm, value as Value) > 0;
    if (typeof value === 'boolean') return value;
    throw typeError(`__bool__ should return bool, returned ${typeOf(value as Value).name}`);
  }
}

function checkLength(vm: Machine, value: Value): number {
  const length = index(vm, value);
  if (length < 0) throw valueError('__len__() should return >= 0');
  return typeof length === 'number' ? length : indexToNumber(vm, length, OverflowError);
}

/** `len(value)` of a class with `__len__` in Python. */
export class LengthSteps extends Steps {
  constructor(private readonly value: Value) {
    super();
  }

  begin(vm: Machine): Answer {
    const answer = beginSpecial(vm, this, this.value, '__len__', []);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(vm: Machine, value: Answer): Answer {
    return checkLength(vm, value as Value);
  }
}

/** The text of a value by a special method: `__str__`, `__repr__`, `__format__`. */
export class TextSteps extends Steps {
  constructor(
    private readonly value: Value,
    private readonly method: '__str__' | '__repr__' | '__format__',
    private readonly args: readonly Value[],
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    const answer = beginSpecial(vm, this, this.value, this.method, this.args);
    return answer === PENDING ? PENDING : this.step(vm, answer);
  }

  step(_vm: Machine, value: Answer): Answer {
    if (isStr(value as Value) || value instanceof PyStrSubclass) return value;
    const name = typeOf(value as Value).name;
    throw typeError(
      this.method === '__format__'
        ? `__format__ must return a str, not ${name}`
        : `${this.method} returned non-string (type ${name})`,
    );
  }
}

/** The method by which `str()`, `repr()` or `format()` of the value runs Python code, or null. */
export function textMethod(value: Value, asked: '__str__' | '__repr__' | '__format__'): TextSteps | null {
  if (!typeOf(value).isHeap) return null;
  if (hasPythonMethod(value, asked)) return new TextSteps(value, asked, []);
  // What is inherited from object asks the next one.
  const inherited = typeOf(value).lookup(asked);
  const root = typeOf(value).mro[typeOf(value).mro.length - 1];
  if (asked === '__repr__' || inherited !== root?.lookup(asked)) return null;
  return textMethod(value, asked === '__format__' ? '__str__' : '__repr__');
}

/** `str(value)` (an instance of a subclass as it is). */
export function beginStr(vm: Machine, parent: Steps | null, value: Value): Answer {
  const steps = textMethod(value, '__str__');
  return steps === null ? strObject(vm, value) : start(vm, parent, steps);
}

/** `repr(value)`. */
export function beginRepr(vm: Machine, parent: Steps | null, value: Value): Answer {
  const steps = textMethod(value, '__repr__');
  return steps === null ? reprObject(vm, value) : start(vm, parent, steps);
}

/** `format(value, spec)`. */
export function beginFormat(vm: Machine, parent: Steps | null, value: Value, spec: Str): Answer {
  if (hasPythonMethod(value, '__format__')) return start(vm, parent, new TextSteps(value, '__format__', [spec]));
  const steps = spec === '' ? textMethod(value, '__format__') : null;
  return steps === null ? format(vm, value, spec) : start(vm, parent, steps);
}

/** Does `owner.name` run Python code: a property, a descriptor's `__get__`, `__getattr__`? */
export function isSteppedAttribute(owner: Value, name: string): boolean {
  const type = typeOf(owner);
  if (!type.isHeap) return false;
  if (type.tp_getattro === slotGetAttr) return true;
  return type.tp_getattro === genericGetAttr && isPythonDescriptor(type, name);
}

function isPythonDescriptor(type: PyType, name: string): boolean {
  const descriptor = type.lookup(name);
  if (descriptor === undefined) return false;
  if (descriptor instanceof PyProperty) return descriptor.fget instanceof PyFunction;
  return typeOf(descriptor).tp_descr_get === slotDescrGet;
}

/** `owner.name`. */
export function beginGetAttr(vm: Machine, parent: Steps | null, owner: Value, name: string): Answer {
  const type = typeOf(owner);
  if (type.isHeap && type.tp_getattro === slotGetAttr) return start(vm, parent, new GetAttrSteps(owner, name));
  if (type.isHeap && type.tp_getattro === genericGetAttr) return beginGenericGetAttr(vm, parent, owner, name);
  return getAttr(vm, owner, name);
}

function beginGenericGetAttr(vm: Machine, parent: Steps | null, owner: Value, name: string): Answer {
  const type = typeOf(owner);
  if (!isPythonDescriptor(type, name)) return genericGetAttr(vm, owner, name);
  const descriptor = type.lookup(name) as Value;
  if (descriptor instanceof PyProperty) return beginCall(vm, parent, descriptor.fget as Value, [owner]);
  const isData = typeOf(descriptor).tp_descr_set !== null;
  const own = !isData && type.hasDict && owner instanceof PyObject ? getOwn(owner, name) : undefined;
  return own ?? beginSpecial(vm, parent, descriptor, '__get__', [owner, type]);
}

/** `__getattribute__`, then `__getattr__` where that raises AttributeError. */
class GetAttrSteps extends Steps {
  private asked = false;

  constructor(
    private readonly owner: Value,
    private readonly name: string,
  ) {
    super();
  }

  begin(vm: Machine): Answer {
    const { owner, name } = this;
    if (hasPythonMethod(owner, '__getattribute__')) {
      return beginSpecial(vm, this, owner, '__getattribute__', [strFromKey(name)]);
    }
    return beginGenericGetAttr(vm, this, owner, name);
  }

  step(_vm: Machine, value: Answer): Answer {
    return value;
  }

  override failed(vm: Machine, raised: Raised): Answer {
    const { owner, name } = this;
    const isMissing = raised.exception.type.isSubtypeOf(AttributeError);
    if (this.asked || !isMissing || typeOf(owner).lookup('__getattr__') === undefined) {
      throw withAttribute(raised, owner, name);
    }
    this.asked = true;
    return beginSpecial(vm, this, owner, '__getattr__', [strFromKey(name)]);
  }
}

/** What a snapshot may hold of this file. The order belongs to the format. */
export const OPERATOR_STEPS: readonly StepsClass[] = [
  BinarySteps,
  CompareSteps,
  TruthSteps,
  LengthSteps,
  TextSteps,
  GetAttrSteps,
];
