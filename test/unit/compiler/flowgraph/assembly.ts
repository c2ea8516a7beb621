/** This file defines the small assembly language in which the tests of the flow graph write and read instructions. */
import { hasArg, opcodeName, opcodesByName } from '../../../../src/bytecode/opcodes.js';
import { layOut } from '../../../../src/compiler/assemble/jump-offsets.js';
import { cfgFromInstructionSequence } from '../../../../src/compiler/flowgraph/cfg-builder.js';
import { optimizeLoadFast } from '../../../../src/compiler/flowgraph/load-fast-borrow.js';
import { hasTarget } from '../../../../src/compiler/flowgraph/opcode-kinds.js';
import { optimizeCodeUnit } from '../../../../src/compiler/flowgraph/optimize-code-unit.js';
import { calculateStackDepth } from '../../../../src/compiler/flowgraph/stack-depth.js';
import {
  type Instruction,
  InstructionSequence,
  SourceLocation,
} from '../../../../src/compiler/instruction-sequence.js';
import { CodeUnitMetadata } from '../../../../src/compiler/unit-metadata.js';
import type { Value } from '../../../../src/values/object.js';

const OPCODES = opcodesByName();

/**
 * Instructions from text: one a line, `name: ` for a label, the operand (a number or a label) behind the opcode, and
 * `@n` for the line, which else is the last given one; `@-` for no line.
 */
export function assemble(text: string): InstructionSequence {
  const sequence = new InstructionSequence();
  const labels = new Map<string, number>();
  const label = (name: string): number => {
    const known = labels.get(name);
    if (known !== undefined) return known;
    const made = sequence.newLabel();
    labels.set(name, made);
    return made;
  };
  let loc = new SourceLocation(1, 1, 0, 0);
  for (const line of text.split('\n')) {
    const words = line.trim().split(/\s+/).filter(Boolean);
    if (words[0]?.endsWith(':')) sequence.useLabel(label((words.shift() as string).slice(0, -1)));
    if (words.length === 0) continue;
    if (words.at(-1)?.startsWith('@')) {
      const lineno = (words.pop() as string).slice(1);
      loc = lineno === '-' ? new SourceLocation(-1, -1, -1, -1) : new SourceLocation(+lineno, +lineno, 0, 0);
    }
    const opcode = OPCODES.get(words[0] as string);
    if (opcode === undefined) throw new Error(`no opcode ${words[0]}`);
    const operand = words[1] ?? '0';
    sequence.addop(opcode, hasTarget(opcode) ? label(operand) : Number(operand), loc);
  }
  return sequence;
}

/** Metadata of a unit with these constants and local variables. */
export function metadata(consts: readonly Value[] = [], varnames: readonly string[] = []): CodeUnitMetadata {
  const result = new CodeUnitMetadata();
  result.u_name = result.u_qualname = 'f';
  result.u_firstlineno = 1;
  for (const value of consts) result.u_consts.add(value);
  for (const [i, name] of varnames.entries()) result.u_varnames.set(name, i);
  return result;
}

/** Instructions as text, jump targets as indexes. */
export function listing(instrs: readonly Instruction[]): string[] {
  return instrs.map(({ opcode, oparg, target }) => {
    const name = opcodeName(opcode);
    if (target !== null && hasTarget(opcode)) return `${name} ${target.offset}`;
    return hasArg(opcode) ? `${name} ${oparg}` : name;
  });
}

/** The optimised instructions of a text, and the constants left. */
export function optimize(
  text: string,
  { consts = [] as Value[], nlocals = 0, nparams = 0 } = {},
): { code: string[]; consts: Value[]; lines: number[] } {
  const unit = metadata(consts);
  const entry = cfgFromInstructionSequence(assemble(text));
  optimizeCodeUnit(entry, unit.u_consts, nlocals, nparams);
  calculateStackDepth(entry);
  optimizeLoadFast(entry);
  const instrs = layOut(entry);
  return { code: listing(instrs), consts: unit.u_consts.values, lines: instrs.map((instr) => instr.loc.lineno) };
}
