/** This file defines the instruction set of CPython 3.14 (magic 3627): every opcode, its stack effect, caches, operand and flags. */

export const CACHE = 0;
export const BINARY_SLICE = 1;
export const BUILD_TEMPLATE = 2;
export const CALL_FUNCTION_EX = 4;
export const CHECK_EG_MATCH = 5;
export const CHECK_EXC_MATCH = 6;
export const CLEANUP_THROW = 7;
export const DELETE_SUBSCR = 8;
export const END_FOR = 9;
export const END_SEND = 10;
export const EXIT_INIT_CHECK = 11;
export const FORMAT_SIMPLE = 12;
export const FORMAT_WITH_SPEC = 13;
export const GET_AITER = 14;
export const GET_ANEXT = 15;
export const GET_ITER = 16;
export const RESERVED = 17;
export const GET_LEN = 18;
export const GET_YIELD_FROM_ITER = 19;
export const INTERPRETER_EXIT = 20;
export const LOAD_BUILD_CLASS = 21;
export const LOAD_LOCALS = 22;
export const MAKE_FUNCTION = 23;
export const MATCH_KEYS = 24;
export const MATCH_MAPPING = 25;
export const MATCH_SEQUENCE = 26;
export const NOP = 27;
export const NOT_TAKEN = 28;
export const POP_EXCEPT = 29;
export const POP_ITER = 30;
export const POP_TOP = 31;
export const PUSH_EXC_INFO = 32;
export const PUSH_NULL = 33;
export const RETURN_GENERATOR = 34;
export const RETURN_VALUE = 35;
export const SETUP_ANNOTATIONS = 36;
export const STORE_SLICE = 37;
export const STORE_SUBSCR = 38;
export const TO_BOOL = 39;
export const UNARY_INVERT = 40;
export const UNARY_NEGATIVE = 41;
export const UNARY_NOT = 42;
export const WITH_EXCEPT_START = 43;
export const BINARY_OP = 44;
export const BUILD_INTERPOLATION = 45;
export const BUILD_LIST = 46;
export const BUILD_MAP = 47;
export const BUILD_SET = 48;
export const BUILD_SLICE = 49;
export const BUILD_STRING = 50;
export const BUILD_TUPLE = 51;
export const CALL = 52;
export const CALL_INTRINSIC_1 = 53;
export const CALL_INTRINSIC_2 = 54;
export const CALL_KW = 55;
export const COMPARE_OP = 56;
export const CONTAINS_OP = 57;
export const CONVERT_VALUE = 58;
export const COPY = 59;
export const COPY_FREE_VARS = 60;
export const DELETE_ATTR = 61;
export const DELETE_DEREF = 62;
export const DELETE_FAST = 63;
export const DELETE_GLOBAL = 64;
export const DELETE_NAME = 65;
export const DICT_MERGE = 66;
export const DICT_UPDATE = 67;
export const END_ASYNC_FOR = 68;
export const EXTENDED_ARG = 69;
export const FOR_ITER = 70;
export const GET_AWAITABLE = 71;
export const IMPORT_FROM = 72;
export const IMPORT_NAME = 73;
export const IS_OP = 74;
export const JUMP_BACKWARD = 75;
export const JUMP_BACKWARD_NO_INTERRUPT = 76;
export const JUMP_FORWARD = 77;
export const LIST_APPEND = 78;
export const LIST_EXTEND = 79;
export const LOAD_ATTR = 80;
export const LOAD_COMMON_CONSTANT = 81;
export const LOAD_CONST = 82;
export const LOAD_DEREF = 83;
export const LOAD_FAST = 84;
export const LOAD_FAST_AND_CLEAR = 85;
export const LOAD_FAST_BORROW = 86;
export const LOAD_FAST_BORROW_LOAD_FAST_BORROW = 87;
export const LOAD_FAST_CHECK = 88;
export const LOAD_FAST_LOAD_FAST = 89;
export const LOAD_FROM_DICT_OR_DEREF = 90;
export const LOAD_FROM_DICT_OR_GLOBALS = 91;
export const LOAD_GLOBAL = 92;
export const LOAD_NAME = 93;
export const LOAD_SMALL_INT = 94;
export const LOAD_SPECIAL = 95;
export const LOAD_SUPER_ATTR = 96;
export const MAKE_CELL = 97;
export const MAP_ADD = 98;
export const MATCH_CLASS = 99;
export const POP_JUMP_IF_FALSE = 100;
export const POP_JUMP_IF_NONE = 101;
export const POP_JUMP_IF_NOT_NONE = 102;
export const POP_JUMP_IF_TRUE = 103;
export const RAISE_VARARGS = 104;
export const RERAISE = 105;
export const SEND = 106;
export const SET_ADD = 107;
export const SET_FUNCTION_ATTRIBUTE = 108;
export const SET_UPDATE = 109;
export const STORE_ATTR = 110;
export const STORE_DEREF = 111;
export const STORE_FAST = 112;
export const STORE_FAST_LOAD_FAST = 113;
export const STORE_FAST_STORE_FAST = 114;
export const STORE_GLOBAL = 115;
export const STORE_NAME = 116;
export const SWAP = 117;
export const UNPACK_EX = 118;
export const UNPACK_SEQUENCE = 119;
export const YIELD_VALUE = 120;
export const RESUME = 128;
export const ENTER_EXECUTOR = 255;

