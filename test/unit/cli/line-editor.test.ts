/** This file tests the line editor of an interactive session. */
import { describe, expect, it } from 'vitest';
import { splitKeys } from '../../../src/cli/keys.js';
import { drawLine, textWidth } from '../../../src/cli/line-drawing.js';
import { LineEditor } from '../../../src/cli/line-editor.js';

const LEFT = '\u001b[D';
const UP = '\u001b[A';
const DOWN = '\u001b[B';
const control = (letter: string): string => String.fromCharCode(letter.charCodeAt(0) & 31);

function type(input: string, history: string[] = []): LineEditor {
  const editor = new LineEditor(history);
  for (const key of splitKeys(input)) editor.press(key);
  return editor;
}

describe('keys', () => {
  it('escape sequences are one key each', () => {
    expect(splitKeys(`a${UP}\u001b[3~é😀`)).toEqual(['a', UP, '\u001b[3~', 'é', '😀']);
  });
});

describe('editing', () => {
  it('text goes in where the cursor is', () => {
    expect(type(`13${LEFT}2`).text).toBe('123');
    expect(type(`bc${control('A')}a${control('E')}d`).text).toBe('abcd');
  });

  it('characters outside the basic plane are one character', () => {
    expect(type(`a😀b${LEFT}\u007f`).text).toBe('ab');
  });

  it('Ctrl-K, Ctrl-U and Ctrl-W cut, Ctrl-Y puts back', () => {
    expect(type(`abc${LEFT}${control('K')}`).text).toBe('ab');
    expect(type(`abc${LEFT}${control('U')}`).text).toBe('c');
    expect(type(`foo bar${control('W')}x${control('Y')}`).text).toBe('foo xbar');
  });

  it('Ctrl-D ends an empty line and deletes in any other', () => {
    expect(new LineEditor([]).press(control('D'))).toBe('end');
    expect(type(`ab${control('A')}${control('D')}`).text).toBe('b');
  });
});

describe('history', () => {
  it('goes back and forth, and keeps the new line', () => {
    expect(type(`new${UP}${UP}`, ['one', 'two']).text).toBe('one');
    expect(type(`new${UP}${UP}${DOWN}${DOWN}`, ['one', 'two']).text).toBe('new');
  });

  it('Ctrl-R finds older lines', () => {
    expect(type(`${control('R')}pri`, ['print(1)', 'x = 2']).text).toBe('print(1)');
    expect(type(`${control('R')}a${control('R')}`, ['a1', 'a2']).text).toBe('a1');
  });
});

describe('completion', () => {
  it('inserts what all candidates have in common, then lists them', () => {
    const editor = type('x = str.st');
    expect(editor.wordBeforeCursor()).toBe('str.st');
    expect(editor.offer('str.st', ['str.startswith(', 'str.strip('])).toBe('list');
    expect(editor.offer('str.st', ['str.startswith('])).toBe('redraw');
    expect(editor.text).toBe('x = str.startswith(');
  });
});

describe('drawing', () => {
  it('counts cells: wide characters two, colours none', () => {
    expect(textWidth('\u001b[1;35m>>> \u001b[0m')).toBe(4);
    expect(textWidth('日本')).toBe(4);
  });

  it('puts the cursor into the row it belongs to', () => {
    expect(drawLine('> ', 'abcdefghij', 10, 8, null)).toMatchObject({ cursorRow: 1 });
  });
});
