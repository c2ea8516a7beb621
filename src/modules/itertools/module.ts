/** This file declares the module `itertools`. */
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { combinationsType, permutationsType, productType, replacementType } from './combinatorics.js';
import { accumulateType, batchedType, chainType, pairwiseType, starMapType, zipLongestType } from './combining.js';
import { groupByType, grouperType } from './grouping.js';
import { countType, cycleType, repeatType } from './infinite.js';
import { compressType, dropWhileType, filterFalseType, isliceType, takeWhileType } from './selecting.js';
import { tee, teeBlockType, teeType } from './tee.js';

/** `itertools`. */
export const itertoolsModule = defineModule({
  name: 'itertools',
  doc: 'Functional tools for creating and using iterators.',
  functions: [
    nativeFunction('tee($module, iterable, n: ssize=2, /)', 'Returns a tuple of n independent iterators.', tee),
  ],
  types: [
    ['accumulate', accumulateType],
    ['batched', batchedType],
    ['chain', chainType],
    ['combinations', combinationsType],
    ['compress', compressType],
    ['count', countType],
    ['combinations_with_replacement', replacementType],
    ['cycle', cycleType],
    ['dropwhile', dropWhileType],
    ['filterfalse', filterFalseType],
    ['groupby', groupByType],
    ['_grouper', grouperType],
    ['islice', isliceType],
    ['pairwise', pairwiseType],
    ['permutations', permutationsType],
    ['product', productType],
    ['repeat', repeatType],
    ['starmap', starMapType],
    ['takewhile', takeWhileType],
    ['_tee', teeType],
    ['_tee_dataobject', teeBlockType],
    ['zip_longest', zipLongestType],
  ],
});
