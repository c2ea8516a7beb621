/** This file fills TypeAliasType: what a `type` statement makes. */
import { attributeError, typeError } from '../../objects/errors.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { getset, member, method } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { lookupAttr } from '../../objects/operations/attributes.js';
import { getItem } from '../../objects/operations/containers.js';
import { reprText } from '../../objects/operations/text.js';
import { PyFunction } from '../../objects/types/function.js';
import { makeGenericAlias } from '../../objects/types/generic-alias.js';
import { PyTypeAlias, PyTypeVarTuple, TypeParameter, typeAliasType } from '../../objects/types/type-params.js';
import { makeUnion } from '../../objects/types/union.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import type { PyType } from '../../values/type.js';
import { evaluator, NoDefault, unpacked } from './helpers.js';

typeAliasType.name = 'typing.TypeAliasType';
typeAliasType.qualname = 'TypeAliasType';

const SIGNATURE = parseSignature('typealias(name: str, value, *, type_params=())', 'function');

function hasDefault(parameter: TypeParameter): boolean {
  return parameter.evaluateDefault !== null || (parameter.default !== null && parameter.default !== NoDefault);
}

/** Parameters with defaults come last. */
function checkParameters(vm: Runtime, parameters: PyTuple): void {
  let defaults = false;
  for (const parameter of parameters.items) {
    if (!(parameter instanceof TypeParameter)) {
      throw typeError(`Expected a type param, got ${reprText(vm, parameter)}`);
    }
    if (hasDefault(parameter)) defaults = true;
    else if (defaults) {
      throw typeError(`non-default type parameter '${reprText(vm, parameter)}' follows default type parameter`);
    }
  }
}

function typeAliasNew(vm: Runtime, _type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const values = bindArguments(vm, SIGNATURE, { short: 'typealias', full: 'typealias()' }, args, kwnames);
  const [name, value, parameters] = values as [Value, Value, Value];
  if (!(parameters instanceof PyTuple)) throw typeError('type_params must be a tuple');
  checkParameters(vm, parameters);
  const self = new PyTypeAlias(name, parameters, null, value);
  self.module = vm.currentModuleName() ?? null;
  return self;
}

/** The module of the function that computes the value, or of the caller of the constructor. */
function moduleOf(vm: Runtime, self: PyTypeAlias): Value {
  if (self.computeValue instanceof PyFunction) return lookupAttr(vm, self.computeValue, '__module__') ?? None;
  return self.module ?? None;
}

/** `__parameters__`: tuples of type variables show unpacked. */
function parametersOf(vm: Runtime, self: PyTypeAlias): Value {
  if (!self.typeParams.items.some((parameter) => parameter instanceof PyTypeVarTuple)) return self.typeParams;
  const unpack = lookupAttr(vm, vm.importModule('typing'), 'Unpack') as Value;
  return new PyTuple(
    self.typeParams.items.map((each) => (each instanceof PyTypeVarTuple ? getItem(vm, unpack, each) : each)),
  );
}

defineType(typeAliasType, {
  doc: 'Type alias.',
  module: 'typing',
  hasWeakrefs: false,
  slots: {
    tp_new: typeAliasNew,
    tp_repr: (_vm, self: PyTypeAlias) => self.name,
    tp_iter: (vm, self: PyTypeAlias) => unpacked(vm, self),
    nb_or: (vm, a: Value, b: Value) => makeUnion(vm, [a, b]),
    mp_subscript: (_vm, self: PyTypeAlias, args: Value) => {
      if (self.typeParams.items.length === 0) throw typeError('Only generic type aliases are subscriptable');
      return makeGenericAlias(self, args);
    },
  },
  methods: [method('__reduce__($self, /)', null, (_vm, self: PyTypeAlias) => self.name)],
  getsets: [
    member('__name__', null, (_vm, self: PyTypeAlias) => self.name),
    getset('__parameters__', null, parametersOf),
    getset('__type_params__', null, (_vm, self: PyTypeAlias) => self.typeParams),
    getset('__value__', null, (vm, self: PyTypeAlias) => {
      self.value ??= vm.call1(self.computeValue as Value, 1);
      return self.value;
    }),
    getset('evaluate_value', null, (_vm, self: PyTypeAlias) => evaluator(self.computeValue, self.value)),
    getset('__module__', null, moduleOf, (_vm, self: PyTypeAlias) => {
      throw attributeError(
        "attribute '__module__' of 'typing.TypeAliasType' objects is not writable",
        self,
        '__module__',
      );
    }),
  ],
});
