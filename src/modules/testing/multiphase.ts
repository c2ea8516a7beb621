/** This file declares `_testmultiphase`: the module by which CPython's tests tell that native modules can be imported. */
import { defineModule } from '../../objects/native/define-module.js';
import { nativeFunction } from '../../objects/native/native-def.js';
import { binaryOp } from '../../objects/operations/arithmetic.js';
import type { Value } from '../../values/object.js';
import { makeExceptionType } from '../exception-types.js';

const errorType = makeExceptionType('_testimportexec', 'error');

/** The declaration of `_testmultiphase`. */
export const testMultiphaseModule = defineModule({
  name: '_testmultiphase',
  doc: 'Test module main',
  functions: [
    nativeFunction('foo($module, i: long, j: long, /)', 'foo(i,j)\n\nReturn the sum of i and j.', (vm, i, j) =>
      binaryOp(vm, 'add', i as Value, j as Value),
    ),
  ],
  types: [['error', errorType]],
  constants: [
    ['int_const', 1969],
    ['str_const', 'something different'],
  ],
});
