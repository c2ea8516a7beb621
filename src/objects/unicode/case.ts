/** This file maps characters to upper, lower, title and folded case, special mappings included (Unicode 16). */
import {
  FOLD_RUNS,
  FOLD_SPECIAL,
  LOWER_RUNS,
  LOWER_SPECIAL,
  TITLE_RUNS,
  TITLE_SPECIAL,
  UPPER_RUNS,
  UPPER_SPECIAL,
} from './tables/case-maps.js';

/** One case mapping, decoded on first use. */
class CaseMap {
  private single: Map<number, number> | null = null;
  private special: Map<number, readonly number[]> | null = null;

  constructor(
    private readonly runText: string,
    private readonly specialText: string,
  ) {}

  /** The mapping to one code point; undefined when the character maps to itself or to several. */
  one(point: number): number | undefined {
    if (this.single === null) this.decode();
    return (this.single as unknown as Map<number, number>).get(point);
  }

  /** The mapping to several code points, if there is one. */
  several(point: number): readonly number[] | undefined {
    if (this.special === null) this.decode();
    return (this.special as unknown as Map<number, readonly number[]>).get(point);
  }

  private decode(): void {
    const single = new Map<number, number>();
    const special = new Map<number, readonly number[]>();
    let point = 0;
    for (const run of this.runText === '' ? [] : this.runText.split(',')) {
      const [gap, count, step, shift] = run.split('.').map((n) => Number.parseInt(n, 36)) as [
        number,
        number,
        number,
        number,
      ];
      point += gap;
      for (let i = 0; i < count; i++, point += step) single.set(point, point + shift);
    }
    for (const entry of this.specialText === '' ? [] : this.specialText.split(',')) {
      const [from, ...to] = entry.split('.').map((n) => Number.parseInt(n, 36)) as [number, ...number[]];
      special.set(from, to);
    }
    this.single = single;
    this.special = special;
  }
}

const lowerMap = new CaseMap(LOWER_RUNS, LOWER_SPECIAL);
const upperMap = new CaseMap(UPPER_RUNS, UPPER_SPECIAL);
const titleMap = new CaseMap(TITLE_RUNS, TITLE_SPECIAL);
const foldMap = new CaseMap(FOLD_RUNS, FOLD_SPECIAL);

/** Receives code points one after the other. */
export interface PointSink {
  push(point: number): void;
}

function pushAll(points: readonly number[], out: PointSink): void {
  for (const point of points) out.push(point);
}

/** Append the full lower case mapping (the context of a final sigma is the caller's business). */
export function pushLower(point: number, out: PointSink): void {
  const one = lowerMap.one(point);
  if (one !== undefined) {
    out.push(one);
    return;
  }
  const several = lowerMap.several(point);
  if (several !== undefined) pushAll(several, out);
  else out.push(point);
}

/** Append the full upper case mapping. */
export function pushUpper(point: number, out: PointSink): void {
  const one = upperMap.one(point);
  if (one !== undefined) {
    out.push(one);
    return;
  }
  const several = upperMap.several(point);
  if (several !== undefined) pushAll(several, out);
  else out.push(point);
}

/** Append the full title case mapping. */
export function pushTitle(point: number, out: PointSink): void {
  const one = titleMap.one(point);
  if (one !== undefined) {
    out.push(one);
    return;
  }
  const several = titleMap.several(point);
  if (several !== undefined) pushAll(several, out);
  else pushUpper(point, out);
}

/** Append the full case folding. */
export function pushFolded(point: number, out: PointSink): void {
  const one = foldMap.one(point);
  if (one !== undefined) {
    out.push(one);
    return;
  }
  const several = foldMap.several(point);
  if (several !== undefined) pushAll(several, out);
  else pushLower(point, out);
}

/** The simple lower case mapping, one code point for one, as regular expressions use it. */
export function simpleLower(point: number): number {
  return lowerMap.one(point) ?? lowerMap.several(point)?.[0] ?? point;
}

/** The simple upper case mapping. */
export function simpleUpper(point: number): number {
  return upperMap.one(point) ?? upperMap.several(point)?.[0] ?? point;
}
