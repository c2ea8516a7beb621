/** This file holds what the types of _typing share: calls into the typing module, evaluators of constants, NoDefault. */
import { makeType } from '../../objects/core-types.js';
import { typeError } from '../../objects/errors.js';
import { defineType } from '../../objects/native/define-type.js';
import { type GetSetDef, getset, member, method, type NativeDef } from '../../objects/native/native-def.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { getItem } from '../../objects/operations/containers.js';
import { asInt } from '../../objects/operations/index.js';
import { getIter } from '../../objects/operations/iteration.js';
import { reprText } from '../../objects/operations/text.js';
import { concat } from '../../objects/strings.js';
import type { TypeParameter } from '../../objects/types/type-params.js';
import { typeRepr } from '../../objects/types/type-substitution.js';
import { PyObject, type Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { type Str, strFromUtf16 } from '../../values/str.js';

/** Call a function of the typing module. */
export function callTyping(
  vm: Runtime,
  name: string,
  args: readonly Value[],
  kwnames: readonly string[] | null = null,
): Value {
  return vm.call(getAttr(vm, vm.importModule('typing'), name), args, kwnames);
}

class PyNoDefault extends PyObject {}

/** `typing.NoDefault`. */
export const NoDefault = new PyNoDefault();
export const noDefaultType = makeType('NoDefaultType', PyNoDefault);

defineType(noDefaultType, {
  doc: 'The type of the NoDefault singleton.',
  hasWeakrefs: false,
  slots: {
    tp_new: (_vm, _type, args) => {
      if (args.length > 0) throw typeError('NoDefaultType takes no arguments');
      return NoDefault;
    },
    tp_repr: () => 'typing.NoDefault',
  },
  methods: [method('__reduce__($self, /)', null, () => 'NoDefault')],
});
noDefaultType.textSignature = '()';

/** A stand-in for the function that computes a value, where the value was given itself. */
export class PyConstEvaluator extends PyObject {
  constructor(readonly value: Value) {
    super();
  }
}

export const constEvaluatorType = makeType('_typing._ConstEvaluator', PyConstEvaluator);
constEvaluatorType.qualname = '_ConstEvaluator';

/** annotationlib.Format.STRING. */
const FORMAT_STRING = 4;

function evaluateConstant(
  vm: Runtime,
  self: PyConstEvaluator,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): Value {
  if (kwnames !== null && kwnames.length > 0) throw typeError('constevaluator.__call__() takes no keyword arguments');
  if (args.length !== 1) {
    throw typeError(`constevaluator.__call__() takes exactly 1 argument (${args.length} given)`);
  }
  const format = asInt(vm, args[0] as Value);
  if (format !== FORMAT_STRING) return self.value;
  if (!(self.value instanceof PyTuple)) return typeRepr(vm, self.value);
  const parts: Str[] = ['('];
  self.value.items.forEach((item, i) => {
    if (i > 0) parts.push(', ');
    parts.push(typeRepr(vm, item));
  });
  parts.push(')');
  return concat(parts);
}

defineType(constEvaluatorType, {
  module: '_typing',
  hasWeakrefs: false,
  noInstantiation: true,
  slots: {
    tp_repr: (vm, self: PyConstEvaluator) => strFromUtf16(`<constevaluator ${reprText(vm, self.value)}>`),
    tp_call: evaluateConstant,
  },
});

/** An `evaluate_…` attribute: the function, an evaluator of the known value, or None. */
export function evaluator(evaluate: Value | null, value: Value | null): Value {
  if (evaluate !== null) return evaluate;
  return value === null ? None : new PyConstEvaluator(value);
}

/** `__default__`, computed on first use. */
export function defaultOf(vm: Runtime, self: TypeParameter): Value {
  if (self.default !== null) return self.default;
  if (self.evaluateDefault === null) return NoDefault;
  self.default = vm.call1(self.evaluateDefault, 1);
  return self.default;
}

/** What all type parameters have. */
export function parameterGetsets(doc: string | null): GetSetDef[] {
  return [
    member('__name__', null, (_vm, self: TypeParameter) => self.name),
    getset('__default__', doc, defaultOf),
    getset('evaluate_default', null, (_vm, self: TypeParameter) => evaluator(self.evaluateDefault, self.default)),
    getset(
      '__module__',
      null,
      (_vm, self: TypeParameter) => self.module ?? 'typing',
      (_vm, self: TypeParameter, value) => {
        self.module = value ?? null;
      },
    ),
  ];
}

export function parameterMethods(kind: string): NativeDef[] {
  return [
    method(
      'has_default($self, /)',
      null,
      (_vm, self: TypeParameter) =>
        self.evaluateDefault !== null || (self.default !== null && self.default !== NoDefault),
    ),
    method('__reduce__($self, /)', null, (_vm, self: TypeParameter) => self.name),
    cannotSubclass(kind),
  ];
}

/** `__mro_entries__` of objects that cannot stand among the bases of a class. */
export function cannotSubclass(kind: string): NativeDef {
  return method('__mro_entries__($self, object, /)', null, () => {
    throw typeError(`Cannot subclass an instance of ${kind}`);
  });
}

/** A bound that the typing module accepts; null for None. */
export function checkedBound(vm: Runtime, value: Value): Value | null {
  if (value === None) return null;
  return callTyping(vm, '_type_check', [value, 'Bound must be a type.']);
}

/** `Unpack[value]` as the only item of an iterator: what `*Ts` is. */
export function unpacked(vm: Runtime, value: Value): Value {
  const unpack = getAttr(vm, vm.importModule('typing'), 'Unpack');
  return getIter(vm, new PyTuple([getItem(vm, unpack, value)]));
}
