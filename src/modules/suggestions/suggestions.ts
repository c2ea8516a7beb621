/** This file declares the module `_suggestions`: what a mistyped name was meant to be, for `traceback`. */
import { encodeUtf8 } from '../../objects/codecs/utf8.js';
import { typeError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { asStr } from '../../objects/strings.js';
import { closestName } from '../../objects/suggestions.js';
import { listType, PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { None } from '../../values/singletons.js';
import { type Str, strFromKey, strKey } from '../../values/str.js';

function generateSuggestions(vm: Runtime, candidates: Value, item: Str): Value {
  if (!(candidates instanceof PyList) || candidates.type !== listType) throw typeError('candidates must be a list');
  vm.chargeFuel(candidates.items.length * 8);
  const names = candidates.items.map((candidate) => {
    const name = asStr(candidate);
    if (name === undefined) throw typeError("all elements in 'candidates' must be strings");
    return name;
  });
  // Names are compared as UTF-8: this raises for those that have none.
  for (const name of [item, ...names]) if (typeof name !== 'string') encodeUtf8(vm, name, 'strict');
  const closest = closestName(strKey(item), names.map(strKey));
  return closest === null ? None : strFromKey(closest);
}

/** `_suggestions`. */
export const suggestionsModule = defineModule({
  name: '_suggestions',
  doc: null,
  functions: [
    nativeFunction(
      '_generate_suggestions($module, candidates, item: str, /)',
      "Returns the candidate in candidates that's closest to item",
      generateSuggestions,
    ),
  ],
});