// Pseudo-instructions: the compiler's own; the assembler leaves none of them in a code object.
export const ANNOTATIONS_PLACEHOLDER = 256;
export const JUMP = 257;
export const JUMP_IF_FALSE = 258;
export const JUMP_IF_TRUE = 259;
export const JUMP_NO_INTERRUPT = 260;
export const LOAD_CLOSURE = 261;
export const POP_BLOCK = 262;
export const SETUP_CLEANUP = 263;
export const SETUP_FINALLY = 264;
export const SETUP_WITH = 265;
export const STORE_FAST_MAYBE_NULL = 266;

/** Opcodes from this number on use their operand; the operand byte of the others is ignored. */
export const HAVE_ARGUMENT = 43;
/** Opcodes from this number up to 254 stand for instrumented instructions and never occur in a stored code object. */
export const MIN_INSTRUMENTED_OPCODE = 234;
/** Pseudo-instructions start at this number. */
export const MIN_PSEUDO_OPCODE = 256;
/** One more than the highest opcode, pseudo-instructions included. */
export const OPCODE_COUNT = 267;

/** Flags of an opcode, as CPython's opcode metadata names them. */
export const ARG = 1;
export const CONST = 2;
export const NAME = 4;
export const JUMP_FLAG = 8;
export const FREE = 16;
export const LOCAL = 32;
/** May run pending work: signals, switches of thread, collection. */
export const EVAL_BREAK = 64;
/** May raise. */
export const ERROR = 256;
/** May run arbitrary code. */
export const ESCAPES = 512;
/** Reads and changes nothing but the stack. */
export const PURE = 2048;
/** May raise before its inputs are popped. */
export const ERROR_NO_POP = 16384;
export const NO_SAVE_IP = 32768;

/** What the operand of an instruction says. */
export type OpargKind =
  | 'none'
  | 'count'
  /** an index into co_consts */
  | 'const'
  /** an index into co_names, and the same above one or two flag bits */
  | 'name'
  | 'name-1'
  | 'name-2'
  /** a slot of localsplus; two slots of four bits; a slot that holds a cell */
  | 'local'
  | 'local-pair'
  | 'deref'
  /** a number of code units from the end of this instruction's caches */
  | 'jump-forward'
  | 'jump-backward'
  /** a target block, in pseudo-instructions only */
  | 'jump'
  | 'block'
  /** a depth in the stack, 1 is the top */
  | 'stack'
  | 'binary-op'
  | 'compare'
  | 'invert'
  | 'intrinsic-1'
  | 'intrinsic-2'
  | 'conversion'
  | 'interpolation'
  | 'common-constant'
  | 'special'
  | 'small-int'
  | 'function-attribute'
  | 'awaitable'
  | 'raise'
  | 'unpack-ex'
  | 'yield'
  | 'resume';

// A stack effect is a constant plus at most one of these terms in the operand n: n, 2n, n & 1, (n & 255) + (n >> 8).
const N = 0x100;
const N2 = 0x200;
const LOW = 0x300;
const EX = 0x400;

type OpcodeRow = readonly [
  opcode: number,
  name: string,
  pops: number,
  pushes: number,
  caches: number,
  oparg: OpargKind,
  flags: number,
];

