/** This file declares the module `_sysconfig`. */
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { PyDict } from '../../objects/types/dict/dict.js';

/** `_sysconfig`. */
export const sysconfigModule = defineModule({
  name: '_sysconfig',
  doc: 'A helper for the sysconfig module.',
  functions: [
    nativeFunction(
      'config_vars($module, /)',
      'Returns a dictionary containing build variables intended to be exposed by sysconfig.',
      () => {
        const vars = new PyDict();
        vars.setStr('Py_GIL_DISABLED', 0);
        vars.setStr('Py_DEBUG', 0);
        return vars;
      },
    ),
  ],
});
