/** This file loads the declarations of all built-in types, so that `readyBuiltinTypes` finds them filled. */
import '../objects/type/object-type.js';
import '../objects/type/type-type.js';
import '../objects/types/bool.js';
import '../objects/types/bytes/bytearray.js';
import '../objects/types/bytes/bytes.js';
import '../objects/types/complex.js';
import '../objects/types/dict/dict-type.js';
import '../objects/types/float/float.js';
import '../objects/types/function-type.js';
import '../objects/types/int/int.js';
import '../objects/types/iterators/enumerate.js';
import '../objects/types/iterators/filter.js';
import '../objects/types/iterators/zip.js';
import '../objects/types/list/list-type.js';
import '../objects/types/module-type.js';
import '../objects/types/native-function-types.js';
import '../objects/types/range.js';
import '../objects/types/set/set-type.js';
import '../objects/types/slice.js';
import '../objects/types/str/type.js';
import '../objects/types/super.js';
import '../objects/types/tuple.js';

export { readyBuiltinTypes } from '../objects/type/ready.js';