/** Number, name, values popped, values pushed, inline cache units, operand, flags. */
const ROWS: readonly OpcodeRow[] = [
  [CACHE, 'CACHE', 0, 0, 0, 'none', 0],
  [BINARY_SLICE, 'BINARY_SLICE', 3, 1, 0, 'none', ERROR | ESCAPES],
  [BUILD_TEMPLATE, 'BUILD_TEMPLATE', 2, 1, 0, 'none', ERROR | ESCAPES],
  [CALL_FUNCTION_EX, 'CALL_FUNCTION_EX', 4, 1, 0, 'none', EVAL_BREAK | ERROR | ERROR_NO_POP | ESCAPES],
  [CHECK_EG_MATCH, 'CHECK_EG_MATCH', 2, 2, 0, 'none', ERROR | ESCAPES],
  [CHECK_EXC_MATCH, 'CHECK_EXC_MATCH', 2, 2, 0, 'none', ERROR | ESCAPES],
  [CLEANUP_THROW, 'CLEANUP_THROW', 3, 2, 0, 'none', ERROR | ERROR_NO_POP | ESCAPES],
  [DELETE_SUBSCR, 'DELETE_SUBSCR', 2, 0, 0, 'none', ERROR | ESCAPES],
  [END_FOR, 'END_FOR', 1, 0, 0, 'none', ESCAPES | NO_SAVE_IP],
  [END_SEND, 'END_SEND', 2, 1, 0, 'none', ESCAPES | PURE],
  [EXIT_INIT_CHECK, 'EXIT_INIT_CHECK', 1, 0, 0, 'none', ERROR | ERROR_NO_POP | ESCAPES],
  [FORMAT_SIMPLE, 'FORMAT_SIMPLE', 1, 1, 0, 'none', ERROR | ESCAPES],
  [FORMAT_WITH_SPEC, 'FORMAT_WITH_SPEC', 2, 1, 0, 'none', ERROR | ESCAPES],
  [GET_AITER, 'GET_AITER', 1, 1, 0, 'none', ERROR | ESCAPES],
  [GET_ANEXT, 'GET_ANEXT', 1, 2, 0, 'none', ERROR | ERROR_NO_POP | ESCAPES],
  [GET_ITER, 'GET_ITER', 1, 1, 0, 'none', ERROR | ESCAPES],
  [RESERVED, 'RESERVED', 0, 0, 0, 'none', 0],
  [GET_LEN, 'GET_LEN', 1, 2, 0, 'none', ERROR | ESCAPES],
  [GET_YIELD_FROM_ITER, 'GET_YIELD_FROM_ITER', 1, 1, 0, 'none', ERROR | ERROR_NO_POP | ESCAPES],
  [INTERPRETER_EXIT, 'INTERPRETER_EXIT', 1, 0, 0, 'none', 0],
  [LOAD_BUILD_CLASS, 'LOAD_BUILD_CLASS', 0, 1, 0, 'none', ERROR | ESCAPES],
  [LOAD_LOCALS, 'LOAD_LOCALS', 0, 1, 0, 'none', ERROR | ESCAPES],
  [MAKE_FUNCTION, 'MAKE_FUNCTION', 1, 1, 0, 'none', ERROR | ESCAPES],
  [MATCH_KEYS, 'MATCH_KEYS', 2, 3, 0, 'none', ERROR | ESCAPES],
  [MATCH_MAPPING, 'MATCH_MAPPING', 1, 2, 0, 'none', 0],
  [MATCH_SEQUENCE, 'MATCH_SEQUENCE', 1, 2, 0, 'none', 0],
  [NOP, 'NOP', 0, 0, 0, 'none', PURE],
  [NOT_TAKEN, 'NOT_TAKEN', 0, 0, 0, 'none', PURE],
  [POP_EXCEPT, 'POP_EXCEPT', 1, 0, 0, 'none', ESCAPES],
  [POP_ITER, 'POP_ITER', 1, 0, 0, 'none', ESCAPES | PURE],
  [POP_TOP, 'POP_TOP', 1, 0, 0, 'none', ESCAPES | PURE],
  [PUSH_EXC_INFO, 'PUSH_EXC_INFO', 1, 2, 0, 'none', 0],
  [PUSH_NULL, 'PUSH_NULL', 0, 1, 0, 'none', PURE],
  [RETURN_GENERATOR, 'RETURN_GENERATOR', 0, 1, 0, 'none', ERROR | ESCAPES],
  [RETURN_VALUE, 'RETURN_VALUE', 1, 1, 0, 'none', ESCAPES],
  [SETUP_ANNOTATIONS, 'SETUP_ANNOTATIONS', 0, 0, 0, 'none', ERROR | ESCAPES],
  [STORE_SLICE, 'STORE_SLICE', 4, 0, 0, 'none', ERROR | ESCAPES],
  [STORE_SUBSCR, 'STORE_SUBSCR', 3, 0, 1, 'none', ERROR | ESCAPES],
  [TO_BOOL, 'TO_BOOL', 1, 1, 3, 'none', ERROR | ESCAPES],
  [UNARY_INVERT, 'UNARY_INVERT', 1, 1, 0, 'none', ERROR | ESCAPES],
  [UNARY_NEGATIVE, 'UNARY_NEGATIVE', 1, 1, 0, 'none', ERROR | ESCAPES],
  [UNARY_NOT, 'UNARY_NOT', 1, 1, 0, 'none', PURE],
  [WITH_EXCEPT_START, 'WITH_EXCEPT_START', 5, 6, 0, 'none', ERROR | ESCAPES],
  [BINARY_OP, 'BINARY_OP', 2, 1, 5, 'binary-op', ARG | ERROR | ERROR_NO_POP | ESCAPES],
  [BUILD_INTERPOLATION, 'BUILD_INTERPOLATION', LOW + 2, 1, 0, 'interpolation', ARG | ERROR | ESCAPES],
  [BUILD_LIST, 'BUILD_LIST', N, 1, 0, 'count', ARG | ERROR | ERROR_NO_POP],
  [BUILD_MAP, 'BUILD_MAP', N2, 1, 0, 'count', ARG | ERROR | ESCAPES],
  [BUILD_SET, 'BUILD_SET', N, 1, 0, 'count', ARG | ERROR | ESCAPES],
  [BUILD_SLICE, 'BUILD_SLICE', N, 1, 0, 'count', ARG | ERROR],
  [BUILD_STRING, 'BUILD_STRING', N, 1, 0, 'count', ARG | ERROR],
  [BUILD_TUPLE, 'BUILD_TUPLE', N, 1, 0, 'count', ARG | ERROR | ERROR_NO_POP],
  [CALL, 'CALL', N + 2, 1, 3, 'count', ARG | EVAL_BREAK | ERROR | ERROR_NO_POP | ESCAPES],
  [CALL_INTRINSIC_1, 'CALL_INTRINSIC_1', 1, 1, 0, 'intrinsic-1', ARG | ERROR | ESCAPES],
  [CALL_INTRINSIC_2, 'CALL_INTRINSIC_2', 2, 1, 0, 'intrinsic-2', ARG | ERROR | ESCAPES],
  [CALL_KW, 'CALL_KW', N + 3, 1, 3, 'count', ARG | EVAL_BREAK | ERROR | ERROR_NO_POP | ESCAPES],
  [COMPARE_OP, 'COMPARE_OP', 2, 1, 1, 'compare', ARG | ERROR | ESCAPES],
  [CONTAINS_OP, 'CONTAINS_OP', 2, 1, 1, 'invert', ARG | ERROR | ESCAPES],
  [CONVERT_VALUE, 'CONVERT_VALUE', 1, 1, 0, 'conversion', ARG | ERROR | ESCAPES],
  [COPY, 'COPY', N, N + 1, 0, 'stack', ARG | PURE],
  [COPY_FREE_VARS, 'COPY_FREE_VARS', 0, 0, 0, 'count', ARG],
  [DELETE_ATTR, 'DELETE_ATTR', 1, 0, 0, 'name', ARG | NAME | ERROR | ESCAPES],
  [DELETE_DEREF, 'DELETE_DEREF', 0, 0, 0, 'deref', ARG | FREE | ERROR | ERROR_NO_POP | ESCAPES],
  [DELETE_FAST, 'DELETE_FAST', 0, 0, 0, 'local', ARG | LOCAL | ERROR | ESCAPES],
  [DELETE_GLOBAL, 'DELETE_GLOBAL', 0, 0, 0, 'name', ARG | NAME | ERROR | ERROR_NO_POP | ESCAPES],
  [DELETE_NAME, 'DELETE_NAME', 0, 0, 0, 'name', ARG | NAME | ERROR | ERROR_NO_POP | ESCAPES],
  [DICT_MERGE, 'DICT_MERGE', N + 4, N + 3, 0, 'stack', ARG | ERROR | ESCAPES],
  [DICT_UPDATE, 'DICT_UPDATE', N + 1, N, 0, 'stack', ARG | ERROR | ESCAPES],
  [END_ASYNC_FOR, 'END_ASYNC_FOR', 2, 0, 0, 'jump-backward', ARG | JUMP_FLAG | ERROR | ERROR_NO_POP | ESCAPES],
  [EXTENDED_ARG, 'EXTENDED_ARG', 0, 0, 0, 'count', ARG],
  [FOR_ITER, 'FOR_ITER', 1, 2, 1, 'jump-forward', ARG | JUMP_FLAG | ERROR | ERROR_NO_POP | ESCAPES],
  [GET_AWAITABLE, 'GET_AWAITABLE', 1, 1, 0, 'awaitable', ARG | ERROR | ESCAPES],
  [IMPORT_FROM, 'IMPORT_FROM', 1, 2, 0, 'name', ARG | NAME | ERROR | ESCAPES],
  [IMPORT_NAME, 'IMPORT_NAME', 2, 1, 0, 'name', ARG | NAME | ERROR | ESCAPES],
  [IS_OP, 'IS_OP', 2, 1, 0, 'invert', ARG],
  [JUMP_BACKWARD, 'JUMP_BACKWARD', 0, 0, 1, 'jump-backward', ARG | JUMP_FLAG | EVAL_BREAK | ERROR | ESCAPES],
  [JUMP_BACKWARD_NO_INTERRUPT, 'JUMP_BACKWARD_NO_INTERRUPT', 0, 0, 0, 'jump-backward', ARG | JUMP_FLAG],
  [JUMP_FORWARD, 'JUMP_FORWARD', 0, 0, 0, 'jump-forward', ARG | JUMP_FLAG],
  [LIST_APPEND, 'LIST_APPEND', N + 1, N, 0, 'stack', ARG | ERROR],
  [LIST_EXTEND, 'LIST_EXTEND', N + 1, N, 0, 'stack', ARG | ERROR | ESCAPES],
  [LOAD_ATTR, 'LOAD_ATTR', 1, LOW + 1, 9, 'name-1', ARG | NAME | ERROR | ESCAPES],
  [LOAD_COMMON_CONSTANT, 'LOAD_COMMON_CONSTANT', 0, 1, 0, 'common-constant', ARG],
  [LOAD_CONST, 'LOAD_CONST', 0, 1, 0, 'const', ARG | CONST],
  [LOAD_DEREF, 'LOAD_DEREF', 0, 1, 0, 'deref', ARG | LOCAL | ERROR | ESCAPES],
  [LOAD_FAST, 'LOAD_FAST', 0, 1, 0, 'local', ARG | LOCAL | PURE],
  [LOAD_FAST_AND_CLEAR, 'LOAD_FAST_AND_CLEAR', 0, 1, 0, 'local', ARG | LOCAL],
  [LOAD_FAST_BORROW, 'LOAD_FAST_BORROW', 0, 1, 0, 'local', ARG | LOCAL | PURE],
  [LOAD_FAST_BORROW_LOAD_FAST_BORROW, 'LOAD_FAST_BORROW_LOAD_FAST_BORROW', 0, 2, 0, 'local-pair', ARG | LOCAL],
  [LOAD_FAST_CHECK, 'LOAD_FAST_CHECK', 0, 1, 0, 'local', ARG | LOCAL | ERROR | ESCAPES],
  [LOAD_FAST_LOAD_FAST, 'LOAD_FAST_LOAD_FAST', 0, 2, 0, 'local-pair', ARG | LOCAL],
  [LOAD_FROM_DICT_OR_DEREF, 'LOAD_FROM_DICT_OR_DEREF', 1, 1, 0, 'deref', ARG | FREE | ERROR | ERROR_NO_POP | ESCAPES],
  [
    LOAD_FROM_DICT_OR_GLOBALS,
    'LOAD_FROM_DICT_OR_GLOBALS',
    1,
    1,
    0,
    'name',
    ARG | NAME | ERROR | ERROR_NO_POP | ESCAPES,
  ],
  [LOAD_GLOBAL, 'LOAD_GLOBAL', 0, LOW + 1, 4, 'name-1', ARG | NAME | ERROR | ESCAPES],
  [LOAD_NAME, 'LOAD_NAME', 0, 1, 0, 'name', ARG | NAME | ERROR | ESCAPES],
  [LOAD_SMALL_INT, 'LOAD_SMALL_INT', 0, 1, 0, 'small-int', ARG],
  [LOAD_SPECIAL, 'LOAD_SPECIAL', 1, 2, 0, 'special', ARG | ERROR | ESCAPES],
  [LOAD_SUPER_ATTR, 'LOAD_SUPER_ATTR', 3, LOW + 1, 1, 'name-2', ARG | NAME | ERROR | ESCAPES],
  [MAKE_CELL, 'MAKE_CELL', 0, 0, 0, 'deref', ARG | FREE | ERROR | ERROR_NO_POP | ESCAPES],
  [MAP_ADD, 'MAP_ADD', N + 2, N, 0, 'stack', ARG | ERROR | ESCAPES],
  [MATCH_CLASS, 'MATCH_CLASS', 3, 1, 0, 'count', ARG | ERROR | ESCAPES],
  [POP_JUMP_IF_FALSE, 'POP_JUMP_IF_FALSE', 1, 0, 1, 'jump-forward', ARG | JUMP_FLAG],
  [POP_JUMP_IF_NONE, 'POP_JUMP_IF_NONE', 1, 0, 1, 'jump-forward', ARG | JUMP_FLAG],
  [POP_JUMP_IF_NOT_NONE, 'POP_JUMP_IF_NOT_NONE', 1, 0, 1, 'jump-forward', ARG | JUMP_FLAG],
  [POP_JUMP_IF_TRUE, 'POP_JUMP_IF_TRUE', 1, 0, 1, 'jump-forward', ARG | JUMP_FLAG],
  [RAISE_VARARGS, 'RAISE_VARARGS', N, 0, 0, 'raise', ARG | ERROR | ERROR_NO_POP | ESCAPES],
  [RERAISE, 'RERAISE', N + 1, N, 0, 'count', ARG | ERROR | ERROR_NO_POP | ESCAPES],
  [SEND, 'SEND', 2, 2, 1, 'jump-forward', ARG | JUMP_FLAG | ERROR | ERROR_NO_POP | ESCAPES],
  [SET_ADD, 'SET_ADD', N + 1, N, 0, 'stack', ARG | ERROR | ESCAPES],
  [SET_FUNCTION_ATTRIBUTE, 'SET_FUNCTION_ATTRIBUTE', 2, 1, 0, 'function-attribute', ARG],
  [SET_UPDATE, 'SET_UPDATE', N + 1, N, 0, 'stack', ARG | ERROR | ESCAPES],
  [STORE_ATTR, 'STORE_ATTR', 2, 0, 4, 'name', ARG | NAME | ERROR | ESCAPES],
  [STORE_DEREF, 'STORE_DEREF', 1, 0, 0, 'deref', ARG | FREE | ESCAPES],
  [STORE_FAST, 'STORE_FAST', 1, 0, 0, 'local', ARG | LOCAL | ESCAPES],
  [STORE_FAST_LOAD_FAST, 'STORE_FAST_LOAD_FAST', 1, 1, 0, 'local-pair', ARG | LOCAL | ESCAPES],
  [STORE_FAST_STORE_FAST, 'STORE_FAST_STORE_FAST', 2, 0, 0, 'local-pair', ARG | LOCAL | ESCAPES],
  [STORE_GLOBAL, 'STORE_GLOBAL', 1, 0, 0, 'name', ARG | NAME | ERROR | ESCAPES],
  [STORE_NAME, 'STORE_NAME', 1, 0, 0, 'name', ARG | NAME | ERROR | ESCAPES],
  [SWAP, 'SWAP', N, N, 0, 'stack', ARG | PURE],
  [UNPACK_EX, 'UNPACK_EX', 1, EX + 1, 0, 'unpack-ex', ARG | ERROR | ESCAPES],
  [UNPACK_SEQUENCE, 'UNPACK_SEQUENCE', 1, N, 1, 'count', ARG | ERROR | ESCAPES],
  [YIELD_VALUE, 'YIELD_VALUE', 1, 1, 0, 'yield', ARG | ESCAPES],
  [RESUME, 'RESUME', 0, 0, 0, 'resume', ARG | EVAL_BREAK | ERROR | ERROR_NO_POP | ESCAPES],
  [ENTER_EXECUTOR, 'ENTER_EXECUTOR', 0, 0, 0, 'count', ARG],
  [ANNOTATIONS_PLACEHOLDER, 'ANNOTATIONS_PLACEHOLDER', 0, 0, 0, 'none', PURE],
  [JUMP, 'JUMP', 0, 0, 0, 'jump', ARG | JUMP_FLAG | EVAL_BREAK | ERROR | ESCAPES],
  [JUMP_IF_FALSE, 'JUMP_IF_FALSE', 1, 1, 0, 'jump', ARG | JUMP_FLAG | ERROR | ESCAPES],
  [JUMP_IF_TRUE, 'JUMP_IF_TRUE', 1, 1, 0, 'jump', ARG | JUMP_FLAG | ERROR | ESCAPES],
  [JUMP_NO_INTERRUPT, 'JUMP_NO_INTERRUPT', 0, 0, 0, 'jump', ARG | JUMP_FLAG],
  [LOAD_CLOSURE, 'LOAD_CLOSURE', 0, 1, 0, 'local', ARG | LOCAL | PURE],
  [POP_BLOCK, 'POP_BLOCK', 0, 0, 0, 'none', PURE],
  [SETUP_CLEANUP, 'SETUP_CLEANUP', 0, 2, 0, 'block', ARG | PURE],
  [SETUP_FINALLY, 'SETUP_FINALLY', 0, 1, 0, 'block', ARG | PURE],
  [SETUP_WITH, 'SETUP_WITH', 0, 1, 0, 'block', ARG | PURE],
  [STORE_FAST_MAYBE_NULL, 'STORE_FAST_MAYBE_NULL', 1, 0, 0, 'local', ARG | LOCAL | ESCAPES],
];

