/** This file defines the instances of collections.OrderedDict. */
import { makeType } from '../../objects/core-types.js';
import { dictType, PyDict } from '../../objects/types/dict/dict.js';

/** Python `collections.OrderedDict`: a dict, whose entries can be moved to the ends. */
export class PyOrderedDict extends PyDict {}

export const orderedDictType = makeType('OrderedDict', PyOrderedDict, dictType);
