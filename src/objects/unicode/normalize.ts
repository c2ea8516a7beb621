/** This file implements the four normalization forms (UAX #15) and character decompositions. */
import type { Runtime } from '../../values/runtime.js';
import { codePointAt, type Str, strFromCodePoints, strFromUtf16 } from '../../values/str.js';
import { categoryOf } from './character-type.js';
import { unicode16, unicode32 } from './database.js';
import {
  COMPOSITION_EXCLUSIONS,
  DECOMPOSITION_TAGS,
  DECOMPOSITIONS,
  NORMALIZATION_3_2,
} from './tables/decompositions.js';

export type NormalizationForm = 'NFC' | 'NFD' | 'NFKC' | 'NFKD';

/** One decomposition mapping; `tag` is empty for canonical ones. */
export interface Decomposition {
  readonly tag: string;
  readonly points: readonly number[];
}

interface Tables {
  readonly decompositions: ReadonlyMap<number, Decomposition>;
  /** Primary composites by `first * 0x110000 + second`. */
  readonly compositions: ReadonlyMap<number, number>;
  /** Canonical decompositions that Unicode 3.2 had otherwise. */
  readonly old: ReadonlyMap<number, readonly number[]>;
}

class LazyTables {
  private tables: Tables | null = null;

  get(): Tables {
    this.tables ??= decodeTables();
    return this.tables;
  }
}

const lazy = new LazyTables();

function decodeTables(): Tables {
  const decompositions = new Map<number, Decomposition>();
  let point = 0;
  for (const entry of DECOMPOSITIONS.split(',')) {
    const [gap, tag, ...points] = entry.split('.') as [string, string, ...string[]];
    point += Number.parseInt(gap, 36);
    decompositions.set(point, {
      tag: DECOMPOSITION_TAGS[Number(tag)] as string,
      points: points.map((p) => Number.parseInt(p, 36)),
    });
  }
  const excluded = new Set(COMPOSITION_EXCLUSIONS.split(',').map((p) => Number.parseInt(p, 36)));
  const compositions = new Map<number, number>();
  for (const [composite, { tag, points }] of decompositions) {
    if (tag !== '' || points.length !== 2 || excluded.has(composite)) continue;
    compositions.set((points[0] as number) * 0x110000 + (points[1] as number), composite);
  }
  const old = new Map<number, readonly number[]>();
  for (const entry of NORMALIZATION_3_2.split(',')) {
    const [from, ...to] = entry.split('.').map((p) => Number.parseInt(p, 36)) as [number, ...number[]];
    old.set(from, to);
  }
  return { decompositions, compositions, old };
}

/** The decomposition mapping of one character, Hangul syllables excepted; undefined without one. */
export function decompositionOf(point: number): Decomposition | undefined {
  return lazy.get().decompositions.get(point);
}

const S_BASE = 0xac00;
const L_BASE = 0x1100;
const V_BASE = 0x1161;
const T_BASE = 0x11a7;
const L_COUNT = 19;
const V_COUNT = 21;
const T_COUNT = 28;
const S_COUNT = L_COUNT * V_COUNT * T_COUNT;

/** The host knows at least Unicode 16: it decomposes U+105C9, which came with that version. */
function hostKnowsUnicode16(): boolean {
  return '\u{105c9}'.normalize('NFD').length > 2;
}

const ASCII = /^[\0-\x7f]*$/;
const LATIN1 = /^[\0-\xff]*$/;

/**
 * Normalize a str. The host does it where it provably agrees with Unicode 16: normalization of assigned characters
 * never changes, so only unassigned characters and surrogates need our own tables.
 */
export function normalize(vm: Runtime, text: Str, form: NormalizationForm): Str {
  vm.chargeFuel(text.length >> 2);
  if (typeof text === 'string') {
    if (ASCII.test(text) || (form === 'NFC' && LATIN1.test(text))) return text;
  }
  vm.chargeFuel(text.length);
  vm.chargeMemory(text.length * 8);
  if (typeof text === 'string' && hostKnowsUnicode16() && isForHost(text)) return strFromUtf16(text.normalize(form));
  return normalizeOurselves(vm, text, form, false);
}

/** The longest run of combining marks that is left to the host, which sorts it in quadratic time. */
const MAX_MARKS = 64;

/** All characters are assigned, and no run of combining marks is long. */
function isForHost(text: string): boolean {
  let marks = 0;
  for (let i = 0; i < text.length; i++) {
    const point = text.charCodeAt(i);
    if (categoryOf(point) === 'Cn') return false;
    marks = combiningOf(point, false) === 0 ? 0 : marks + 1;
    if (marks > MAX_MARKS) return false;
  }
  return true;
}