/** Specialised opcodes: number, name, the opcode they specialise. CPython's interpreter makes them; no stored code holds one. */
export const SPECIALIZED_OPCODES: readonly (readonly [opcode: number, name: string, base: number])[] = [
  [3, 'BINARY_OP_INPLACE_ADD_UNICODE', BINARY_OP],
  [129, 'BINARY_OP_ADD_FLOAT', BINARY_OP],
  [130, 'BINARY_OP_ADD_INT', BINARY_OP],
  [131, 'BINARY_OP_ADD_UNICODE', BINARY_OP],
  [132, 'BINARY_OP_EXTEND', BINARY_OP],
  [133, 'BINARY_OP_MULTIPLY_FLOAT', BINARY_OP],
  [134, 'BINARY_OP_MULTIPLY_INT', BINARY_OP],
  [135, 'BINARY_OP_SUBSCR_DICT', BINARY_OP],
  [136, 'BINARY_OP_SUBSCR_GETITEM', BINARY_OP],
  [137, 'BINARY_OP_SUBSCR_LIST_INT', BINARY_OP],
  [138, 'BINARY_OP_SUBSCR_LIST_SLICE', BINARY_OP],
  [139, 'BINARY_OP_SUBSCR_STR_INT', BINARY_OP],
  [140, 'BINARY_OP_SUBSCR_TUPLE_INT', BINARY_OP],
  [141, 'BINARY_OP_SUBTRACT_FLOAT', BINARY_OP],
  [142, 'BINARY_OP_SUBTRACT_INT', BINARY_OP],
  [143, 'CALL_ALLOC_AND_ENTER_INIT', CALL],
  [144, 'CALL_BOUND_METHOD_EXACT_ARGS', CALL],
  [145, 'CALL_BOUND_METHOD_GENERAL', CALL],
  [146, 'CALL_BUILTIN_CLASS', CALL],
  [147, 'CALL_BUILTIN_FAST', CALL],
  [148, 'CALL_BUILTIN_FAST_WITH_KEYWORDS', CALL],
  [149, 'CALL_BUILTIN_O', CALL],
  [150, 'CALL_ISINSTANCE', CALL],
  [151, 'CALL_KW_BOUND_METHOD', CALL_KW],
  [152, 'CALL_KW_NON_PY', CALL_KW],
  [153, 'CALL_KW_PY', CALL_KW],
  [154, 'CALL_LEN', CALL],
  [155, 'CALL_LIST_APPEND', CALL],
  [156, 'CALL_METHOD_DESCRIPTOR_FAST', CALL],
  [157, 'CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS', CALL],
  [158, 'CALL_METHOD_DESCRIPTOR_NOARGS', CALL],
  [159, 'CALL_METHOD_DESCRIPTOR_O', CALL],
  [160, 'CALL_NON_PY_GENERAL', CALL],
  [161, 'CALL_PY_EXACT_ARGS', CALL],
  [162, 'CALL_PY_GENERAL', CALL],
  [163, 'CALL_STR_1', CALL],
  [164, 'CALL_TUPLE_1', CALL],
  [165, 'CALL_TYPE_1', CALL],
  [166, 'COMPARE_OP_FLOAT', COMPARE_OP],
  [167, 'COMPARE_OP_INT', COMPARE_OP],
  [168, 'COMPARE_OP_STR', COMPARE_OP],
  [169, 'CONTAINS_OP_DICT', CONTAINS_OP],
  [170, 'CONTAINS_OP_SET', CONTAINS_OP],
  [171, 'FOR_ITER_GEN', FOR_ITER],
  [172, 'FOR_ITER_LIST', FOR_ITER],
  [173, 'FOR_ITER_RANGE', FOR_ITER],
  [174, 'FOR_ITER_TUPLE', FOR_ITER],
  [175, 'JUMP_BACKWARD_JIT', JUMP_BACKWARD],
  [176, 'JUMP_BACKWARD_NO_JIT', JUMP_BACKWARD],
  [177, 'LOAD_ATTR_CLASS', LOAD_ATTR],
  [178, 'LOAD_ATTR_CLASS_WITH_METACLASS_CHECK', LOAD_ATTR],
  [179, 'LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN', LOAD_ATTR],
  [180, 'LOAD_ATTR_INSTANCE_VALUE', LOAD_ATTR],
  [181, 'LOAD_ATTR_METHOD_LAZY_DICT', LOAD_ATTR],
  [182, 'LOAD_ATTR_METHOD_NO_DICT', LOAD_ATTR],
  [183, 'LOAD_ATTR_METHOD_WITH_VALUES', LOAD_ATTR],
  [184, 'LOAD_ATTR_MODULE', LOAD_ATTR],
  [185, 'LOAD_ATTR_NONDESCRIPTOR_NO_DICT', LOAD_ATTR],
  [186, 'LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES', LOAD_ATTR],
  [187, 'LOAD_ATTR_PROPERTY', LOAD_ATTR],
  [188, 'LOAD_ATTR_SLOT', LOAD_ATTR],
  [189, 'LOAD_ATTR_WITH_HINT', LOAD_ATTR],
  [190, 'LOAD_CONST_IMMORTAL', LOAD_CONST],
  [191, 'LOAD_CONST_MORTAL', LOAD_CONST],
  [192, 'LOAD_GLOBAL_BUILTIN', LOAD_GLOBAL],
  [193, 'LOAD_GLOBAL_MODULE', LOAD_GLOBAL],
  [194, 'LOAD_SUPER_ATTR_ATTR', LOAD_SUPER_ATTR],
  [195, 'LOAD_SUPER_ATTR_METHOD', LOAD_SUPER_ATTR],
  [196, 'RESUME_CHECK', RESUME],
  [197, 'SEND_GEN', SEND],
  [198, 'STORE_ATTR_INSTANCE_VALUE', STORE_ATTR],
  [199, 'STORE_ATTR_SLOT', STORE_ATTR],
  [200, 'STORE_ATTR_WITH_HINT', STORE_ATTR],
  [201, 'STORE_SUBSCR_DICT', STORE_SUBSCR],
  [202, 'STORE_SUBSCR_LIST_INT', STORE_SUBSCR],
  [203, 'TO_BOOL_ALWAYS_TRUE', TO_BOOL],
  [204, 'TO_BOOL_BOOL', TO_BOOL],
  [205, 'TO_BOOL_INT', TO_BOOL],
  [206, 'TO_BOOL_LIST', TO_BOOL],
  [207, 'TO_BOOL_NONE', TO_BOOL],
  [208, 'TO_BOOL_STR', TO_BOOL],
  [209, 'UNPACK_SEQUENCE_LIST', UNPACK_SEQUENCE],
  [210, 'UNPACK_SEQUENCE_TUPLE', UNPACK_SEQUENCE],
  [211, 'UNPACK_SEQUENCE_TWO_TUPLE', UNPACK_SEQUENCE],
];

