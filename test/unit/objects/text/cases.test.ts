import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { builtinsModule } from '../../../../src/modules/builtins/builtins.js';
import { codecsModule } from '../../../../src/modules/codecs/module.js';
import { instantiateModule } from '../../../../src/modules/instantiate.js';
import { stringModule } from '../../../../src/modules/string/module.js';
import { unicodedataModule } from '../../../../src/modules/unicodedata/module.js';
import { codecRegistry } from '../../../../src/objects/codecs/registry.js';
import { Raised } from '../../../../src/objects/exceptions/raised.js';
import { ascii, str } from '../../../../src/objects/operations/text.js';
import { PyDict } from '../../../../src/objects/types/dict/dict.js';
import type { Value } from '../../../../src/values/object.js';
import { type Str, strFromUtf16, strToUtf16 } from '../../../../src/values/str.js';
import { readyBuiltinTypes } from '../../../../src/vm/builtin-types.js';
import { Machine } from '../../../../src/vm/machine.js';

const CASES = fileURLToPath(new URL('cases/', import.meta.url));
/** Addresses differ between runs. */
const steady = (text: string): string => text.replace(/0x[0-9a-f]{8,}/g, '0x…');

class Evaluator {
  readonly vm = new Machine({ host: {} as never, memory: 1 << 30 });
  readonly globals = new PyDict();
  private readonly builtins: PyDict;

  constructor() {
    const builtins = instantiateModule(this.vm, builtinsModule);
    this.builtins = builtins.attrDict as PyDict;
    this.vm.installBuiltins(this.builtins);
    for (const module of [codecsModule, stringModule, unicodedataModule]) {
      this.vm.modules.setStr(module.name, instantiateModule(this.vm, module));
    }
    this.globals.setStr('__builtins__', builtins);
    this.globals.setStr('__name__', '__main__');
    // The cases bring a search function of their own: no library is there to import `encodings` from.
    this.vm.state(codecRegistry).loaded = true;
  }

  call(name: string, source: string): Value {
    return this.vm.call(this.builtins.getStr(name) as Value, [strFromUtf16(source), this.globals]);
  }

  /** What the expression gives, in the form of expected.py. */
  answer(source: string): string {
    const shown = (text: Str): string => strToUtf16(ascii(this.vm, text));
    try {
      return strToUtf16(ascii(this.vm, this.call('eval', source)));
    } catch (reason) {
      if (!(reason instanceof Raised)) throw reason;
      return `!! ${reason.exception.type.name} ${shown(str(this.vm, reason.exception))}`;
    }
  }
}

beforeAll(() => readyBuiltinTypes());

describe.each(readdirSync(CASES).filter((file) => file.endsWith('.expected')))('%s', (file) => {
  test('answers what CPython answers', () => {
    const evaluator = new Evaluator();
    const setup = readFileSync(CASES + file.replace('.expected', '.txt'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('#! '))
      .map((line) => `${line.slice(3)}\n`)
      .join('');
    evaluator.call('exec', setup);
    const cases = JSON.parse(readFileSync(CASES + file, 'utf8')) as [source: string, expected: string][];
    const wrong: string[] = [];
    for (const [source, expected] of cases) {
      const got = evaluator.answer(source);
      if (steady(got) !== steady(expected)) wrong.push(`${source}\n  CPython: ${expected}\n  pyvm:    ${got}`);
    }
    expect(wrong.join('\n')).toBe('');
  });
});
