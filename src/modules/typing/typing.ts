/** This file declares the module _typing. */
import { makeType, objectType, PyInstance } from '../../objects/core-types.js';
import { defineModule } from '../../objects/native/define-module.js';
import { defineType } from '../../objects/native/define-type.js';
import { nativeFunction, rawClassMethod } from '../../objects/native/native-def.js';
import {
  paramSpecArgsType,
  paramSpecKwargsType,
  paramSpecType,
  typeAliasType,
  typeVarTupleType,
  typeVarType,
} from '../../objects/types/type-params.js';
import { unionType } from '../../objects/types/typing-objects.js';
import type { Value } from '../../values/object.js';
import { callTyping, NoDefault } from './helpers.js';
import './param-spec-parts.js';
import './type-alias.js';
import './type-parameters.js';

/** `typing.Generic`: a plain class whose subscripting and subclassing the typing module implements. */
class PyGeneric extends PyInstance {}

export const genericType = makeType('typing.Generic', PyGeneric);
genericType.qualname = 'Generic';
// Adds nothing to the layout of its instances: may stand beside any other base.
genericType.layout = objectType;

defineType(genericType, {
  doc: 'Abstract base class for generic types.',
  module: 'typing',
  isBaseType: true,
  hasWeakrefs: false,
  methods: [
    rawClassMethod('__class_getitem__', 'Parameterizes a generic class.', (vm, cls: Value, args, kwnames) =>
      callTyping(vm, '_generic_class_getitem', [cls, ...args], kwnames),
    ),
    rawClassMethod('__init_subclass__', 'Function to initialize subclasses.', (vm, cls: Value, args, kwnames) =>
      callTyping(vm, '_generic_init_subclass', [cls, ...args], kwnames),
    ),
  ],
});

export const typingModule = defineModule({
  name: '_typing',
  doc: 'Primitives and accelerators for the typing module.',
  functions: [nativeFunction('_idfunc($module, x, /)', null, (_vm, x: Value) => x)],
  constants: [['NoDefault', NoDefault]],
  types: [
    ['TypeVar', typeVarType],
    ['TypeVarTuple', typeVarTupleType],
    ['ParamSpec', paramSpecType],
    ['ParamSpecArgs', paramSpecArgsType],
    ['ParamSpecKwargs', paramSpecKwargsType],
    ['Generic', genericType],
    ['TypeAliasType', typeAliasType],
    ['Union', unionType],
  ],
});
