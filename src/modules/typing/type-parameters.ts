/** This file fills TypeVar, ParamSpec and TypeVarTuple. */
import { typeError, valueError } from '../../objects/errors.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { type GetSetDef, getset, member, method } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { getAttr } from '../../objects/operations/attributes.js';
import { length } from '../../objects/operations/containers.js';
import { toArray } from '../../objects/operations/iteration.js';
import { str } from '../../objects/operations/text.js';
import { concat } from '../../objects/strings.js';
import {
  PyParamSpec,
  PyParamSpecArgs,
  PyParamSpecKwargs,
  PyTypeVar,
  PyTypeVarTuple,
  paramSpecType,
  type TypeParameter,
  typeVarTupleType,
  typeVarType,
} from '../../objects/types/type-params.js';
import { makeUnion } from '../../objects/types/union.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { EMPTY_TUPLE, PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';
import { strToUtf16 } from '../../values/str.js';
import type { PyType } from '../../values/type.js';
import {
  callTyping,
  checkedBound,
  defaultOf,
  evaluator,
  NoDefault,
  parameterGetsets,
  parameterMethods,
  unpacked,
} from './helpers.js';

interface Variance {
  covariant: boolean;
  contravariant: boolean;
  inferVariance: boolean;
}

function setVariance(self: Variance, covariant: boolean, contravariant: boolean, infer: boolean): void {
  if (covariant && contravariant) throw valueError('Bivariant types are not supported.');
  if (infer && (covariant || contravariant)) throw valueError('Variance cannot be specified with infer_variance.');
  self.covariant = covariant;
  self.contravariant = contravariant;
  self.inferVariance = infer;
}

function varianceMembers(): GetSetDef[] {
  return [
    member('__covariant__', null, (_vm, self: Variance) => self.covariant),
    member('__contravariant__', null, (_vm, self: Variance) => self.contravariant),
    member('__infer_variance__', null, (_vm, self: Variance) => self.inferVariance),
  ];
}

/** `~T`, `+T`, `-T`, or the bare name where the variance is inferred. */
function parameterRepr(_vm: Runtime, self: TypeParameter & Variance): Value {
  if (self.inferVariance) return self.name;
  return concat([self.covariant ? '+' : self.contravariant ? '-' : '~', self.name as string]);
}

function nameType(type: PyType, name: string): void {
  type.name = `typing.${name}`;
  type.qualname = name;
  type.module = 'typing';
}
nameType(typeVarType, 'TypeVar');
nameType(paramSpecType, 'ParamSpec');
nameType(typeVarTupleType, 'TypeVarTuple');

const VARIANCE = 'covariant: bool = False, contravariant: bool = False, infer_variance: bool = False';
const TYPE_VAR = parseSignature(`typevar(name: str, *constraints, bound=None, default=none, ${VARIANCE})`, 'function');

function typeVarNew(vm: Runtime, _type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const bound = bindArguments(vm, TYPE_VAR, { short: 'typevar', full: 'typevar()' }, args, kwnames);
  const [name, constraints, limit, fallback, covariant, contravariant, infer] = bound as [
    Value,
    Value[],
    Value,
    Value | undefined,
    boolean,
    boolean,
    boolean,
  ];
  const self = new PyTypeVar(name);
  setVariance(self, covariant, contravariant, infer);
  self.bound = checkedBound(vm, limit);
  if (constraints.length === 1) throw typeError('A single constraint is not allowed');
  if (constraints.length > 0) {
    if (self.bound !== null) throw typeError('Constraints cannot be combined with bound=...');
    self.constraints = new PyTuple(constraints);
  }
  self.default = fallback ?? NoDefault;
  self.module = vm.currentModuleName() ?? null;
  return self;
}

function boundOf(vm: Runtime, self: PyTypeVar): Value | null {
  if (self.bound === null && self.evaluateBound !== null) self.bound = vm.call1(self.evaluateBound, 1);
  return self.bound;
}

function constraintsOf(vm: Runtime, self: PyTypeVar): Value | null {
  if (self.constraints === null && self.evaluateConstraints !== null) {
    self.constraints = vm.call1(self.evaluateConstraints, 1);
  }
  return self.constraints;
}

/** Fill in the default where `alias[args]` gives too few arguments for this parameter. */
function prepareSubstitution(vm: Runtime, self: PyTypeVar, alias: Value, args: Value): Value {
  const parameters = toArray(vm, getAttr(vm, alias, '__parameters__'));
  const at = parameters.indexOf(self);
  const given = length(vm, args);
  if (at < given) return args;
  const fallback = at === given ? defaultOf(vm, self) : NoDefault;
  if (fallback !== NoDefault) return new PyTuple([...toArray(vm, args), fallback]);
  throw typeError(`Too few arguments for ${strToUtf16(str(vm, alias))}; actual ${given}, expected at least ${at + 1}`);
}