/** Instrumented opcodes: number, name, the opcode they stand for (-1: any). */
export const INSTRUMENTED_OPCODES: readonly (readonly [opcode: number, name: string, base: number])[] = [
  [234, 'INSTRUMENTED_END_FOR', END_FOR],
  [235, 'INSTRUMENTED_POP_ITER', POP_ITER],
  [236, 'INSTRUMENTED_END_SEND', END_SEND],
  [237, 'INSTRUMENTED_FOR_ITER', FOR_ITER],
  [238, 'INSTRUMENTED_INSTRUCTION', -1],
  [239, 'INSTRUMENTED_JUMP_FORWARD', JUMP_FORWARD],
  [240, 'INSTRUMENTED_NOT_TAKEN', NOT_TAKEN],
  [241, 'INSTRUMENTED_POP_JUMP_IF_TRUE', POP_JUMP_IF_TRUE],
  [242, 'INSTRUMENTED_POP_JUMP_IF_FALSE', POP_JUMP_IF_FALSE],
  [243, 'INSTRUMENTED_POP_JUMP_IF_NONE', POP_JUMP_IF_NONE],
  [244, 'INSTRUMENTED_POP_JUMP_IF_NOT_NONE', POP_JUMP_IF_NOT_NONE],
  [245, 'INSTRUMENTED_RESUME', RESUME],
  [246, 'INSTRUMENTED_RETURN_VALUE', RETURN_VALUE],
  [247, 'INSTRUMENTED_YIELD_VALUE', YIELD_VALUE],
  [248, 'INSTRUMENTED_END_ASYNC_FOR', END_ASYNC_FOR],
  [249, 'INSTRUMENTED_LOAD_SUPER_ATTR', LOAD_SUPER_ATTR],
  [250, 'INSTRUMENTED_CALL', CALL],
  [251, 'INSTRUMENTED_CALL_KW', CALL_KW],
  [252, 'INSTRUMENTED_CALL_FUNCTION_EX', CALL_FUNCTION_EX],
  [253, 'INSTRUMENTED_JUMP_BACKWARD', JUMP_BACKWARD],
  [254, 'INSTRUMENTED_LINE', -1],
];

