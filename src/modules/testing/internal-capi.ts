/** This file declares `_testinternalcapi`: what of CPython's module for tests of its inside has a meaning in this machine. */
import { cleanDoc } from '../../compiler/docstring.js';
import { builtinTypes, typeOf } from '../../objects/core-types.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { typeFlags } from '../../objects/type/flags.js';
import { SLOT_DEFS } from '../../objects/type/slot-defs.js';
import { PyList } from '../../objects/types/list/list.js';
import { PyObject, type Value } from '../../values/object.js';
import { type Str, strFromUtf16 } from '../../values/str.js';
import type { Machine } from '../../vm/machine.js';
import { compilerStages } from './compiler-stages.js';

/** Py_TPFLAGS_INLINE_VALUES. */
const INLINE_VALUES = 1 << 2;

/** The declaration of `_testinternalcapi`. */
export const testInternalCapiModule = defineModule({
  name: '_testinternalcapi',
  functions: [
    nativeFunction('get_recursion_depth($self, /)', null, (vm) => (vm as Machine).depth),
    nativeFunction('get_c_recursion_remaining($self, /)', null, (vm) => (vm as Machine).nativeDepthLeft),
    nativeFunction(
      'compiler_cleandoc($module, /, doc: str)',
      'C implementation of inspect.cleandoc().',
      (_vm, doc: Str) => cleanDoc(doc),
    ),
    nativeFunction(
      'has_inline_values($self, object, /)',
      null,
      (_vm, object: Value) =>
        object instanceof PyObject && (typeFlags(typeOf(object)) & INLINE_VALUES) !== 0 && object.attrDict === null,
    ),
    nativeFunction('get_static_builtin_types($self, /)', null, (vm) => {
      vm.chargeMemory(8 * builtinTypes.length);
      return new PyList(builtinTypes.filter((type) => type.module === 'builtins'));
    }),
    nativeFunction('identify_type_slot_wrappers($self, /)', null, (vm) => {
      vm.chargeMemory(8 * SLOT_DEFS.length);
      return new PyList(SLOT_DEFS.map((def) => strFromUtf16(def.name)));
    }),
    ...compilerStages,
  ],
  constants: [
    ['SPECIALIZATION_THRESHOLD', 2],
    ['SPECIALIZATION_COOLDOWN', 53],
    ['TIER2_THRESHOLD', 4096],
    ['SHARED_KEYS_MAX_SIZE', 30],
    ['SIZEOF_PYGC_HEAD', 16],
    ['SIZEOF_MANAGED_PRE_HEADER', 16],
    ['SIZEOF_TIME_T', 8],
  ],
});
