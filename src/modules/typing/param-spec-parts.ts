/** This file fills ParamSpecArgs and ParamSpecKwargs: what `P.args` and `P.kwargs` are. */
import { typeOf } from '../../objects/core-types.js';
import { bindArguments } from '../../objects/native/bind.js';
import { defineType } from '../../objects/native/define-type.js';
import { member } from '../../objects/native/native-def.js';
import { parseSignature } from '../../objects/native/signature.js';
import { richCompare } from '../../objects/operations/compare.js';
import { UNHASHABLE } from '../../objects/operations/hash.js';
import { repr } from '../../objects/operations/text.js';
import { concat } from '../../objects/strings.js';
import {
  PyParamSpec,
  PyParamSpecArgs,
  PyParamSpecKwargs,
  paramSpecArgsType,
  paramSpecKwargsType,
} from '../../objects/types/type-params.js';
import type { Value } from '../../values/object.js';
import { NotImplemented } from '../../values/singletons.js';
import { type CompareOp, EQ, NE, type PyType } from '../../values/type.js';
import { cannotSubclass } from './helpers.js';

type Part = PyParamSpecArgs | PyParamSpecKwargs;

function define(type: PyType, name: string, Part: new (origin: Value) => Part, suffix: string, doc: string): void {
  type.name = `typing.${name}`;
  type.qualname = name;
  const short = name.toLowerCase();
  const signature = parseSignature(`${short}(origin)`, 'function');
  defineType(type, {
    doc,
    module: 'typing',
    hasWeakrefs: true,
    slots: {
      tp_new: (vm, _type, args, kwnames) =>
        new Part(bindArguments(vm, signature, { short, full: `${short}()` }, args, kwnames)[0] as Value),
      tp_repr: (vm, self: Part) => {
        const { origin } = self;
        return concat([origin instanceof PyParamSpec ? (origin.name as string) : repr(vm, origin), suffix]);
      },
      tp_hash: UNHASHABLE,
      tp_richcompare: (vm, a: Part, b: Value, op: CompareOp) => {
        if (typeOf(b) !== type || (op !== EQ && op !== NE)) return NotImplemented;
        return richCompare(vm, a.origin, (b as Part).origin, op);
      },
    },
    methods: [cannotSubclass(name)],
    getsets: [member('__origin__', null, (_vm, self: Part) => self.origin)],
  });
}

define(paramSpecArgsType, 'ParamSpecArgs', PyParamSpecArgs, '.args', 'The args for a ParamSpec object.');
define(paramSpecKwargsType, 'ParamSpecKwargs', PyParamSpecKwargs, '.kwargs', 'The kwargs for a ParamSpec object.');
