/** This file finds matches: at a place, or at the first place where there is one. */
import { findString, findUnits } from '../../objects/search.js';
import { type Runtime, StateKey } from '../../values/runtime.js';
import { Matcher, MatchStack } from './matcher.js';
import type { Program } from './program.js';
import type { Subject } from './subject.js';

const matchStack = new StateKey('re.stack', () => new MatchStack(), false);

/** How the start of a match is looked for. */
export type Mode = 'match' | 'fullmatch' | 'search';

/** Finds one match after the other in one subject. */
export class Finder {
  readonly matcher: Matcher;
  /** Where the next match may start; past the limit when there are no more. */
  position: number;
  /** The next match may not be empty at `position`. */
  mustAdvance = false;

  constructor(
    vm: Runtime,
    private readonly program: Program,
    readonly subject: Subject,
    start: number,
    readonly limit: number,
  ) {
    this.position = start;
    this.matcher = new Matcher(vm, program, subject, limit, vm.state(matchStack));
  }

  /** Find the next match and stand after it. */
  next(mode: Mode): boolean {
    const { matcher } = this;
    if (this.position > this.limit) return false;
    matcher.reset();
    const found =
      mode === 'search' ? this.search() : matcher.run(this.position, mode === 'fullmatch', this.mustAdvance);
    if (!found) return false;
    this.mustAdvance = matcher.start === matcher.end;
    this.position = matcher.end;
    return true;
  }

  private search(): boolean {
    const { matcher, program, limit } = this;
    const last = limit - program.minWidth;
    let at = this.position;
    if (at > last) return false;
    if (program.prefix.length > 0) return this.searchPrefix(at);
    if (program.startsLine) return this.searchLines(at);
    const first = program.first;
    if (first !== null) {
      for (;;) {
        const from = at;
        at = this.skipTo(first, at, last);
        matcher.chargeScan(at - from);
        if (at > last) return false;
        if (matcher.run(at, false, this.mustAdvance && at === this.position)) return true;
        at++;
      }
    }
    if (matcher.run(at, false, this.mustAdvance)) return true;
    if (program.isAnchored) return false;
    while (at < last) if (matcher.run(++at, false, false)) return true;
    return false;
  }

  /** The first position whose character a match can start with. */
  private skipTo(first: Uint8Array, from: number, last: number): number {
    const { text, points } = this.subject;
    const high = this.program.firstHigh;
    let at = from;
    for (; at <= last; at++) {
      const c = points === null ? text.charCodeAt(at) : (points[at] as number);
      // Past the end of the text there is nothing to start with.
      if (c < 256 ? first[c] !== 0 : high) break;
    }
    return at;
  }

  /** Try the place where the search starts, then each start of a line. */
  private searchLines(start: number): boolean {
    const { matcher, subject, limit } = this;
    let at = start;
    while (!matcher.run(at, false, this.mustAdvance && at === start)) {
      const from = at;
      if (subject.points === null) at = subject.text.indexOf('\n', at) + 1;
      else at = subject.points.indexOf(10, at) + 1;
      matcher.chargeScan((at === 0 ? limit : at) - from);
      if (at === 0 || at > limit) return false;
    }
    return true;
  }

  private searchPrefix(start: number): boolean {
    const { matcher, program, limit, subject } = this;
    const length = program.prefix.length;
    const text = program.prefixText;
    if (subject.points === null && text === null) return false;
    for (let at = start; ; at++) {
      const from = at;
      if (subject.points === null) at = findString(subject.text, text as string, at, limit);
      else at = findUnits(subject.points, program.prefix, at, limit);
      matcher.chargeScan((at < 0 ? limit : at) - from);
      if (at < 0) return false;
      if (program.isLiteral) {
        matcher.start = at;
        matcher.end = at + length;
        return true;
      }
      if (matcher.run(at, false, false)) return true;
    }
  }
}
