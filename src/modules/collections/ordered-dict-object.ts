/** This file defines the instances of collections.OrderedDict. */
import { dictType, PyDict } from '../../objects/types/dict/dict.js';
import { makeModuleType } from '../module-types.js';

/** Python `collections.OrderedDict`: a dict, whose entries can be moved to the ends. */
export class PyOrderedDict extends PyDict {}

export const orderedDictType = makeModuleType('collections', 'OrderedDict', PyOrderedDict, dictType);
