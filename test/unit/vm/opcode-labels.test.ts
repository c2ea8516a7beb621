/** This file holds the literal labels of the interpreter's switches to the opcode table. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as opcodes from '../../../src/bytecode/opcodes.js';
import * as operands from '../../../src/bytecode/operands.js';

const numbers = new Map<string, unknown>([...Object.entries(operands), ...Object.entries(opcodes)]);
const texts = ['interpreter.ts', 'instructions/execute.ts'].map((file) =>
  readFileSync(new URL(`../../../src/vm/${file}`, import.meta.url), 'utf8'),
);
const labels = texts.flatMap((text) => [...text.matchAll(/^ *case (\d+):[\s{]*\/\/ ([A-Z][A-Z0-9_]+)$/gm)]);

/** Never executed: prefixes are decoded before, the others are in no code that runs. */
const NOT_EXECUTED = ['CACHE', 'ENTER_EXECUTOR', 'EXTENDED_ARG', 'INTERPRETER_EXIT', 'RESERVED'];

it('every named label names the opcode or operand that its number is', () => {
  expect(labels.length).toBeGreaterThan(100);
  for (const [text, number, name] of labels) expect(numbers.get(name!), text).toBe(Number(number));
});

it('every opcode that may be executed has a body', () => {
  const labelled = new Set(labels.map(([, , name]) => name));
  const missing = Object.entries(opcodes)
    .filter(([name, number]) => isOpcode(name, number) && !labelled.has(name))
    .map(([name]) => name);
  expect(missing.filter((name) => !NOT_EXECUTED.includes(name))).toEqual([]);
});

function isOpcode(name: string, number: unknown): boolean {
  return (
    typeof number === 'number' &&
    opcodes.isOpcode(number) &&
    opcodes.opcodeName(number) === name &&
    number < opcodes.MIN_INSTRUMENTED_OPCODE
  );
}
