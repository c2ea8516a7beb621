/** This file finds what kinds of values stand on the evaluation stack at each instruction, to tell which jumps are possible. */
import { LocationTableReader } from '../../bytecode/location-table.js';
import * as op from '../../bytecode/opcodes.js';
import { numPopped, numPushed } from '../../bytecode/opcodes.js';
import type { Executable } from '../executable.js';

/** What stands in one slot of the stack. */
export type Kind = 'iterator' | 'exception' | 'object' | 'null' | 'lasti';

/** The stack before an instruction, bottom first; null where no path leads. */
export type Shape = readonly Kind[] | null;

/** The stack before every instruction. */
export function stackShapes(exec: Executable): Shape[] {
  const { plain } = exec;
  const shapes: Shape[] = new Array<Shape>(plain.length + 1).fill(null);
  shapes[0] = [];
  for (let again = true; again; ) {
    again = false;
    for (let at = 0; at < plain.length; at++) {
      const shape = shapes[at] as Shape;
      if (shape === null) continue;
      for (const [target, after] of successors(plain[at] as number, at, shape)) {
        if (target <= at && shapes[target] === null) again = true;
        shapes[target] = after;
      }
    }
    for (const handler of exec.handlers) {
      const start = shapes[handler.start] ?? null;
      if (start === null || shapes[handler.target] !== null) continue;
      again = true;
      const kept = start.slice(0, handler.depth);
      shapes[handler.target] = handler.lasti ? [...kept, 'lasti', 'exception'] : [...kept, 'exception'];
    }
  }
  return shapes;
}

/** Where an instruction leads, and the stack there. */
function successors(instruction: number, at: number, shape: readonly Kind[]): [number, Shape][] {
  const oparg = instruction >>> 8;
  const next = at + 1;
  const popped = (count: number): readonly Kind[] => shape.slice(0, shape.length - count);
  switch (instruction & 0xff) {
    case op.POP_JUMP_IF_FALSE:
    case op.POP_JUMP_IF_TRUE:
    case op.POP_JUMP_IF_NONE:
    case op.POP_JUMP_IF_NOT_NONE:
      return [
        [oparg, popped(1)],
        [next, popped(1)],
      ];
    case op.SEND:
      return [
        [oparg, shape],
        [next, shape],
      ];
    case op.JUMP_FORWARD:
    case op.JUMP_BACKWARD:
    case op.JUMP_BACKWARD_NO_INTERRUPT:
      return [[oparg, shape]];
    case op.GET_ITER:
    case op.GET_AITER:
      return [[next, [...popped(1), 'iterator']]];
    case op.FOR_ITER:
      return [
        [oparg, [...shape, 'object']],
        [next, [...shape, 'object']],
      ];
    case op.PUSH_EXC_INFO:
      return [[next, [...shape, 'exception']]];
    case op.RETURN_VALUE:
    case op.RAISE_VARARGS:
    case op.RERAISE:
      return [];
    case op.PUSH_NULL:
      return [[next, [...shape, 'null']]];
    case op.LOAD_GLOBAL:
      return [[next, oparg & 1 ? [...shape, 'object', 'null'] : [...shape, 'object']]];
    case op.LOAD_ATTR:
      return [[next, oparg & 1 ? [...popped(1), 'object', 'null'] : [...popped(1), 'object']]];
    case op.SWAP: {
      const after = shape.slice();
      const top = after.length - 1;
      const other = after.length - oparg;
      [after[top], after[other]] = [after[other] as Kind, after[top] as Kind];
      return [[next, after]];
    }
    case op.COPY:
      return [[next, [...shape, shape[shape.length - oparg] as Kind]]];
    default: {
      // As CPython does, only the difference counts: what stays keeps its kind.
      const opcode = instruction & 0xff;
      const delta = numPushed(opcode, oparg) - numPopped(opcode, oparg);
      if (delta <= 0) return [[next, popped(-delta)]];
      return [[next, [...shape, ...new Array<Kind>(delta).fill('object')]]];
    }
  }
}

/** May a jump from one stack to another be made, by popping what is too much? */
export function areCompatible(from: Shape, to: Shape): boolean {
  if (from === null || to === null || to.length > from.length) return false;
  return to.every((kind, i) => isCompatible(from[i] as Kind, kind));
}

function isCompatible(from: Kind, to: Kind): boolean {
  if (to === 'object') return from !== 'null';
  return to === 'null' || from === to;
}

/** Why a stack cannot be reached. */
export function whyIncompatible(to: Shape): string {
  if (to === null) return "can't jump into an exception handler, or code may be unreachable";
  switch (to[to.length - 1]) {
    case 'exception':
      return "can't jump into an 'except' block as there's no exception";
    case 'lasti':
      return "can't jump into a re-raising block as there's no location";
    case 'iterator':
      return "can't jump into the body of a for loop";
    default:
      return 'incompatible stacks';
  }
}

/** The line that begins at each instruction, -1 where none does. */
export function beginningLines(exec: Executable): Int32Array {
  const lines = new Int32Array(exec.plain.length).fill(-1);
  const reader = new LocationTableReader(exec.code.co_linetable, exec.code.co_firstlineno);
  let at = 0;
  let last = -1;
  while (reader.next()) {
    if (reader.line === last || reader.line === -1) continue;
    // A stretch may begin at a prefix of its first instruction.
    while (at < lines.length && (exec.offsets[at] as number) < reader.start) at++;
    if (at < lines.length) lines[at] = reader.line;
    last = reader.line;
  }
  return lines;
}
