/** This file takes the common indentation off the source of `-c`. */

const BLANK = /^[ \t]*$/;

/** The source without the blanks and tabs that all of its lines begin with; lines of blanks only become empty. */
export function dedent(source: string): string {
  const lines = source.split('\n');
  let margin: string | undefined;
  for (const line of lines) {
    if (BLANK.test(line)) continue;
    const indent = (/^[ \t]*/.exec(line) as RegExpExecArray)[0];
    if (margin === undefined) margin = indent;
    let common = 0;
    while (common < margin.length && margin[common] === indent[common]) common++;
    margin = margin.slice(0, common);
    if (margin === '') return source;
  }
  const width = margin?.length ?? 0;
  return lines.map((line) => (BLANK.test(line) ? '' : line.slice(width))).join('\n');
}
