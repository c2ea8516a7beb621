/** This file declares the module errno. */
import { defineModule } from '../../objects/native/define-module.js';
import { PyDict } from '../../objects/types/dict/dict.js';
import { errnoNames } from './errno-table.js';

export const errnoModule = defineModule({
  name: 'errno',
  doc: 'This module makes available standard errno system symbols.\n\nThe value of each symbol is the corresponding integer value.',
  constants: errnoNames,
  setup(vm, set) {
    const codes = new PyDict();
    for (const [name, number] of errnoNames) if (!codes.has(vm, number)) codes.set(vm, number, name);
    set('errorcode', codes);
  },
});
