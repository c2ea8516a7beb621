/** This file declares the module `_opcode`: facts of the instruction set, for `opcode` and `dis`. */

import { PyCode } from '../../bytecode/code.js';
import {
  ARG,
  CONST,
  FREE,
  INSTRUMENTED_OPCODES,
  isBlockPush,
  isOpcode,
  JUMP_FLAG,
  LOCAL,
  NAME,
  opcodeFlags,
  SPECIALIZED_OPCODES,
  stackEffect,
} from '../../bytecode/opcodes.js';
import { INTRINSIC_1_NAMES, INTRINSIC_2_NAMES, NB_OPS, SPECIAL_METHOD_NAMES } from '../../bytecode/operands.js';
import { typeOf } from '../../objects/core-types.js';
import { typeError, valueError } from '../../objects/errors.js';
import { defineModule } from '../../objects/native/define-module.js';
import { type NativeDef, nativeFunction } from '../../objects/native/native-def.js';
import { index } from '../../objects/operations/index.js';
import { PyList } from '../../objects/types/list/list.js';
import type { Value } from '../../values/object.js';
import type { Runtime } from '../../values/runtime.js';
import { PyTuple } from '../../values/sequences.js';
import { None } from '../../values/singletons.js';

/** Specialised forms that leave the operand of their family unread. */
const IGNORES_OPERAND = /^(BINARY_OP_(?!EXTEND)|CALL_LEN$|RESUME_CHECK$|STORE_ATTR_(INSTANCE_VALUE|SLOT)$)/;

function specialized(opcode: number) {
  return SPECIALIZED_OPCODES.find(([number]) => number === opcode);
}

function instrumented(opcode: number) {
  return INSTRUMENTED_OPCODES.find(([number]) => number === opcode);
}

function isValid(opcode: number): boolean {
  return isOpcode(opcode) || specialized(opcode) !== undefined || instrumented(opcode) !== undefined;
}

function flagsOf(opcode: number): number {
  if (isOpcode(opcode)) return opcodeFlags(opcode);
  const special = specialized(opcode);
  if (special !== undefined) {
    const [, name, base] = special;
    return IGNORES_OPERAND.test(name) ? opcodeFlags(base) & ~ARG : opcodeFlags(base);
  }
  const form = instrumented(opcode);
  if (form === undefined || form[2] < 0) return 0;
  const flags = opcodeFlags(form[2]);
  // An instrumented jump finds its target through the tables of the code object, not through these flags.
  return /_(FORWARD|BACKWARD|IF_\w+)$/.test(form[1]) ? flags & ~JUMP_FLAG : flags;
}

function hasFlag(name: string, doc: string, test: (opcode: number) => boolean): NativeDef {
  return nativeFunction(
    `${name}($module, /, opcode: int)`,
    doc,
    (_vm, opcode: number) => isValid(opcode) && test(opcode),
  );
}

function flagTest(name: string, doc: string, flag: number): NativeDef {
  return hasFlag(name, doc, (opcode) => (flagsOf(opcode) & flag) !== 0);
}

function effectOf(opcode: number, oparg: number, jump: Value): number {
  const form = instrumented(opcode);
  if (!isOpcode(opcode) && form === undefined) throw valueError('invalid opcode or oparg');
  const base = form === undefined ? opcode : form[2];
  if (base < 0) return 0;
  if (jump !== None) return stackEffect(base, oparg, jump as boolean);
  return Math.max(stackEffect(base, oparg, true), stackEffect(base, oparg, false));
}

/** The declaration of `_opcode`. */
export const opcodeModule = defineModule({
  name: '_opcode',
  doc: 'Facts of the instruction set.',
  functions: [
    nativeFunction(
      'stack_effect($module, opcode: int, oparg=None, /, *, jump=None)',
      'Return the net effect of an instruction on the depth of the stack.',
      (vm: Runtime, opcode: number, oparg: Value, jump: Value) => {
        const operand = oparg === None ? 0 : Number(index(vm, oparg));
        if (jump !== None && jump !== true && jump !== false) {
          throw valueError('stack_effect: jump must be False, True or None');
        }
        return effectOf(opcode, operand, jump);
      },
    ),
    hasFlag('is_valid', 'Tell whether there is such an opcode.', () => true),
    flagTest('has_arg', 'Tell whether the instruction uses its operand.', ARG),
    flagTest('has_const', 'Tell whether the instruction reads a constant.', CONST),
    flagTest('has_name', 'Tell whether the instruction uses a name.', NAME),
    flagTest('has_jump', 'Tell whether the instruction has a jump target.', JUMP_FLAG),
    flagTest('has_free', 'Tell whether the instruction uses a free variable.', FREE),
    flagTest('has_local', 'Tell whether the instruction uses a local variable.', LOCAL),
    hasFlag('has_exc', 'Tell whether the instruction sets up an exception handler.', isBlockPush),
    nativeFunction(
      'get_specialization_stats($module, /)',
      'Return counts of specialisations, when they are kept.',
      () => None,
    ),
    nativeFunction('get_nb_ops($module, /)', 'Return name and symbol of the operands of BINARY_OP.', () => {
      return new PyList(NB_OPS.map(([name, symbol]) => new PyTuple([name, symbol])));
    }),
    nativeFunction('get_intrinsic1_descs($module, /)', 'Return the names of the unary intrinsics.', () => {
      return new PyList([...INTRINSIC_1_NAMES]);
    }),
    nativeFunction('get_intrinsic2_descs($module, /)', 'Return the names of the binary intrinsics.', () => {
      return new PyList([...INTRINSIC_2_NAMES]);
    }),
    nativeFunction('get_special_method_names($module, /)', 'Return the names of the operands of LOAD_SPECIAL.', () => {
      return new PyList([...SPECIAL_METHOD_NAMES]);
    }),
    nativeFunction(
      'get_executor($module, /, code, offset: int)',
      'Return the executor object at an offset of a code object.',
      (_vm: Runtime, code: Value) => {
        if (!(code instanceof PyCode)) throw typeError(`expected a code object, not '${typeOf(code).name}'`);
        throw valueError('no executor at given byte offset');
      },
    ),
  ],
  setup: (_vm, set) => {
    set('ENABLE_SPECIALIZATION', 1);
    set('ENABLE_SPECIALIZATION_FT', 1);
  },
});
