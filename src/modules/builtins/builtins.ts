/** This file declares the module builtins. */

import {
  boolType,
  bytesType,
  complexType,
  floatType,
  intType,
  objectType,
  sliceType,
  strType,
  tupleType,
  typeType,
} from '../../objects/core-types.js';
import { exceptionTypes, OSError } from '../../objects/exceptions/types.js';
import { defineModule } from '../../objects/native/define-module.js';
import { byteArrayType } from '../../objects/types/bytes/bytearray-object.js';
import { classMethodType, propertyType, staticMethodType } from '../../objects/types/descriptors.js';
import { dictType } from '../../objects/types/dict/dict.js';
import { enumerateType } from '../../objects/types/iterators/enumerate.js';
import { filterType, reversedType } from '../../objects/types/iterators/filter.js';
import { mapType, zipType } from '../../objects/types/iterators/zip.js';
import { listType } from '../../objects/types/list/list.js';
import { memoryViewType as memoryviewType } from '../../objects/types/memoryview/memoryview.js';
import { rangeType } from '../../objects/types/range-object.js';
import { frozensetType, setType } from '../../objects/types/set/set.js';
import { superType } from '../../objects/types/super.js';
import { Ellipsis, None, NotImplemented } from '../../values/singletons.js';
import { buildClass } from './classes.js';
import { evaluationFunctions } from './evaluate.js';
import { objectFunctions } from './functions.js';
import { importFunction } from './import.js';
import { namespaceFunctions } from './interactive.js';

export const builtinsModule = defineModule({
  name: 'builtins',
  doc: "Built-in functions, types, exceptions, and other objects.\n\nThis module provides direct access to all 'built-in'\nidentifiers of Python; for example, builtins.len is\nthe full name for the built-in function len().",
  functions: [buildClass, importFunction, ...objectFunctions, ...evaluationFunctions, ...namespaceFunctions],
  constants: [
    ['None', None],
    ['Ellipsis', Ellipsis],
    ['NotImplemented', NotImplemented],
    ['False', false],
    ['True', true],
    ['__debug__', true],
  ],
  types: [
    ['bool', boolType],
    ['memoryview', memoryviewType],
    ['bytearray', byteArrayType],
    ['bytes', bytesType],
    ['classmethod', classMethodType],
    ['complex', complexType],
    ['dict', dictType],
    ['enumerate', enumerateType],
    ['filter', filterType],
    ['float', floatType],
    ['frozenset', frozensetType],
    ['property', propertyType],
    ['int', intType],
    ['list', listType],
    ['map', mapType],
    ['object', objectType],
    ['range', rangeType],
    ['reversed', reversedType],
    ['set', setType],
    ['slice', sliceType],
    ['staticmethod', staticMethodType],
    ['str', strType],
    ['super', superType],
    ['tuple', tupleType],
    ['type', typeType],
    ['zip', zipType],
    ...exceptionTypes,
    ['EnvironmentError', OSError],
    ['IOError', OSError],
  ],
});
