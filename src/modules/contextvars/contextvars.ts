/** This file declares the module _contextvars. */
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { contextType, contextVarType, copyContext, tokenType } from './context.js';

export const contextvarsModule = defineModule({
  name: '_contextvars',
  doc: 'Context Variables',
  functions: [nativeFunction('copy_context($module, /)', null, (vm) => copyContext(vm))],
  types: [
    ['Context', contextType],
    ['ContextVar', contextVarType],
    ['Token', tokenType],
  ],
});
