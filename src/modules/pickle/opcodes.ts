/** This file names the opcodes of pickles, as bytes (see Lib/pickletools.py of CPython for what each does). */
const code = (character: string): number => character.charCodeAt(0);

export const MARK = code('(');
export const STOP = code('.');
export const POP = code('0');
export const POP_MARK = code('1');
export const DUP = code('2');
export const FLOAT = code('F');
export const INT = code('I');
export const BININT = code('J');
export const BININT1 = code('K');
export const LONG = code('L');
export const BININT2 = code('M');
export const NONE = code('N');
export const PERSID = code('P');
export const BINPERSID = code('Q');
export const REDUCE = code('R');
export const STRING = code('S');
export const BINSTRING = code('T');
export const SHORT_BINSTRING = code('U');
export const UNICODE = code('V');
export const BINUNICODE = code('X');
export const APPEND = code('a');
export const BUILD = code('b');
export const GLOBAL = code('c');
export const DICT = code('d');
export const EMPTY_DICT = code('}');
export const APPENDS = code('e');
export const GET = code('g');
export const BINGET = code('h');
export const INST = code('i');
export const LONG_BINGET = code('j');
export const LIST = code('l');
export const EMPTY_LIST = code(']');
export const OBJ = code('o');
export const PUT = code('p');
export const BINPUT = code('q');
export const LONG_BINPUT = code('r');
export const SETITEM = code('s');
export const TUPLE = code('t');
export const EMPTY_TUPLE = code(')');
export const SETITEMS = code('u');
export const BINFLOAT = code('G');

// Protocol 2
export const PROTO = 0x80;
export const NEWOBJ = 0x81;
export const EXT1 = 0x82;
export const EXT2 = 0x83;
export const EXT4 = 0x84;
export const TUPLE1 = 0x85;
export const TUPLE2 = 0x86;
export const TUPLE3 = 0x87;
export const NEWTRUE = 0x88;
export const NEWFALSE = 0x89;
export const LONG1 = 0x8a;
export const LONG4 = 0x8b;

// Protocol 3
export const BINBYTES = code('B');
export const SHORT_BINBYTES = code('C');

// Protocol 4
export const SHORT_BINUNICODE = 0x8c;
export const BINUNICODE8 = 0x8d;
export const BINBYTES8 = 0x8e;
export const EMPTY_SET = 0x8f;
export const ADDITEMS = 0x90;
export const FROZENSET = 0x91;
export const NEWOBJ_EX = 0x92;
export const STACK_GLOBAL = 0x93;
export const MEMOIZE = 0x94;
export const FRAME = 0x95;

// Protocol 5
export const BYTEARRAY8 = 0x96;
export const NEXT_BUFFER = 0x97;
export const READONLY_BUFFER = 0x98;

export const HIGHEST_PROTOCOL = 5;
export const DEFAULT_PROTOCOL = 5;
