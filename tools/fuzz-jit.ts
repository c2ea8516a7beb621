/**
 * This file generates programs and compares what they print in the interpreter, in eagerly compiled code, in compiled code that
 * is left at random, and in CPython: `npm run fuzz:jit -- [SEED] [COUNT] [--python PYTHON]`. It needs a build.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const positional = process.argv.slice(2).filter((argument) => /^\d+$/.test(argument));
const first = Number(positional[0] ?? Date.now() % 100_000);
const count = Number(positional[1] ?? 50);
const at = process.argv.indexOf('--python');
const python = at < 0 ? 'python3.14' : (process.argv[at + 1] as string);

/** Makes one program from a seed. */
class Generator {
  private state: number;
  private depth = 0;
  private loops = 0;
  private lines: string[] = [];

  constructor(seed: number) {
    this.state = seed * 2654435761 + 1;
  }

  private draw(below: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) | 0;
    return (this.state >>> 8) % below;
  }

  private pick<T>(items: readonly T[]): T {
    return items[this.draw(items.length)] as T;
  }

  private variable(): string {
    return this.pick(['a', 'b', 'c', 'd']);
  }

  private expression(level = 0): string {
    if (level > 2)
      return this.pick(['a', 'b', 'c', 'd', '1', '2', '0.5', '-3', 'True', '7', '"x"', 'None', '9007199254740991']);
    const e = (): string => this.expression(level + 1);
    switch (this.draw(16)) {
      case 0:
      case 1:
      case 2:
        // No products of variables: in a loop they would grow beyond all bounds.
        return this.draw(4) === 0
          ? `(${e()} * ${this.pick(['3', '0.5', '-1'])})`
          : `(${e()} ${this.pick(['-', '//', '%', '/', '&', '|', '^', '-', '+ 1 -'])} ${e()})`;
      case 3:
        return `(${e()} ${this.pick(['<', '<=', '==', '!=', '>', '>=', 'is', 'is not'])} ${e()})`;
      case 4:
        return `items[${this.pick(['0', '1', '-1', 'a', '9'])}]`;
      case 5:
        return `table.get(${e()}, ${e()})`;
      case 6:
        return `table[${this.pick(['"x"', '1', 'a', 'b'])}]`;
      case 7:
        return `box.${this.pick(['value', 'other', 'missing', 'twice'])}`;
      case 8:
        return `box.add(${e()})`;
      case 9:
        return `helper(${e()}, ${e()})`;
      case 10:
        return `(${e()} if ${e()} else ${e()})`;
      case 11:
        return `[x for x in ${this.pick(['items[:4]', 'range(4)', 'count(3)'])} if ${this.pick(['x', 'x != a', 'True'])}]`;
      case 12:
        return `len(${this.pick(['items', 'table', e()])})`;
      case 13:
        return `(not ${e()})`;
      case 14:
        return `(${e()} ${this.pick(['and', 'or'])} ${e()})`;
      default:
        return this.variable();
    }
  }

  private emit(text: string): void {
    this.lines.push(`${'    '.repeat(this.depth)}${text}`);
  }

  private block(level: number): void {
    this.depth++;
    const statements = 1 + this.draw(3);
    for (let i = 0; i < statements; i++) this.statement(level + 1);
    this.depth--;
  }

  private statement(level: number): void {
    const simple = level > 2 ? 6 : 12;
    switch (this.draw(simple)) {
      case 0:
      case 1:
        this.emit(`${this.variable()} = ${this.expression()}`);
        return;
      case 2:
        this.emit(`${this.variable()} ${this.pick(['+= 1 -', '-=', '//=', '%='])} ${this.expression(1)}`);
        return;
      case 3:
        this.emit(
          this.pick([`items.append(${this.expression(1)})`, `table[${this.variable()}] = ${this.expression(1)}`]),
        );
        return;
      case 4:
        this.emit(`box.${this.pick(['value', 'other'])} = ${this.expression(1)}`);
        return;
      case 5:
        this.emit(this.pick(['a, b = b, a', 'c, d = items[:2]', 'log.append(repr(a)[:40])', 'del d', 'd = 1']));
        return;
      case 6:
      case 7: {
        const loop = `i${this.loops++}`;
        this.emit(
          `for ${loop} in ${this.pick(['range(5)', 'list(items)[:4]', 'count(4)', 'range(6, 0, -2)', 'list(table)[:3]'])}:`,
        );
        this.depth++;
        this.emit(`${this.variable()} = ${loop}`);
        this.depth--;
        this.block(level);
        if (this.draw(3) === 0) {
          this.depth++;
          this.emit(`if ${this.expression(1)}: ${this.pick(['break', 'continue'])}`);
          this.depth--;
        }
        return;
      }
      case 8:
        this.emit(`if ${this.expression()}:`);
        this.block(level);
        if (this.draw(2) === 0) {
          this.emit('else:');
          this.block(level);
        }
        return;
      case 9:
      case 10:
        this.emit('try:');
        this.block(level);
        this.emit(
          `except ${this.pick(['Exception as error', '(TypeError, KeyError) as error', 'ZeroDivisionError as error'])}:`,
        );
        this.depth++;
        this.emit('log.append(type(error).__name__ + str(error)[:60])');
        this.depth--;
        if (this.draw(3) === 0) {
          this.emit('finally:');
          this.block(level);
        }
        return;
      default: {
        const counter = `n${this.loops++}`;
        this.emit(`${counter} = 0`);
        this.emit(`while ${counter} < 4:`);
        this.depth++;
        this.emit(`${counter} += 1`);
        this.depth--;
        this.block(level);
      }
    }
  }

  private func(name: string, begin: string): void {
    this.emit(`def ${name}(a, b, items, table, box, log):`);
    this.depth = 1;
    this.emit('c, d = 0, 1.5');
    for (let i = 0; i < 6; i++) this.statement(0);
    this.emit(begin);
    this.depth = 0;
  }

  program(): string {
    this.func('body', 'return a, b, c, len(items), sorted(map(repr, table))');
    this.func('steps', 'yield a, b, c');
    return `class Box:
    def __init__(self, value):
        self.value = value
        self.other = 0.25
    def add(self, other):
        self.value = self.value + other
        return self.value
    @property
    def twice(self):
        return self.value * 2
def helper(x, y=3):
    if x:
        return y
    return x + y
def count(n):
    for i in range(n):
        yield i * 0.5 if i % 2 else i
${this.lines.join('\n')}
import traceback
for a, b in [(1, 2), (0.5, 3), (7, 'x'), (-2, 2.5), (None, 1), (3, 4)] * 3:
    for function in (body, lambda *given: list(steps(*given))):
        log = []
        try:
            print(repr(function(a, b, [1, 2.5, 3], {'x': 1, 1: 2}, Box(2), log))[:2000])
        except Exception as error:
            print(''.join(traceback.format_exception(error))[-3000:])
        print([text[:200] for text in log[:50]])
`;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'pyvm-fuzz-'));
let failures = 0;
for (let seed = first; seed < first + count; seed++) {
  const path = join(folder, `program${seed}.py`);
  writeFileSync(path, new Generator(seed).program());
  // Null for a program that runs for too long: it says nothing.
  const run = (command: string, options: readonly string[], variables: Record<string, string> = {}): string | null => {
    const done = spawnSync(command, [...options, path], { env: { ...process.env, ...variables }, timeout: 20_000 });
    if (done.signal !== null) return null;
    return `${done.stdout}${done.stderr}`.replaceAll(/0x[0-9a-f]+/g, '0x');
  };
  const expected = run(python, ['-I']);
  if (expected === null) continue;
  const answers: [string, string | null][] = [
    ['interpreter', run(process.execPath, [MAIN, '--jit', 'off'])],
    ['eager', run(process.execPath, [MAIN, '--jit', 'eager'])],
    ['given up at random', run(process.execPath, [MAIN, '--jit', 'eager'], { PYVM_JIT_GIVE_UP: String(seed) })],
  ];
  const wrong = answers.filter(([, text]) => text !== null && text !== expected).map(([name]) => name);
  if (wrong.length === 0) rmSync(path);
  else {
    failures++;
    console.log(`seed ${seed}: differs from CPython: ${wrong.join(', ')} (${path})`);
  }
}
if (failures === 0) rmSync(folder, { recursive: true });
console.log(`${count - failures} programs agree, ${failures} differ`);
process.exitCode = failures === 0 ? 0 : 1;
