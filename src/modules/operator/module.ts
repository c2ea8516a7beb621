/** This file declares the module `_operator`: Python's operators as functions. */
import { asBytes, hasBuffer } from '../../objects/buffer.js';
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import {
  absolute,
  type BinaryOp,
  binaryOp,
  inplaceOp,
  invert,
  negative,
  positive,
  power,
} from '../../objects/operations/arithmetic.js';
import { equals, richCompare } from '../../objects/operations/compare.js';
import { contains, delItem, getItem, setItem } from '../../objects/operations/containers.js';
import { index } from '../../objects/operations/index.js';
import { forEach, isSequence, lengthHint } from '../../objects/operations/iteration.js';
import { isTrue } from '../../objects/operations/truth.js';
import { asStr } from '../../objects/strings.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { type CompareOp, EQ, GE, GT, LE, LT, NE } from '../../values/type.js';
import { attrGetterType, itemGetterType, methodCallerType } from './getters.js';

const binary = (name: string, doc: string, op: Exclude<BinaryOp, 'power'>): NativeDef =>
  nativeFunction(`${name}($module, a, b, /)`, doc, (vm, a: Value, b: Value) => binaryOp(vm, op, a, b));

const inplace = (name: string, doc: string, op: Exclude<BinaryOp, 'divmod'>): NativeDef =>
  nativeFunction(`${name}($module, a, b, /)`, doc, (vm, a: Value, b: Value) => inplaceOp(vm, op, a, b));

const compare = (name: string, doc: string, op: CompareOp): NativeDef =>
  nativeFunction(`${name}($module, a, b, /)`, doc, (vm, a: Value, b: Value) => richCompare(vm, a, b, op));

const unary = (name: string, doc: string, body: (vm: Runtime, a: Value) => Value): NativeDef =>
  nativeFunction(`${name}($module, a, /)`, doc, body);

const two = (name: string, doc: string, body: (vm: Runtime, a: Value, b: Value) => Value): NativeDef =>
  nativeFunction(`${name}($module, a, b, /)`, doc, body);

/** PySequence_Concat: both operands must be sequences, whichever slot does the work. */
function concatenate(vm: Runtime, a: Value, b: Value, isInplace: boolean): Value {
  const type = typeOf(a);
  const slot = (isInplace ? type.sq_inplace_concat : null) ?? type.sq_concat;
  if (slot !== null) return slot(vm, a, b);
  if (isSequence(a) && isSequence(b)) return isInplace ? inplaceOp(vm, 'add', a, b) : binaryOp(vm, 'add', a, b);
  throw typeError(`'${type.name}' object can't be concatenated`);
}

function forItems(vm: Runtime, a: Value, each: (item: Value) => boolean): void {
  if (typeOf(a).tp_iter === null && !isSequence(a))
    throw typeError(`argument of type '${typeOf(a).name}' is not iterable`);
  forEach(vm, a, each);
}

function indexOf(vm: Runtime, a: Value, b: Value): Value {
  let at = 0;
  let found = false;
  forItems(vm, a, (item) => {
    found = equals(vm, item, b);
    if (!found) at++;
    return !found;
  });
  if (!found) throw valueError('sequence.index(x): x not in sequence');
  return at;
}

function countOf(vm: Runtime, a: Value, b: Value): Value {
  let count = 0;
  forItems(vm, a, (item) => {
    if (equals(vm, item, b)) count++;
    return true;
  });
  return count;
}

/** Compare secrets: looks at every byte, whatever the first difference. */
function compareDigest(vm: Runtime, a: Value, b: Value): Value {
  const textA = asStr(a);
  const textB = asStr(b);
  if (textA !== undefined && textB !== undefined) {
    const ascii = /^[\0-\x7f]*$/;
    if (typeof textA !== 'string' || typeof textB !== 'string' || !ascii.test(textA) || !ascii.test(textB)) {
      throw typeError('comparing strings with non-ASCII characters is not supported');
    }
    return sameBytes(vm, Uint8Array.from(textA, codeOf), Uint8Array.from(textB, codeOf));
  }
  if (!hasBuffer(a) && !hasBuffer(b)) {
    throw typeError(
      `unsupported operand types(s) or combination of types: '${typeOf(a).name}' and '${typeOf(b).name}'`,
    );
  }
  return sameBytes(vm, asBytes(vm, a), asBytes(vm, b));
}

const codeOf = (character: string): number => character.charCodeAt(0);

function sameBytes(vm: Runtime, a: Uint8Array, b: Uint8Array): boolean {
  vm.chargeFuel(b.length >> 3);
  let difference = a.length === b.length ? 0 : 1;
  const left = a.length === b.length ? a : b;
  for (let i = 0; i < b.length; i++) difference |= (left[i] as number) ^ (b[i] as number);
  return difference === 0;
}