/** Normalize by our tables; `old` as Unicode 3.2 did, leaving characters alone that it did not assign. */
export function normalizeOurselves(vm: Runtime, text: Str, form: NormalizationForm, old: boolean): Str {
  const points: number[] = [];
  const compat = form === 'NFKC' || form === 'NFKD';
  const tables = lazy.get();
  for (let i = 0; i < text.length; i++) decompose(codePointAt(text, i), compat, old, tables, points);
  vm.chargeFuel(8 * points.length);
  vm.chargeMemory(points.length * 8);
  reorder(points, old);
  return strFromCodePoints(Uint32Array.from(form === 'NFC' || form === 'NFKC' ? compose(points, tables, old) : points));
}

function combiningOf(point: number, old: boolean): number {
  if (point < 0x300) return 0;
  return (old ? unicode32 : unicode16).get(point).combining;
}

function decompose(point: number, compat: boolean, old: boolean, tables: Tables, out: number[]): void {
  if (point < 0xa0) {
    out.push(point);
    return;
  }
  if (point >= S_BASE && point < S_BASE + S_COUNT) {
    const index = point - S_BASE;
    out.push(L_BASE + Math.floor(index / (V_COUNT * T_COUNT)));
    out.push(V_BASE + Math.floor((index % (V_COUNT * T_COUNT)) / T_COUNT));
    if (index % T_COUNT !== 0) out.push(T_BASE + (index % T_COUNT));
    return;
  }
  if (old) {
    if (unicode32.get(point).category === 'Cn') {
      out.push(point);
      return;
    }
    const replaced = tables.old.get(point);
    if (replaced !== undefined) {
      for (const p of replaced) out.push(p);
      return;
    }
  }
  const mapping = tables.decompositions.get(point);
  if (mapping === undefined || (mapping.tag !== '' && !compat)) {
    out.push(point);
    return;
  }
  // Mappings nest a few levels at most: the database is finite and has no cycles.
  for (const p of mapping.points) decompose(p, compat, old, tables, out);
}

/** Canonical ordering: each run of combining marks is sorted by class, stably. */
function reorder(points: number[], old: boolean): void {
  for (let i = 0; i < points.length; ) {
    if (combiningOf(points[i] as number, old) === 0) {
      i++;
      continue;
    }
    let end = i + 1;
    while (end < points.length && combiningOf(points[end] as number, old) !== 0) end++;
    if (end - i > 1) {
      // By class, 1 to 254, each in the order in which it stands.
      const classes = new Map<number, number[]>();
      for (let k = i; k < end; k++) {
        const point = points[k] as number;
        const cls = combiningOf(point, old);
        const members = classes.get(cls);
        if (members === undefined) classes.set(cls, [point]);
        else members.push(point);
      }
      let at = i;
      for (const cls of [...classes.keys()].sort((a, b) => a - b)) {
        for (const point of classes.get(cls) as number[]) points[at++] = point;
      }
    }
    i = end;
  }
}

function compose(points: number[], tables: Tables, old: boolean): number[] {
  const out: number[] = [];
  let starter = -1;
  let lastClass = 0;
  for (const point of points) {
    const cls = combiningOf(point, old);
    if (starter >= 0 && (lastClass < cls || lastClass === 0) && (lastClass !== 0 || starter === out.length - 1)) {
      const composite = composePair(out[starter] as number, point, tables, old);
      if (composite >= 0) {
        out[starter] = composite;
        continue;
      }
    }
    if (cls === 0) {
      starter = out.length;
      lastClass = 0;
    } else lastClass = cls;
    out.push(point);
  }
  return out;
}

function composePair(first: number, second: number, tables: Tables, old: boolean): number {
  if (first >= L_BASE && first < L_BASE + L_COUNT && second >= V_BASE && second < V_BASE + V_COUNT) {
    return S_BASE + ((first - L_BASE) * V_COUNT + (second - V_BASE)) * T_COUNT;
  }
  const syllable = first - S_BASE;
  if (syllable >= 0 && syllable < S_COUNT && syllable % T_COUNT === 0 && second > T_BASE && second < T_BASE + T_COUNT) {
    return first + (second - T_BASE);
  }
  const composite = tables.compositions.get(first * 0x110000 + second);
  if (composite === undefined || (old && unicode32.get(composite).category === 'Cn')) return -1;
  return composite;
}
