/** This file edits one line: the keys that move, insert, delete, recall and search. */

/** What a key led to: the terminal's part. */
export type EditorAction = 'redraw' | 'clear' | 'list' | 'enter' | 'interrupt' | 'end' | 'none';

const CONTROL = (letter: string): string => String.fromCharCode(letter.charCodeAt(0) & 31);

/** Other names of keys, mapped to the control characters that do the same. */
const SAME_KEY: ReadonlyMap<string, string> = new Map([
  ['\u001b[A', CONTROL('P')],
  ['\u001bOA', CONTROL('P')],
  ['\u001b[B', CONTROL('N')],
  ['\u001bOB', CONTROL('N')],
  ['\u001b[C', CONTROL('F')],
  ['\u001bOC', CONTROL('F')],
  ['\u001b[D', CONTROL('B')],
  ['\u001bOD', CONTROL('B')],
  ['\u001b[H', CONTROL('A')],
  ['\u001bOH', CONTROL('A')],
  ['\u001b[1~', CONTROL('A')],
  ['\u001b[7~', CONTROL('A')],
  ['\u001b[F', CONTROL('E')],
  ['\u001bOF', CONTROL('E')],
  ['\u001b[4~', CONTROL('E')],
  ['\u001b[8~', CONTROL('E')],
  ['\u007f', CONTROL('H')],
  ['\n', '\r'],
]);

/** A line being typed. Positions count characters (code points). */
export class LineEditor {
  /** What Tab found, when there was more than one way on. */
  candidates: readonly string[] = [];
  private chars: string[] = [];
  private at = 0;
  /** Where in the history the line comes from; its length: the line is new. */
  private place: number;
  /** The new line, kept while older ones are shown. */
  private draft = '';
  private killed = '';
  /** What is searched for, null outside of a search. */
  private search: string | null = null;

  constructor(private readonly history: readonly string[]) {
    this.place = history.length;
  }

  get text(): string {
    return this.chars.join('');
  }

  get cursor(): number {
    return this.at;
  }

  /** The prompt of a running search. */
  get searchPrompt(): string | null {
    return this.search === null ? null : `(r-search \`${this.search}') `;
  }

  moveToEnd(): void {
    this.search = null;
    this.at = this.chars.length;
  }

  insert(text: string): void {
    const added = [...text];
    this.chars.splice(this.at, 0, ...added);
    this.at += added.length;
  }

  /** Do what a key stands for. */
  press(given: string): EditorAction {
    const key = SAME_KEY.get(given) ?? given;
    if (this.search !== null) {
      const action = this.pressInSearch(key);
      if (action !== null) return action;
    }
    switch (key) {
      case '\r':
        return 'enter';
      case CONTROL('C'):
        return 'interrupt';
      case CONTROL('D'):
        return this.chars.length === 0 ? 'end' : this.remove(this.at, this.at + 1);
      case '\u001b[3~':
        return this.remove(this.at, this.at + 1);
      case CONTROL('H'):
        return this.at === 0 ? 'none' : this.remove(this.at - 1, this.at);
      case CONTROL('A'):
        return this.move(0);
      case CONTROL('E'):
        return this.move(this.chars.length);
      case CONTROL('B'):
        return this.move(this.at - 1);
      case CONTROL('F'):
        return this.move(this.at + 1);
      case '\u001bb':
        return this.move(this.wordStart());
      case '\u001bf':
        return this.move(this.wordEnd());
      case CONTROL('K'):
        return this.kill(this.at, this.chars.length);
      case CONTROL('U'):
        return this.kill(0, this.at);
      case CONTROL('W'):
        return this.kill(this.wordStart(), this.at);
      case CONTROL('Y'):
        this.insert(this.killed);
        return 'redraw';
      case CONTROL('P'):
        return this.recall(this.place - 1);
      case CONTROL('N'):
        return this.recall(this.place + 1);
      case CONTROL('R'):
        this.search = '';
        return 'redraw';
      case CONTROL('L'):
        return 'clear';
      default:
        if (key.length > 2 || (key < ' ' && key !== '\t') || key.startsWith('\u001b')) return 'none';
        this.insert(key);
        return 'redraw';
    }
  }

  /** The dotted name that ends at the cursor. */
  wordBeforeCursor(): string {
    const before = this.chars.slice(0, this.at).join('');
    return (/[\p{L}\p{N}_.]*$/u.exec(before) as RegExpExecArray)[0];
  }

  /** Put in what all candidates for a word begin with; they are listed when that is no more than the word. */
  offer(word: string, found: readonly string[]): 'redraw' | 'list' | 'none' {
    this.candidates = found;
    const [first] = found;
    if (first === undefined) return 'none';
    let common = first.length;
    for (const each of found) while (!each.startsWith(first.slice(0, common))) common--;
    if (common > word.length) {
      this.insert(first.slice(word.length, common));
      return 'redraw';
    }
    return found.length > 1 ? 'list' : 'none';
  }

  private move(to: number): EditorAction {
    this.at = Math.max(0, Math.min(to, this.chars.length));
    return 'redraw';
  }

  private remove(from: number, to: number): EditorAction {
    this.chars.splice(from, to - from);
    this.at = from;
    return 'redraw';
  }

  private kill(from: number, to: number): EditorAction {
    if (to > from) this.killed = this.chars.slice(from, to).join('');
    return this.remove(from, to);
  }

  private wordStart(): number {
    let at = this.at;
    while (at > 0 && !/[\p{L}\p{N}_]/u.test(this.chars[at - 1] as string)) at--;
    while (at > 0 && /[\p{L}\p{N}_]/u.test(this.chars[at - 1] as string)) at--;
    return at;
  }

  private wordEnd(): number {
    let at = this.at;
    while (at < this.chars.length && !/[\p{L}\p{N}_]/u.test(this.chars[at] as string)) at++;
    while (at < this.chars.length && /[\p{L}\p{N}_]/u.test(this.chars[at] as string)) at++;
    return at;
  }

  private show(text: string): void {
    this.chars = [...text];
    this.at = this.chars.length;
  }

  private recall(place: number): EditorAction {
    if (place < 0 || place > this.history.length) return 'none';
    if (this.place === this.history.length) this.draft = this.text;
    this.place = place;
    this.show(this.history[place] ?? this.draft);
    return 'redraw';
  }

  /** A key in a search; null: the search ends and the key does what it always does. */
  private pressInSearch(key: string): EditorAction | null {
    if (key === CONTROL('R')) return this.find(this.place - 1);
    if (key === CONTROL('G')) {
      this.search = null;
      return 'redraw';
    }
    if (key === CONTROL('H')) {
      this.search = (this.search as string).slice(0, -1);
      return 'redraw';
    }
    if (key >= ' ' && !key.startsWith('\u001b')) {
      this.search += key;
      return this.find(Math.min(this.place, this.history.length - 1));
    }
    this.search = null;
    return null;
  }

  private find(from: number): EditorAction {
    for (let place = from; place >= 0; place--) {
      const line = this.history[place] as string;
      if (!line.includes(this.search as string)) continue;
      this.place = place;
      this.show(line);
      break;
    }
    return 'redraw';
  }
}
