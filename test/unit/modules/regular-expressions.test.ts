/** This file proves what the matcher of regular expressions promises beyond results: it can be stopped, and nests nothing. */
import { describe, expect, it } from 'vitest';
import { Raised } from '../../../src/objects/exceptions/raised.js';
import { FuelExhausted } from '../../../src/vm/limits.js';
import { makeMachine } from '../vm/machine-helper.js';

function print(source: string): string {
  const machine = makeMachine();
  machine.run(source);
  return machine.stdout();
}

describe('a pattern that tries without end', () => {
  it.each([
    ['nested repeats', '(a+)+b'],
    ['alternatives that overlap', '(?:a|aa|a?)*b'],
    ['back references', String.raw`(a*)*\1b`],
    ['lazy repeats', '(?:a*?)*?b'],
  ])('is stopped: %s', (_, pattern) => {
    const machine = makeMachine();
    machine.run(`import re\np = re.compile(r'${pattern}')\n`);
    machine.vm.setFuel(1_000_000);
    let reason: unknown;
    try {
      machine.run(`p.match('a' * 60)`);
    } catch (thrown) {
      reason = thrown;
    }
    expect(reason).toBeInstanceOf(FuelExhausted);
  });
});

describe('long subjects', () => {
  it('grow no host stack', () => {
    expect(print(`import re\nprint(re.fullmatch('(?:(a)|b)*', 'ab' * 100_000).span())`)).toBe('(0, 200000)\n');
  });

  it('charge the matcher for what it remembers', () => {
    const machine = makeMachine();
    machine.run(`import re\np = re.compile('(?:(a)|b)*')\ns = 'ab' * 1_000_000`);
    machine.vm.beginRun({ memoryBytes: 24_000_000 });
    let name = 'nothing';
    try {
      machine.run('p.fullmatch(s)');
    } catch (reason) {
      name = reason instanceof Raised ? reason.exception.type.name : String(reason);
    }
    expect(name).toBe('MemoryError');
  });
});

describe('code that re._compiler never made', () => {
  it.each(['[]', '[99]', '[15, 5, 1]', '[24, 9, 0, 1, 2, 1, 1]', '[13, 3, 0]', '[7, 3, 16, 97, 1]', '[17, 4, 1]'])(
    'is refused: %s',
    (code) => {
      const source = `import _sre
try: _sre.compile('', 32, ${code}, 1, {}, (None, None))
except RuntimeError as e: print(e)`;
      expect(print(source)).toBe('invalid SRE code\n');
    },
  );
});

describe('characters beyond the basic plane', () => {
  it('count as one', () => {
    const source = String.raw`import re
print(re.findall(r'\w|.', 'a\U00010400\U0001F600'), re.search('[\U0001F600-\U0001F64F]', 'x\U0001F601').span())`;
    expect(print(source)).toBe("['a', '\u{10400}', '\u{1F600}'] (1, 2)\n");
  });
});
