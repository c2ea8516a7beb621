/** This file declares the module _weakref. */
import { defineModule } from '../../objects/native/define-module.js';
import { weakReferenceType } from './reference.js';

export const weakrefModule = defineModule({
  name: '_weakref',
  doc: 'Weak-reference support module.',
  types: [
    ['ref', weakReferenceType],
    ['ReferenceType', weakReferenceType],
  ],
});