/** `_operator`. */
export const operatorModule = defineModule({
  name: '_operator',
  doc: 'Functions that do what operators do: operator.add(x, y) is x + y.',
  functions: [
    unary('truth', 'Return True if a is true, False otherwise.', isTrue),
    two('contains', 'Same as b in a (note reversed operands).', contains),
    two('indexOf', 'Return the first index of b in a.', indexOf),
    two('countOf', 'Return the number of items in a which are, or which equal, b.', countOf),
    two('is_', 'Same as a is b.', (_vm, a, b) => a === b),
    two('is_not', 'Same as a is not b.', (_vm, a, b) => a !== b),
    unary('is_none', 'Same as a is None.', (_vm, a) => a === None),
    unary('is_not_none', 'Same as a is not None.', (_vm, a) => a !== None),
    unary('index', 'Same as a.__index__()', index),
    binary('add', 'Same as a + b.', 'add'),
    binary('sub', 'Same as a - b.', 'subtract'),
    binary('mul', 'Same as a * b.', 'multiply'),
    binary('matmul', 'Same as a @ b.', 'matrix_multiply'),
    binary('floordiv', 'Same as a // b.', 'floor_divide'),
    binary('truediv', 'Same as a / b.', 'true_divide'),
    binary('mod', 'Same as a % b.', 'remainder'),
    unary('neg', 'Same as -a.', negative),
    unary('pos', 'Same as +a.', positive),
    unary('abs', 'Same as abs(a).', absolute),
    unary('inv', 'Same as ~a.', invert),
    unary('invert', 'Same as ~a.', invert),
    binary('lshift', 'Same as a << b.', 'lshift'),
    binary('rshift', 'Same as a >> b.', 'rshift'),
    unary('not_', 'Same as not a.', (vm, a) => !isTrue(vm, a)),
    binary('and_', 'Same as a & b.', 'and'),
    binary('xor', 'Same as a ^ b.', 'xor'),
    binary('or_', 'Same as a | b.', 'or'),
    inplace('iadd', 'Same as a += b.', 'add'),
    inplace('isub', 'Same as a -= b.', 'subtract'),
    inplace('imul', 'Same as a *= b.', 'multiply'),
    inplace('imatmul', 'Same as a @= b.', 'matrix_multiply'),
    inplace('ifloordiv', 'Same as a //= b.', 'floor_divide'),
    inplace('itruediv', 'Same as a /= b.', 'true_divide'),
    inplace('imod', 'Same as a %= b.', 'remainder'),
    inplace('ilshift', 'Same as a <<= b.', 'lshift'),
    inplace('irshift', 'Same as a >>= b.', 'rshift'),
    inplace('iand', 'Same as a &= b.', 'and'),
    inplace('ixor', 'Same as a ^= b.', 'xor'),
    inplace('ior', 'Same as a |= b.', 'or'),
    two('concat', 'Same as a + b, for a and b sequences.', (vm, a, b) => concatenate(vm, a, b, false)),
    two('iconcat', 'Same as a += b, for a and b sequences.', (vm, a, b) => concatenate(vm, a, b, true)),
    two('getitem', 'Same as a[b].', getItem),
    nativeFunction('setitem($module, a, b, c, /)', 'Same as a[b] = c.', (vm, a: Value, b: Value, c: Value) => {
      setItem(vm, a, b, c);
      return None;
    }),
    two('delitem', 'Same as del a[b].', (vm, a, b) => {
      delItem(vm, a, b);
      return None;
    }),
    two('pow', 'Same as a ** b.', (vm, a, b) => power(vm, a, b, None)),
    inplace('ipow', 'Same as a **= b.', 'power'),
    compare('eq', 'Same as a == b.', EQ),
    compare('ne', 'Same as a != b.', NE),
    compare('lt', 'Same as a < b.', LT),
    compare('le', 'Same as a <= b.', LE),
    compare('gt', 'Same as a > b.', GT),
    compare('ge', 'Same as a >= b.', GE),
    two('_compare_digest', "Return 'a == b', taking the same time wherever the two differ.", compareDigest),
    nativeFunction(
      'length_hint($module, obj, default: ssize=0, /)',
      'Return an estimate of the number of items in obj.',
      (vm, object: Value, fallback: number) => lengthHint(vm, object, fallback),
    ),
    nativeFunction(
      'call($module, obj, /, *args, **kwargs)',
      'Same as obj(*args, **kwargs).',
      (vm, callable: Value, args: readonly Value[], kwargs: ReadonlyMap<string, Value>) =>
        vm.call(callable, [...args, ...kwargs.values()], kwargs.size === 0 ? null : [...kwargs.keys()]),
    ),
  ],
  types: [
    ['attrgetter', attrGetterType],
    ['itemgetter', itemGetterType],
    ['methodcaller', methodCallerType],
  ],
});
