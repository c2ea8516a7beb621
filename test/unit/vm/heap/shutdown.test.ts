/** This file tests what happens to a program's objects when it ends. */
import { describe, expect, it } from 'vitest';
import { PyModule } from '../../../../src/objects/types/function.js';
import { finalizeProgram } from '../../../../src/vm/heap/shutdown.js';
import { makeMachine } from '../machine-helper.js';

function outputOf(source: string): string {
  const machine = makeMachine();
  machine.vm.modules.setStr('__main__', new PyModule(machine.globals));
  machine.run(source);
  finalizeProgram(machine.vm);
  return machine.stdout();
}

describe('the end of a program', () => {
  it.each([
    [
      'runs finalisers, while names are still there',
      'class A:\n  def __init__(self, n): self.n = n\n  def __del__(self): print("del", self.n, len)\na = A(1); b = A(2); b.a = a; c = A(3); c.c = c',
      'del 1 <built-in function len>\ndel 2 <built-in function len>\ndel 3 <built-in function len>\n',
    ],
    [
      'runs those of a long chain',
      'class N:\n  def __init__(self, n): self.n = n\n  def __del__(self):\n    global count\n    count += 1\n    if count % 1000 == 0: print(count)\ncount = 0\nn = None\nfor i in range(3000): n = N(n)',
      '1000\n2000\n3000\n',
    ],
    ['closes suspended generators', 'def g():\n  try: yield\n  finally: print("closed")\nx = g(); next(x)', 'closed\n'],
  ])('%s', (_, source, expected) => {
    expect(outputOf(source)).toBe(expected);
  });
});
