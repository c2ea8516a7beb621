/** This file defines disassembly to text in the form of CPython's `dis.dis`, for tools and tests. */
import { strFromKey, strToUtf16 } from '../values/str.js';
import { PyCode } from './code.js';
import { codeRepr, constantRepr } from './constant-repr.js';
import { type ExceptionTableEntry, readExceptionTable } from './exception-table.js';
import { type Location, lineRanges, positions } from './location-table.js';
import * as op from './opcodes.js';
import {
  COMMON_CONSTANT_NAMES,
  COMPARE_SYMBOLS,
  COMPARE_TO_BOOL,
  INTRINSIC_1_NAMES,
  INTRINSIC_2_NAMES,
  NB_OPS,
  SPECIAL_METHOD_NAMES,
} from './operands.js';

const OPNAME_WIDTH = 20;
const OPARG_WIDTH = 5;
const MIN_LINE_WIDTH = 3;
const NO_LINE = '  --';
const FUNCTION_ATTRIBUTES = ['defaults', 'kwdefaults', 'annotations', 'closure', 'annotate'];
const CONVERSIONS = ['', 'str', 'repr', 'ascii'];

/** One instruction, EXTENDED_ARGs counted as instructions of their own. Offsets are in bytes. */
export interface Instruction {
  readonly offset: number;
  readonly opcode: number;
  /** Undefined where the instruction has no operand; EXTENDED_ARGs before it are taken in. */
  readonly oparg: number | undefined;
  /** Where a jump goes. */
  readonly target: number | undefined;
}

/** The instructions of a code object, verified or not. */
export function instructions(code: PyCode): Instruction[] {
  const bytes = code.co_code;
  const result: Instruction[] = [];
  let extended = 0;
  for (let offset = 0; offset + 1 < bytes.length; ) {
    const opcode = bytes[offset] as number;
    const caches = op.CACHES[opcode] as number;
    const oparg = op.hasArg(opcode) ? ((extended << 8) | (bytes[offset + 1] as number)) >>> 0 : undefined;
    extended = opcode === op.EXTENDED_ARG ? (oparg as number) : 0;
    const next = offset + 2 + 2 * caches;
    const kind = op.opargKind(opcode);
    const target =
      kind === 'jump-forward'
        ? next + 2 * (oparg as number)
        : kind === 'jump-backward'
          ? next - 2 * (oparg as number)
          : undefined;
    result.push({ offset, opcode, oparg, target });
    offset = next;
  }
  return result;
}

/** How to show a disassembly. */
export interface DisOptions {
  readonly showOffsets?: boolean;
  /** Show `LINE:COLUMN-ENDLINE:ENDCOLUMN` instead of lines. */
  readonly showPositions?: boolean;
  /** Show the code objects among the constants, too; true by default. */
  readonly nested?: boolean;
}

/** The text of `dis.dis(code)`, without the addresses of code objects. Ends with a line feed. */
export function disassemble(root: PyCode, options: DisOptions = {}): string {
  const lines: string[] = [];
  const work: PyCode[] = [root];
  const seen = new Set<PyCode>();
  for (let code = work.pop(); code !== undefined; code = work.pop()) {
    if (code !== root) lines.push('', `Disassembly of ${codeRepr(code)}:`);
    disassembleOne(code, options, lines);
    if (options.nested === false) break;
    const nested = code.co_consts.items.filter((item) => item instanceof PyCode && !seen.has(item)) as PyCode[];
    for (const inner of nested.reverse()) {
      seen.add(inner);
      work.push(inner);
    }
  }
  return `${lines.join('\n')}\n`;
}

function disassembleOne(code: PyCode, { showOffsets, showPositions }: DisOptions, out: string[]): void {
  const list = instructions(code);
  const entries = readExceptionTable(code.co_exceptiontable) ?? [];
  const labels = labelsOf(list, entries);
  const starts = lineStarts(code);
  const places = showPositions ? positions(code) : null;
  const lineWidth = places === null ? widthOfLines(starts) : widthOfPositions(places);
  const labelWidth = 4 + String(labels.size).length;
  const offsetWidth = showOffsets ? String(Math.max(code.co_code.length - 2, 9999)).length : 0;
  for (const instruction of list) {
    const { offset, opcode, oparg } = instruction;
    const line = starts.get(offset);
    const fields: string[] = [];
    if (lineWidth > 0) {
      if (line !== undefined && offset > 0) out.push('');
      if (places !== null) fields.push(positionsText(places[offset / 2] as Location).padEnd(lineWidth));
      else fields.push((line === undefined ? '' : line < 0 ? NO_LINE : String(line)).padStart(lineWidth));
    }
    const label = labels.get(offset);
    fields.push((label === undefined ? '' : `L${label}:`).padStart(labelWidth));
    if (offsetWidth > 0) fields.push(`${String(offset).padStart(offsetWidth)}  `);
    fields.push('   ');
    const name = op.opcodeName(opcode);
    fields.push(name.padEnd(OPNAME_WIDTH));
    if (oparg !== undefined) {
      fields.push(String(oparg).padStart(OPARG_WIDTH - Math.max(0, name.length - OPNAME_WIDTH)));
    }
    const shown = operandRepr(code, instruction, labels);
    if (shown) fields.push(`(${shown})`);
    out.push(fields.join(' ').trimEnd());
  }
  if (entries.length > 0) {
    out.push('ExceptionTable:');
    for (const { depth, end, lasti, start, target } of entries) {
      const label = (unit: number): string => `L${labels.get(unit * 2)}`;
      out.push(`  ${label(start)} to ${label(end)} -> ${label(target)} [${depth}]${lasti ? ' lasti' : ''}`);
    }
  }
}

