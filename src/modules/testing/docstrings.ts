/** This file declares the functions and types of `_testcapi` whose docstrings have signatures of every kind, or none. */
import { defineType } from '../../objects/native/define-type.js';
import { NativeDef, type NativeKind } from '../../objects/native/native-def.js';
import { PyObject } from '../../values/object.js';
import { None } from '../../values/singletons.js';
import type { PyType } from '../../values/type.js';
import { makeModuleType } from '../module-types.js';

function documented(name: string, text: string | null, doc: string | null, kind: NativeKind = 'function'): NativeDef {
  return new NativeDef(kind, name, text, doc, null, () => None);
}

const NO_SIGNATURE = 'This docstring has no signature.';
const UNREPRESENTABLE = 'This docstring has a signature with unrepresentable default.';

/** Functions of `_testcapi`. */
export const docstringFunctions: readonly NativeDef[] = [
  documented('docstring_empty', null, null),
  documented('docstring_no_signature', null, NO_SIGNATURE),
  documented('docstring_no_signature_noargs', '($self, /)', NO_SIGNATURE),
  documented('docstring_no_signature_o', '($self, object, /)', NO_SIGNATURE),
  documented(
    'docstring_with_invalid_signature',
    null,
    'docstring_with_invalid_signature($module, /, boo)\n\nThis docstring has an invalid signature.',
  ),
  documented(
    'docstring_with_invalid_signature2',
    null,
    'docstring_with_invalid_signature2($module, /, boo)\n\n--\n\nThis docstring also has an invalid signature.',
  ),
  documented('docstring_with_signature', '($module, /, sig)', 'This docstring has a valid signature.'),
  documented(
    'docstring_with_signature_and_extra_newlines',
    '($module, /, parameter)',
    '\nThis docstring has a valid signature and some extra newlines.',
  ),
  documented('docstring_with_signature_but_no_doc', '($module, /, sig)', null),
  documented(
    'docstring_with_signature_with_defaults',
    "(module, s='avocado',\n        b=b'bytes', d=3.14, i=35, n=None, t=True, f=False,\n" +
      '        local=the_number_three, sys=sys.maxsize,\n        exp=sys.maxsize - 1)',
    '\n\nThis docstring has a valid signature with parameters,\nand the parameters take defaults of varying types.',
  ),
  documented('func_with_unrepresentable_signature', '($module, /, a, b=<x>)', UNREPRESENTABLE),
  documented('no_docstring', null, null),
  documented('test_with_docstring', null, 'This is a pretty normal docstring.'),
];

function typeWith(name: string, methods: readonly NativeDef[]): PyType {
  const type = makeModuleType('_testcapi', name, class extends PyObject {});
  return defineType(type, {
    methods,
    slots: { tp_new: (_vm, cls) => new (cls.instanceClass as unknown as new () => PyObject)() },
  });
}

/** A type whose methods have no signature beyond what their calling convention says. */
export const docStringNoSignatureTest = typeWith('DocStringNoSignatureTest', [
  documented('meth_noargs', '($self, /)', NO_SIGNATURE, 'method'),
  documented('meth_o', '($self, object, /)', NO_SIGNATURE, 'method'),
  documented('meth_noargs_class', '($type, /)', NO_SIGNATURE, 'classmethod'),
  documented('meth_o_class', '($type, object, /)', NO_SIGNATURE, 'classmethod'),
  documented('meth_noargs_static', '()', NO_SIGNATURE, 'staticmethod'),
  documented('meth_o_static', '(object, /)', NO_SIGNATURE, 'staticmethod'),
  documented('meth_noargs_coexist', '($self, /)', NO_SIGNATURE, 'method'),
  documented('meth_o_coexist', '($self, object, /)', NO_SIGNATURE, 'method'),
]);

/** A type whose methods have defaults that no expression can say. */
export const docStringUnrepresentableSignatureTest = typeWith('DocStringUnrepresentableSignatureTest', [
  documented('meth', '($self, /, a, b=<x>)', UNREPRESENTABLE, 'method'),
  documented('classmeth', '($type, /, a, b=<x>)', UNREPRESENTABLE, 'classmethod'),
  documented('staticmeth', '(a, b=<x>)', UNREPRESENTABLE, 'staticmethod'),
  documented(
    'with_default',
    '($self, /, x=ONE)',
    'This instance method has a default parameter value from the module scope.',
    'method',
  ),
]);
