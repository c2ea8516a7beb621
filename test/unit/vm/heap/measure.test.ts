/** This file tests that the memory that a program holds is measured about as CPython would. */
import { describe, expect, it } from 'vitest';
import { measureLiveBytes } from '../../../../src/vm/heap/measure.js';
import { makeMachine } from '../machine-helper.js';

/** How many bytes more the program holds after the source has run. */
function held(source: string): number {
  const machine = makeMachine();
  const before = measureLiveBytes(machine.vm);
  machine.globals.clear();
  machine.vm.modules.setStr('kept', machine.globals);
  machine.run(source);
  return measureLiveBytes(machine.vm) - before;
}

describe('live memory', () => {
  it.each([
    ['a list of small integers', 'x = [0] * 100000', 800_000],
    ['a list of floats', 'x = [float(i) for i in range(10000)]', 10_000 * 40],
    ['the same float many times', 'x = [1.5] * 10000', 80_000],
    ['a dict', 'x = {i: i for i in range(10000)}', 400_000],
    ['bytes', 'x = bytes(1000000)', 1_000_000],
    ['a bytearray with two views', 'b = bytearray(1000000); m = memoryview(b); n = m[10:]', 1_000_000],
    ['a long text', 'x = "abc" * 100000', 300_000],
    ['many long texts', 'x = [str(i) * 10 for i in range(1000)]', 1000 * 54],
    [
      'instances',
      'class C:\n  def __init__(self): self.a = 1; self.b = 2\nx = [C() for i in range(10000)]',
      10_000 * 64,
    ],
    ['a deep list', 'x = []\nfor i in range(100000): x = [x]', 100_000 * 64],
    ['what a suspended generator holds', 'def g():\n  x = [0] * 100000\n  yield\ny = g()\nnext(y)', 800_000],
    ['what was dropped is free', 'x = [0] * 100000\nx = None', 0],
  ])('%s', (_, source, expected) => {
    const bytes = held(source);
    expect(bytes).toBeGreaterThanOrEqual(expected * 0.9);
    expect(bytes).toBeLessThanOrEqual(expected * 1.3 + 30_000);
  });
});