const unionSlot = (vm: Runtime, a: Value, b: Value): Value => makeUnion(vm, [a, b]);

defineType(typeVarType, {
  doc: 'Type variable.',
  hasDict: true,
  hasWeakrefs: true,
  slots: { tp_new: typeVarNew, tp_repr: parameterRepr, nb_or: unionSlot },
  methods: [
    method('__typing_subst__($self, arg, /)', null, (vm, self: PyTypeVar, arg: Value) =>
      callTyping(vm, '_typevar_subst', [self, arg]),
    ),
    method('__typing_prepare_subst__($self, alias, args, /)', null, prepareSubstitution),
    ...parameterMethods('TypeVar'),
  ],
  getsets: [
    ...parameterGetsets(null),
    ...varianceMembers(),
    getset('__bound__', null, (vm, self: PyTypeVar) => boundOf(vm, self) ?? None),
    getset('__constraints__', null, (vm, self: PyTypeVar) => constraintsOf(vm, self) ?? EMPTY_TUPLE),
    getset('evaluate_bound', null, (_vm, self: PyTypeVar) => evaluator(self.evaluateBound, self.bound)),
    getset('evaluate_constraints', null, (_vm, self: PyTypeVar) =>
      evaluator(self.evaluateConstraints, self.constraints),
    ),
  ],
});

const PARAM_SPEC = parseSignature(`paramspec(name: str, *, bound=None, default=none, ${VARIANCE})`, 'function');

function paramSpecNew(vm: Runtime, _type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const values = bindArguments(vm, PARAM_SPEC, { short: 'paramspec', full: 'paramspec()' }, args, kwnames);
  const [name, limit, fallback, covariant, contravariant, infer] = values as [
    Value,
    Value,
    Value | undefined,
    boolean,
    boolean,
    boolean,
  ];
  const self = new PyParamSpec(name);
  setVariance(self, covariant, contravariant, infer);
  self.bound = checkedBound(vm, limit);
  self.default = fallback ?? NoDefault;
  self.module = vm.currentModuleName() ?? null;
  return self;
}

defineType(paramSpecType, {
  doc: 'Parameter specification variable.',
  hasDict: true,
  hasWeakrefs: true,
  slots: { tp_new: paramSpecNew, tp_repr: parameterRepr, nb_or: unionSlot },
  methods: [
    method('__typing_subst__($self, arg, /)', null, (vm, self: PyParamSpec, arg: Value) =>
      callTyping(vm, '_paramspec_subst', [self, arg]),
    ),
    method(
      '__typing_prepare_subst__($self, alias, args, /)',
      null,
      (vm, self: PyParamSpec, alias: Value, args: Value) =>
        callTyping(vm, '_paramspec_prepare_subst', [self, alias, args]),
    ),
    ...parameterMethods('ParamSpec'),
  ],
  getsets: [
    ...parameterGetsets('The default value for this ParamSpec.'),
    ...varianceMembers(),
    member('__bound__', null, (_vm, self: PyParamSpec) => self.bound ?? None),
    getset('args', 'Represents positional arguments.', (_vm, self: PyParamSpec) => new PyParamSpecArgs(self)),
    getset('kwargs', 'Represents keyword arguments.', (_vm, self: PyParamSpec) => new PyParamSpecKwargs(self)),
  ],
});

const TYPE_VAR_TUPLE = parseSignature('typevartuple(name: str, *, default=none)', 'function');

function typeVarTupleNew(vm: Runtime, _type: PyType, args: readonly Value[], kwnames: readonly string[] | null): Value {
  const values = bindArguments(vm, TYPE_VAR_TUPLE, { short: 'typevartuple', full: 'typevartuple()' }, args, kwnames);
  const self = new PyTypeVarTuple(values[0] as Value);
  self.default = (values[1] as Value | undefined) ?? NoDefault;
  self.module = vm.currentModuleName() ?? null;
  return self;
}

defineType(typeVarTupleType, {
  doc: 'Type variable tuple: a type variable that stands for any number of types.',
  hasDict: true,
  hasWeakrefs: true,
  slots: {
    tp_new: typeVarTupleNew,
    tp_repr: (_vm, self: PyTypeVarTuple) => self.name,
    tp_iter: (vm, self: PyTypeVarTuple) => unpacked(vm, self),
  },
  methods: [
    method('__typing_subst__($self, arg, /)', null, () => {
      throw typeError('Substitution of bare TypeVarTuple is not supported');
    }),
    method(
      '__typing_prepare_subst__($self, alias, args, /)',
      null,
      (vm, self: PyTypeVarTuple, alias: Value, args: Value) =>
        callTyping(vm, '_typevartuple_prepare_subst', [self, alias, args]),
    ),
    ...parameterMethods('TypeVarTuple'),
  ],
  getsets: parameterGetsets('The default value for this TypeVarTuple.'),
});
