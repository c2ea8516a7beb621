/** This file reads the lines of an interactive session from a terminal, with editing, history and completion. */
import type { ReadStream } from 'node:tty';
import { Raised } from '../objects/exceptions/raised.js';
import { getAttr } from '../objects/operations/attributes.js';
import type { PyModule } from '../objects/types/function.js';
import type { Value } from '../values/object.js';
import { isStr, strFromUtf16, strToUtf16 } from '../values/str.js';
import type { Machine } from '../vm/machine.js';
import { splitKeys } from './keys.js';
import { type Drawn, drawLine } from './line-drawing.js';
import { LineEditor } from './line-editor.js';
import type { LineSource, ReadLine } from './line-source.js';

/** The colour of prompts in CPython's default theme. */
const PROMPT_COLOUR = '\u001b[1;35m';
const RESET = '\u001b[0m';

/** Lines that somebody types. The terminal is raw only while a line is read. */
export class TerminalLines implements LineSource {
  private readonly history: string[] = [];
  private readonly terminal: ReadStream;
  private readonly decoder = new TextDecoder();
  private readonly coloured: boolean;
  private completer: Value | null = null;
  /** Keys typed ahead of the line that is read. */
  private pending: string[] = [];

  constructor(
    private readonly vm: Machine,
    private readonly main: PyModule,
  ) {
    const { ReadStream } = process.getBuiltinModule('node:tty');
    this.terminal = new ReadStream(0);
    this.terminal.unref();
    const env = process.env;
    this.coloured = !env['NO_COLOR'] && env['PYTHON_COLORS'] !== '0' && env['TERM'] !== 'dumb';
  }

  readLine(prompt: string): ReadLine {
    const editor = new LineEditor(this.history);
    const shown = this.coloured && prompt !== '' ? `${PROMPT_COLOUR}${prompt}${RESET}` : prompt;
    let drawn: Drawn | null = null;
    const draw = (): void => {
      const next = drawLine(editor.searchPrompt ?? shown, editor.text, editor.cursor, this.columns(), drawn);
      this.write(next.output);
      drawn = next;
    };
    this.terminal.setRawMode(true);
    try {
      draw();
      for (;;) {
        const key = this.nextKey();
        if (key === null) return 'end';
        const action = key === '\t' ? this.complete(editor) : editor.press(key);
        if (action === 'redraw') draw();
        else if (action === 'clear') {
          this.write('\u001b[H\u001b[2J');
          drawn = null;
          draw();
        } else if (action === 'list') {
          this.write('\r\n');
          this.write(`${editor.candidates.join('  ')}\r\n`);
          drawn = null;
          draw();
        } else if (action === 'enter' || action === 'interrupt' || action === 'end') {
          editor.moveToEnd();
          draw();
          // The session itself ends the line when the input ends.
          if (action !== 'end') this.write('\r\n');
          if (action !== 'enter') return action;
          if (editor.text.trim() !== '' && this.history.at(-1) !== editor.text) this.history.push(editor.text);
          return { text: editor.text };
        }
      }
    } finally {
      this.terminal.setRawMode(false);
    }
  }

  close(): void {
    this.terminal.destroy();
  }

  private columns(): number {
    return this.vm.host.streams.stdout?.terminalSize()?.[0] || 80;
  }

  private write(text: string): void {
    this.vm.host.streams.stdout?.write(new TextEncoder().encode(text));
  }

  private nextKey(): string | null {
    while (this.pending.length === 0) {
      const buffer = new Uint8Array(1024);
      const count = this.vm.host.streams.stdin?.read(buffer) ?? 0;
      if (count === 0) return null;
      this.pending = splitKeys(this.decoder.decode(buffer.subarray(0, count), { stream: true }));
    }
    return this.pending.shift() as string;
  }

  /** Tab: four blanks at the beginning of a line, else what rlcompleter finds for the name before the cursor. */
  private complete(editor: LineEditor): 'redraw' | 'list' | 'none' {
    const word = editor.wordBeforeCursor();
    if (word === '') {
      editor.insert('    ');
      return 'redraw';
    }
    return editor.offer(word, this.candidates(word));
  }

  private candidates(word: string): string[] {
    const { vm } = this;
    const found: string[] = [];
    try {
      if (this.completer === null) {
        const module = vm.importModule('rlcompleter');
        this.completer = vm.call1(getAttr(vm, module, 'Completer'), this.main.dict);
      }
      const complete = getAttr(vm, this.completer, 'complete');
      for (let i = 0; i < 200; i++) {
        const match = vm.call2(complete, strFromUtf16(word), i);
        if (!isStr(match)) break;
        found.push(strToUtf16(match));
      }
    } catch (reason) {
      if (!(reason instanceof Raised)) throw reason;
    }
    return [...new Set(found)];
  }
}