const FLAGS = new Uint16Array(OPCODE_COUNT);
const POPS = new Uint16Array(OPCODE_COUNT);
const PUSHES = new Uint16Array(OPCODE_COUNT);
const KINDS: OpargKind[] = new Array<OpargKind>(OPCODE_COUNT).fill('none');
const NAMES: string[] = [];
const VALID = new Uint8Array(OPCODE_COUNT);

/** The number of inline cache units (two bytes each) that follow an instruction, by opcode. */
export const CACHES: Readonly<Uint8Array> = new Uint8Array(OPCODE_COUNT);

for (let opcode = 0; opcode < OPCODE_COUNT; opcode++) NAMES.push(`<${opcode}>`);
for (const [opcode, name, pops, pushes, caches, oparg, flags] of ROWS) {
  NAMES[opcode] = name;
  POPS[opcode] = pops;
  PUSHES[opcode] = pushes;
  (CACHES as Uint8Array)[opcode] = caches;
  KINDS[opcode] = oparg;
  FLAGS[opcode] = flags;
  VALID[opcode] = 1;
}

function effect(code: number, oparg: number): number {
  const base = code & 0xff;
  switch (code & 0xff00) {
    case 0:
      return base;
    case N:
      return base + oparg;
    case N2:
      return base + 2 * oparg;
    case LOW:
      return base + (oparg & 1);
    default:
      return base + (oparg & 0xff) + (oparg >>> 8);
  }
}

