/** This file defines the type of capsules. Nothing here makes one: they carry C pointers. */
import { PyObject } from '../../values/object.js';
import { makeType } from '../core-types.js';
import { defineType } from '../native/define-type.js';

class PyCapsule extends PyObject {}

export const capsuleType = makeType('PyCapsule', PyCapsule);

defineType(capsuleType, {
  doc: 'Capsule objects let you wrap a C "void *" pointer in a Python object.',
  hasWeakrefs: false,
  noInstantiation: true,
});
