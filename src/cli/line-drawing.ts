/** This file draws an edited line on a terminal, over as many rows as it needs. */

/** What was drawn: the text to send, and where the cursor is afterwards. */
export interface Drawn {
  readonly output: string;
  /** Rows between the line's first row and the cursor. */
  readonly cursorRow: number;
}

const COLOUR = /\u001b\[[0-9;]*m/g;
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NARROW = /\p{Mn}|\p{Me}|\p{Cf}/u;

/** Terminal cells that text takes; colours take none. */
export function textWidth(text: string): number {
  let width = 0;
  for (const char of text.replace(COLOUR, '')) width += NARROW.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}

/** Draw a line with its cursor; `before` is what was drawn last of it. */
export function drawLine(prompt: string, text: string, cursor: number, columns: number, before: Drawn | null): Drawn {
  const up = before === null || before.cursorRow === 0 ? '' : `\u001b[${before.cursorRow}A`;
  const total = textWidth(prompt) + textWidth(text);
  const at = textWidth(prompt) + textWidth([...text].slice(0, cursor).join(''));
  // A line that fills its last row leaves the cursor in that row until something follows.
  const wrap = total > 0 && total % columns === 0 ? '\r\n' : '';
  const endRow = Math.floor(total / columns);
  const cursorRow = Math.floor(at / columns);
  const column = at % columns;
  const back = endRow > cursorRow ? `\u001b[${endRow - cursorRow}A` : '';
  const right = column > 0 ? `\u001b[${column}C` : '';
  return { output: `${up}\r\u001b[J${prompt}${text}${wrap}${back}\r${right}`, cursorRow };
}
