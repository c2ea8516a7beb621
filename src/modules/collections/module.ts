/** This file declares the module `_collections`. */
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import './deque-type.js';
import './ordered-dict.js';
import { countElements } from './count-elements.js';
import { defaultDictType } from './defaultdict.js';
import { dequeType } from './deque.js';
import { dequeIteratorType, dequeReverseIteratorType } from './deque-iterators.js';
import { orderedDictType } from './ordered-dict-object.js';
import { tupleGetterType } from './tuplegetter.js';

/** `_collections`. */
export const collectionsModule = defineModule({
  name: '_collections',
  doc: 'High performance data structures: deque, defaultdict and OrderedDict.',
  functions: [
    nativeFunction(
      '_count_elements($module, mapping, iterable, /)',
      'Count elements in the iterable, updating the mapping',
      countElements,
    ),
  ],
  types: [
    ['deque', dequeType],
    ['defaultdict', defaultDictType],
    ['OrderedDict', orderedDictType],
    ['_deque_iterator', dequeIteratorType],
    ['_deque_reverse_iterator', dequeReverseIteratorType],
    ['_tuplegetter', tupleGetterType],
  ],
});
