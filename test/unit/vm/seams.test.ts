/** This file proves the seams of the machine: metering, depth, the host's border, separation, waiting for the host. */
import { describe, expect, it } from 'vitest';
import { Raised } from '../../../src/objects/exceptions/raised.js';
import { nativeFunction } from '../../../src/objects/native/native-def.js';
import { PyNativeFunction } from '../../../src/objects/native/native-function.js';
import type { Value } from '../../../src/values/object.js';
import { None } from '../../../src/values/singletons.js';
import { driveToEnd } from '../../../src/vm/drive.js';
import { FuelExhausted } from '../../../src/vm/limits.js';
import { Suspend } from '../../../src/vm/suspension.js';
import { makeMachine, type TestMachine } from './machine-helper.js';

/** The name of the Python exception that the program ends with. */
function raisedBy(machine: TestMachine, source: string): string {
  try {
    machine.run(source);
  } catch (reason) {
    if (reason instanceof Raised) return reason.exception.type.name;
    throw reason;
  }
  return 'nothing';
}

function define(machine: TestMachine, name: string, body: (value: Value) => Value): void {
  const def = nativeFunction(`${name}(value, /)`, null, (_vm, value: Value) => body(value));
  machine.globals.setStr(name, new PyNativeFunction(def, null, null, null));
}

const later = (value: Value): Promise<Value> => new Promise((resolve) => setTimeout(() => resolve(value), 1));

describe('fuel', () => {
  it.each([
    ['a loop', 'while True: pass'],
    ['a native loop', 'sum(range(10**12))'],
    [
      'a loop in a handler that catches everything',
      'while True:\n  try:\n    while True: pass\n  except BaseException: pass\n',
    ],
    ['endless iteration in a native function', 'x = 1 in iter(int, 1)'],
    ['a generator without end', 'list(1 for _ in iter(int, 1))'],
  ])('stops %s', (_, source) => {
    const machine = makeMachine();
    machine.vm.setFuel(200_000);
    expect(() => machine.run(source)).toThrow();
    try {
      machine.vm.setFuel(200_000);
      machine.run(source);
    } catch (reason) {
      expect(reason).toBeInstanceOf(FuelExhausted);
    }
  });

  it('is the same for the same program', () => {
    const spent = [1, 2].map(() => {
      const machine = makeMachine();
      machine.vm.setFuel(1_000_000);
      machine.run(
        'def f(n):\n  return n if n < 2 else f(n - 1) + f(n - 2)\nf(15)\nsorted(range(1000), key=lambda x: -x)\n',
      );
      return 1_000_000 - machine.vm.fuelLeft;
    });
    expect(spent[0]).toBe(spent[1]);
    expect(spent[0]).toBeGreaterThan(10_000);
  });
});

describe('memory', () => {
  it.each(["'A' * 10**12", '[0] * 10**12', "b'x' * 10**12", "'x'.ljust(10**12)", 'bytearray(10**12)'])(
    'refuses %s at once',
    (expression) => {
      expect(raisedBy(makeMachine({ memory: 64 << 20 }), expression)).toBe('MemoryError');
    },
  );

  it('lets the program go on after a refused request', () => {
    const machine = makeMachine({ memory: 64 << 20 });
    machine.run("try:\n  'A' * 10**12\nexcept MemoryError:\n  print('refused')\n");
    expect(machine.stdout()).toBe('refused\n');
  });
});

describe('depth', () => {
  it.each([
    ['Python functions', 'def f(): f()\nf()'],
    ['repr of nested lists', 'x = []\nfor _ in range(100_000): x = [x]\nrepr(x)'],
    ['comparison of nested lists', 'a, b = [], []\nfor _ in range(100_000): a, b = [a], [b]\na == b'],
    ['special methods', 'class C:\n  def __getattr__(self, name): return getattr(self, name + "x")\nC().y'],
    ['__repr__ in Python', 'class C:\n  def __repr__(self): return repr(self)\nrepr(C())'],
  ])('ends in RecursionError for %s', (_, source) => {
    expect(raisedBy(makeMachine(), source)).toBe('RecursionError');
  });

  it('lets Python recursion go as deep as the program asks', () => {
    const machine = makeMachine();
    machine.run(
      'import sys\nsys.setrecursionlimit(200_000)\ndef f(n): return 0 if n == 0 else 1 + f(n - 1)\nprint(f(100_000))\n',
    );
    expect(machine.stdout()).toBe('100000\n');
  });
});

describe('the host', () => {
  it('is not reached without the capability', () => {
    const machine = makeMachine();
    expect(raisedBy(machine, "open('/etc/passwd')")).toBe('FileNotFoundError');
  });
});

describe('two machines', () => {
  it('share nothing that a program can change', () => {
    const first = makeMachine();
    const second = makeMachine();
    first.run('import sys, builtins, math\nsys.leak = 1\nbuiltins.leak = 2\nmath.leak = 3\nclass Leak(int): pass\n');
    second.run(
      "import sys, builtins, math\nprint(hasattr(sys, 'leak'), hasattr(builtins, 'leak'), hasattr(math, 'leak'), [c for c in int.__subclasses__() if c.__name__ == 'Leak'])\n",
    );
    expect(second.stdout()).toBe('False False False []\n');
    expect(raisedBy(first, 'int.leak = 1')).toBe('TypeError');
  });
});

describe('waiting for the host', () => {
  it('goes on inside nested Python calls, loops and generators', async () => {
    const machine = makeMachine();
    define(machine, 'price', (value) => {
      throw new Suspend(later((value as number) * 10));
    });
    const source = `
def one(x):
    try:
        return price(x) + 1
    finally:
        pass
def each(n):
    for i in range(n):
        yield one(i)
total = 0
for value in each(4):
    total += value
print(total, [one(i) for i in range(3)])
`;
    await driveToEnd(machine.vm, () => {
      machine.run(source);
      return None;
    });
    expect(machine.stdout()).toBe('64 [1, 11, 21]\n');
  });

  it('raises in the program when the promise is rejected, without the host’s text', async () => {
    const machine = makeMachine();
    define(machine, 'price', () => {
      throw new Suspend(Promise.reject(new Error('secret')));
    });
    await driveToEnd(machine.vm, () => {
      machine.run('try:\n  price(1)\nexcept RuntimeError as e:\n  print(e)\n');
      return None;
    });
    expect(machine.stdout()).toBe('the host function failed\n');
  });

  it('says so where a native function waits for the call', async () => {
    const machine = makeMachine();
    define(machine, 'price', () => {
      throw new Suspend(later(1));
    });
    await driveToEnd(machine.vm, () => {
      machine.run('try:\n  sorted([2, 1], key=price)\nexcept RuntimeError as e:\n  print("native" in str(e))\n');
      return None;
    });
    expect(machine.stdout()).toBe('True\n');
  });
});