/** Does CPython 3.14 define this opcode or pseudo-opcode (specialised and instrumented forms excluded)? */
export function isOpcode(opcode: number): boolean {
  return VALID[opcode] === 1;
}

/** The name of an opcode or pseudo-opcode as `dis.opname` has it; `<n>` where there is none. */
export function opcodeName(opcode: number): string {
  return NAMES[opcode] ?? `<${opcode}>`;
}

/** The flags of an opcode: a union of `ARG`, `CONST`, `NAME`, `JUMP_FLAG` and so on. */
export function opcodeFlags(opcode: number): number {
  return FLAGS[opcode] as number;
}

/** What the operand of this opcode says. */
export function opargKind(opcode: number): OpargKind {
  return KINDS[opcode] as OpargKind;
}

/** How many values an instruction takes from the stack, when it does not raise. */
export function numPopped(opcode: number, oparg: number): number {
  return effect(POPS[opcode] as number, oparg);
}

/** How many values an instruction puts onto the stack: on fall-through, except for block pushes (see `stackEffect`). */
export function numPushed(opcode: number, oparg: number): number {
  return effect(PUSHES[opcode] as number, oparg);
}

/**
 * The net effect of an instruction on the stack depth. `jump` says which way: true for the jump, false for the fall-through.
 * Only the pseudo-instructions that set up a block differ: they push on the way to their handler (the value that
 * PUSH_EXC_INFO's frame set-up left there), and nothing otherwise.
 */
export function stackEffect(opcode: number, oparg: number, jump: boolean): number {
  if (isBlockPush(opcode) && !jump) return 0;
  return numPushed(opcode, oparg) - numPopped(opcode, oparg);
}

/** Is this one of SETUP_FINALLY, SETUP_CLEANUP, SETUP_WITH? */
export function isBlockPush(opcode: number): boolean {
  return opcode === SETUP_FINALLY || opcode === SETUP_WITH || opcode === SETUP_CLEANUP;
}

/** Does the instruction use its operand? */
export function hasArg(opcode: number): boolean {
  return ((FLAGS[opcode] as number) & ARG) !== 0;
}

/** May the instruction jump (block pushes excluded)? */
export function hasJump(opcode: number): boolean {
  return ((FLAGS[opcode] as number) & JUMP_FLAG) !== 0;
}

/** Every opcode and pseudo-opcode by name, in the order of their numbers. A new map. */
export function opcodesByName(): Map<string, number> {
  return new Map(ROWS.map(([opcode, name]) => [name, opcode]));
}