function labelsOf(list: readonly Instruction[], entries: readonly ExceptionTableEntry[]): Map<number, number> {
  const targets = new Set<number>();
  for (const { target } of list) if (target !== undefined) targets.add(target);
  for (const { end, start, target } of entries) {
    targets.add(start * 2);
    targets.add(end * 2);
    targets.add(target * 2);
  }
  return new Map([...targets].sort((a, b) => a - b).map((offset, i) => [offset, i + 1]));
}

function lineStarts(code: PyCode): Map<number, number> {
  const starts = new Map<number, number>();
  let last: number | undefined;
  for (const { line, start } of lineRanges(code)) {
    if (line !== last) starts.set(start, line);
    last = line;
  }
  return starts;
}

function widthOfLines(starts: ReadonlyMap<number, number>): number {
  let highest = -1;
  let without = false;
  for (const line of starts.values()) {
    if (line < 0) without = true;
    else if (line > highest) highest = line;
  }
  // Like CPython, a code object of line 0 only shows no lines.
  if (highest <= 0) return 0;
  const width = Math.max(MIN_LINE_WIDTH, String(highest).length);
  return without ? Math.max(width, NO_LINE.length) : width;
}

/** Line, column, end line, end column; null where one is not known. */
function parts({ line, column, endLine, endColumn }: Location): (number | null)[] {
  return [line, column, endLine, endColumn].map((part) => (part < 0 ? null : part));
}

function positionsText(place: Location): string {
  const values = parts(place);
  if (values.every((value) => value === null)) return NO_LINE;
  const [line, column, endLine, endColumn] = values.map((value) => value ?? '?');
  return `${line}:${column}-${endLine}:${endColumn}`;
}

function widthOfPositions(places: readonly Location[]): number {
  const known = places.map(parts);
  if (known.every((values) => values.every((value) => value === null))) return 0;
  const widths = known.map((values) => values.reduce((sum: number, value) => sum + String(value ?? '?').length, 0));
  return 1 + Math.max(NO_LINE.length, 3 + Math.max(...widths));
}

function operandRepr(code: PyCode, instruction: Instruction, labels: ReadonlyMap<number, number>): string {
  const { opcode, target } = instruction;
  const oparg = instruction.oparg ?? 0;
  const nameAt = (index: number): string => shownName(code.co_names[index]);
  const localAt = (index: number): string => shownName(code.localsplusnames[index]);
  switch (op.opargKind(opcode)) {
    case 'const': {
      const constant = code.co_consts.items[oparg];
      return constant === undefined ? '?' : constantRepr(constant);
    }
    case 'name':
      return nameAt(oparg);
    case 'name-1':
      return nameAt(oparg >> 1) + (oparg & 1 ? (opcode === op.LOAD_GLOBAL ? ' + NULL' : ' + NULL|self') : '');
    case 'name-2':
      return nameAt(oparg >> 2) + (oparg & 1 ? ' + NULL|self' : '');
    case 'local':
    case 'deref':
      return localAt(oparg);
    case 'local-pair':
      return `${localAt(oparg >> 4)}, ${localAt(oparg & 15)}`;
    case 'jump-forward':
    case 'jump-backward':
      return `${opcode === op.END_ASYNC_FOR ? 'from' : 'to'} L${labels.get(target as number)}`;
    case 'compare': {
      const symbol = COMPARE_SYMBOLS[oparg >> 5] ?? '?';
      return oparg & COMPARE_TO_BOOL ? `bool(${symbol})` : symbol;
    }
    case 'binary-op':
      return NB_OPS[oparg]?.[1] ?? '?';
    case 'invert':
      return (oparg ? (opcode === op.IS_OP ? 'is not' : 'not in') : opcode === op.IS_OP ? 'is' : 'in') as string;
    case 'intrinsic-1':
      return INTRINSIC_1_NAMES[oparg] ?? '?';
    case 'intrinsic-2':
      return INTRINSIC_2_NAMES[oparg] ?? '?';
    case 'conversion':
      return CONVERSIONS[oparg] ?? '?';
    case 'special':
      return SPECIAL_METHOD_NAMES[oparg] ?? '?';
    case 'common-constant': {
      const name = COMMON_CONSTANT_NAMES[oparg] ?? '?';
      return name === 'all' || name === 'any' ? `<built-in function ${name}>` : name;
    }
    case 'function-attribute':
      return FUNCTION_ATTRIBUTES.filter((_, i) => oparg & (1 << i)).join(', ');
    default:
      return '';
  }
}

function shownName(key: string | undefined): string {
  return key === undefined ? '?' : strToUtf16(strFromKey(key));
}
