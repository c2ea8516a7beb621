/** This file defines what each instruction does to the abstract frame. */
import type { PyCode } from '../code.js';
import { CO_FAST_FREE } from '../code.js';
import * as op from '../opcodes.js';
import {
  INTRINSIC_LIST_TO_TUPLE,
  INTRINSIC_PREP_RERAISE_STAR,
  INTRINSIC_SET_FUNCTION_TYPE_PARAMS,
  INTRINSIC_STOPITERATION_ERROR,
  INTRINSIC_TYPEALIAS,
} from '../operands.js';
import {
  K_BOOL,
  K_CELL,
  K_CODE,
  K_DICT,
  K_EXCEPTION,
  K_FUNCTION,
  K_LASTI,
  K_LIST,
  K_NULL,
  K_SET,
  K_STR,
  K_TUPLE,
  K_VALUE,
  kindOfConstant,
} from './kinds.js';
import type { AbstractFrame } from './state.js';

/**
 * Carries out one instruction on the frame, the way it goes on to the next instruction (for jumps that change the stack
 * alike both ways that is also what the target sees). Rejects what would read NULL for a value or a value of the wrong kind.
 */
export function step(code: PyCode, frame: AbstractFrame, opcode: number, oparg: number): void {
  switch (opcode) {
    case op.LOAD_FAST:
    case op.LOAD_FAST_BORROW:
      frame.push(frame.getLocal(oparg));
      return;
    case op.LOAD_FAST_LOAD_FAST:
    case op.LOAD_FAST_BORROW_LOAD_FAST_BORROW:
      frame.push(frame.getLocal(oparg >> 4));
      frame.push(frame.getLocal(oparg & 15));
      return;
    case op.LOAD_FAST_CHECK:
      frame.push(frame.checkLocal(oparg));
      return;
    case op.LOAD_FAST_AND_CLEAR:
      frame.push(frame.locals[oparg] as number);
      frame.setLocal(oparg, K_NULL);
      return;
    case op.STORE_FAST:
      frame.setLocal(oparg, frame.popAny());
      return;
    case op.STORE_FAST_LOAD_FAST:
      frame.setLocal(oparg >> 4, frame.popAny());
      frame.push(frame.getLocal(oparg & 15));
      return;
    case op.STORE_FAST_STORE_FAST:
      frame.setLocal(oparg >> 4, frame.popAny());
      frame.setLocal(oparg & 15, frame.popAny());
      return;
    case op.DELETE_FAST:
      frame.setLocal(oparg, K_NULL);
      return;
    case op.MAKE_CELL:
      frame.setLocal(oparg, K_CELL);
      return;
    case op.COPY_FREE_VARS:
      for (let i = code.nlocalsplus - oparg; i < code.nlocalsplus; i++) {
        if ((code.localspluskinds[i] as number) & CO_FAST_FREE) frame.setLocal(i, K_CELL);
      }
      return;
    case op.LOAD_DEREF:
      frame.expectCell(oparg);
      frame.push(K_VALUE);
      return;
    case op.STORE_DEREF:
      frame.expectCell(oparg);
      frame.pop();
      return;
    case op.DELETE_DEREF:
      frame.expectCell(oparg);
      return;
    case op.LOAD_FROM_DICT_OR_DEREF:
      frame.expectCell(oparg);
      frame.pop();
      frame.push(K_VALUE);
      return;
    case op.LOAD_CONST:
      frame.push(kindOfConstant(code.co_consts.items[oparg] as never));
      return;
    case op.PUSH_NULL:
      frame.push(K_NULL);
      return;
    case op.LOAD_GLOBAL:
      frame.push(K_VALUE);
      if (oparg & 1) frame.push(K_NULL);
      return;
    case op.LOAD_ATTR:
      frame.pop();
      frame.push(K_VALUE);
      if (oparg & 1) frame.push(K_VALUE | K_NULL);
      return;
    case op.LOAD_SUPER_ATTR:
      frame.popMany(3);
      frame.push(K_VALUE);
      if (oparg & 1) frame.push(K_VALUE | K_NULL);
      return;
    case op.LOAD_SPECIAL:
      frame.pop();
      frame.push(K_VALUE);
      frame.push(K_VALUE | K_NULL);
      return;
    case op.POP_TOP:
      frame.popAny();
      return;
    case op.COPY:
      frame.push(frame.peek(oparg));
      return;
    case op.SWAP:
      frame.swap(oparg);
      return;
    case op.CALL:
      frame.popMany(oparg);
      frame.popAny();
      frame.pop();
      frame.push(K_VALUE);
      return;
    case op.CALL_KW:
      frame.popKind(K_TUPLE);
      frame.popMany(oparg);
      frame.popAny();
      frame.pop();
      frame.push(K_VALUE);
      return;
    case op.CALL_FUNCTION_EX:
      frame.popAny();
      frame.pop();
      frame.popKind(K_NULL);
      frame.pop();
      frame.push(K_VALUE);
      return;
    case op.BUILD_LIST:
      frame.popMany(oparg);
      frame.push(K_LIST);
      return;
    case op.BUILD_SET:
      frame.popMany(oparg);
      frame.push(K_SET);
      return;
    case op.BUILD_MAP:
      frame.popMany(oparg * 2);
      frame.push(K_DICT);
      return;
    case op.BUILD_TUPLE:
      frame.popMany(oparg);
      frame.push(K_TUPLE);
      return;
    case op.BUILD_STRING:
      for (let i = 0; i < oparg; i++) frame.popKind(K_STR);
      frame.push(K_STR);
      return;
    case op.FORMAT_SIMPLE:
    case op.CONVERT_VALUE:
      frame.pop();
      frame.push(K_STR);
      return;
    case op.FORMAT_WITH_SPEC:
      frame.popMany(2);
      frame.push(K_STR);
      return;
    case op.BUILD_INTERPOLATION:
      if (oparg & 1) frame.popKind(K_STR);
      frame.popKind(K_STR);
      frame.pop();
      frame.push(K_VALUE);
      return;
    case op.BUILD_TEMPLATE:
      frame.popKind(K_TUPLE);
      frame.popKind(K_TUPLE);
      frame.push(K_VALUE);
      return;
    case op.LIST_APPEND:
    case op.LIST_EXTEND:
      frame.pop();
      frame.expect(oparg, K_LIST);
      return;
    case op.SET_ADD:
      // The set of conditional annotations is found by name, so the machine checks this one itself.
      frame.pop();
      frame.expect(oparg, K_SET | K_VALUE);
      return;
    case op.SET_UPDATE:
      frame.pop();
      frame.expect(oparg, K_SET);
      return;
    case op.MAP_ADD:
      frame.popMany(2);
      frame.expect(oparg, K_DICT);
      return;
    case op.DICT_UPDATE:
      frame.pop();
      frame.expect(oparg, K_DICT);
      return;
    case op.DICT_MERGE:
      frame.pop();
      frame.expect(oparg, K_DICT);
      // Error messages name the function, which lies four slots below the dict.
      if ((frame.peek(oparg + 3) & K_NULL) !== 0) frame.fail('finds NULL for the function');
      return;
    case op.MAKE_FUNCTION:
      frame.popKind(K_CODE);
      frame.push(K_FUNCTION);
      return;
    case op.SET_FUNCTION_ATTRIBUTE:
      frame.popKind(K_FUNCTION);
      frame.pop();
      frame.push(K_FUNCTION);
      return;
    case op.CALL_INTRINSIC_1:
      frame.push(intrinsic1(frame, oparg));
      return;
    case op.CALL_INTRINSIC_2:
      frame.push(intrinsic2(frame, oparg));
      return;
    case op.PUSH_EXC_INFO:
      frame.popKind(K_EXCEPTION);
      frame.push(K_EXCEPTION);
      frame.push(K_EXCEPTION);
      return;
    case op.POP_EXCEPT:
      frame.popKind(K_EXCEPTION);
      return;
    case op.CHECK_EXC_MATCH:
      frame.pop();
      frame.expect(1, K_EXCEPTION);
      frame.push(K_BOOL);
      return;
    case op.CHECK_EG_MATCH:
      frame.pop();
      frame.popKind(K_EXCEPTION);
      frame.push(K_EXCEPTION);
      frame.push(K_EXCEPTION);
      return;
    case op.WITH_EXCEPT_START:
      frame.expect(1, K_EXCEPTION);
      frame.expect(3, K_LASTI);
      frame.peek(4);
      if (frame.peek(5) & K_NULL) frame.fail('finds NULL for __exit__');
      frame.push(K_VALUE);
      return;
    case op.RERAISE:
      frame.popKind(K_EXCEPTION);
      if (oparg > 0) frame.expect(oparg, K_LASTI);
      return;
    case op.CLEANUP_THROW:
      frame.popKind(K_EXCEPTION);
      frame.popMany(2);
      frame.push(K_VALUE);
      frame.push(K_VALUE);
      return;
    case op.END_ASYNC_FOR:
      frame.popKind(K_EXCEPTION);
      frame.pop();
      return;
    case op.UNARY_NOT:
      frame.popKind(K_BOOL);
      frame.push(K_BOOL);
      return;
    case op.TO_BOOL:
      frame.pop();
      frame.push(K_BOOL);
      return;
    case op.IS_OP:
    case op.CONTAINS_OP:
      frame.popMany(2);
      frame.push(K_BOOL);
      return;
    case op.COMPARE_OP:
      frame.popMany(2);
      frame.push(oparg & 16 ? K_BOOL : K_VALUE);
      return;
    case op.GET_LEN:
    case op.IMPORT_FROM:
    case op.GET_ANEXT:
    case op.FOR_ITER:
      if (frame.peek(1) & K_NULL) frame.fail('finds NULL');
      frame.push(K_VALUE);
      return;
    case op.MATCH_MAPPING:
    case op.MATCH_SEQUENCE:
      if (frame.peek(1) & K_NULL) frame.fail('finds NULL');
      frame.push(K_BOOL);
      return;
    case op.MATCH_KEYS:
      frame.expect(1, K_TUPLE);
      if (frame.peek(2) & K_NULL) frame.fail('finds NULL');
      frame.push(K_VALUE);
      return;
    case op.MATCH_CLASS:
      frame.popKind(K_TUPLE);
      frame.popMany(2);
      frame.push(K_VALUE);
      return;
    case op.SEND:
      frame.pop();
      if (frame.peek(1) & K_NULL) frame.fail('finds NULL');
      frame.push(K_VALUE);
      return;
    default: {
      frame.popMany(op.numPopped(opcode, oparg));
      const pushed = op.numPushed(opcode, oparg);
      // Sums of large operands must not become loops.
      if (pushed > frame.stack.length) frame.fail(`needs more than the ${frame.stack.length} stack slots of the code`);
      for (let i = 0; i < pushed; i++) frame.push(K_VALUE);
    }
  }
}

function intrinsic1(frame: AbstractFrame, oparg: number): number {
  switch (oparg) {
    case INTRINSIC_LIST_TO_TUPLE:
      frame.popKind(K_LIST);
      return K_TUPLE;
    case INTRINSIC_TYPEALIAS:
      frame.popKind(K_TUPLE);
      return K_VALUE;
    case INTRINSIC_STOPITERATION_ERROR:
      frame.popKind(K_EXCEPTION);
      return K_EXCEPTION;
    default:
      frame.pop();
      return K_VALUE;
  }
}

function intrinsic2(frame: AbstractFrame, oparg: number): number {
  switch (oparg) {
    case INTRINSIC_PREP_RERAISE_STAR:
      frame.popKind(K_LIST);
      frame.popKind(K_EXCEPTION);
      return K_EXCEPTION;
    case INTRINSIC_SET_FUNCTION_TYPE_PARAMS:
      frame.pop();
      frame.popKind(K_FUNCTION);
      return K_FUNCTION;
    default:
      frame.popMany(2);
      return K_VALUE;
  }
}
