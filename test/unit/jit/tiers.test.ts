/** This file tests that compiled code shows the same as the interpreter: output, fuel, and where a limit stops it. */
import { expect, it } from 'vitest';
import { makeJit } from '../../../src/jit/jit.js';
import { FuelExhausted } from '../../../src/vm/limits.js';
import { makeMachine } from '../vm/machine-helper.js';

const PROGRAM = `
class Point:
    def __init__(self, x, y=0.5):
        self.x = x
        self.y = y
    @property
    def norm(self):
        return self.x * self.x + self.y * self.y
def squares(n):
    for i in range(n):
        yield i * i
def work(n):
    total = 0.0
    table = {}
    for i in range(n):
        point = Point(i)
        total = total + point.norm
        try:
            table[i % 7] += 1
        except KeyError:
            table[i % 7] = 1
    return total, table, sum(squares(n)), [x for x in squares(5) if x % 2]
def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)
for turn in range(4):
    print(work(100), deep(400))
`;

type Mode = 'off' | 'eager' | 'give-up';

function machine(mode: Mode, fuel?: number) {
  const made = makeMachine(fuel === undefined ? {} : { fuel });
  if (mode !== 'off') made.vm.jit = makeJit(made.vm, { eager: true, giveUpSeed: mode === 'give-up' ? 5 : null });
  return made;
}

function fuelOf(mode: Mode): { text: string; fuel: number } {
  const made = machine(mode);
  const before = made.vm.fuelUsed;
  made.run(PROGRAM);
  return { text: made.stdout(), fuel: made.vm.fuelUsed - before };
}

it.each(['eager', 'give-up'] as const)('output and fuel are the interpreter’s (%s)', (mode) => {
  expect(fuelOf(mode)).toEqual(fuelOf('off'));
});

it('a limit stops compiled code with the same output', () => {
  const stopped = (mode: Mode): string => {
    const made = machine(mode);
    made.vm.setFuel(30_000);
    expect(() => made.run(PROGRAM)).toThrow(FuelExhausted);
    return made.stdout();
  };
  expect(stopped('eager')).toBe(stopped('off'));
});
