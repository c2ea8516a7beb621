/** This file searches sequences of code points or bytes for others, in linear time whatever the input. */

/** Code units with constant-time access: bytes or code points. */
export type Units = Uint8Array | Uint32Array;

/**
 * Above this much work in the worst case, searches use a method that is linear whatever the text; below it, simpler
 * ones that are usually faster.
 */
const NAIVE_WORK = 1 << 22;

/** Knuth-Morris-Pratt: for each length of a matched prefix, the length to carry on with after a mismatch. */
function failureTable(length: number, at: (index: number) => number): Int32Array {
  const table = new Int32Array(length + 1);
  table[0] = -1;
  let k = -1;
  for (let i = 0; i < length; i++) {
    while (k >= 0 && at(i) !== at(k)) k = table[k] as number;
    k++;
    table[i + 1] = k;
  }
  return table;
}

function kmpForward(
  at: (index: number) => number,
  start: number,
  end: number,
  needleAt: (index: number) => number,
  length: number,
): number {
  const table = failureTable(length, needleAt);
  let matched = 0;
  for (let i = start; i < end; i++) {
    const unit = at(i);
    while (matched >= 0 && unit !== needleAt(matched)) matched = table[matched] as number;
    matched++;
    if (matched === length) return i - length + 1;
  }
  return -1;
}

function kmpBackward(
  at: (index: number) => number,
  start: number,
  end: number,
  needleAt: (index: number) => number,
  length: number,
): number {
  const found = kmpForward(
    (i) => at(end - 1 - i),
    0,
    end - start,
    (i) => needleAt(length - 1 - i),
    length,
  );
  return found < 0 ? -1 : end - found - length;
}

function isRisky(span: number, length: number): boolean {
  return length > 32 && (span - length + 1) * length > NAIVE_WORK;
}

/** The first place at or after `start` where `needle` stands in `units[start:end]`, or -1. */
export function findUnits(units: Units, needle: Units, start: number, end: number): number {
  const length = needle.length;
  const last = end - length;
  if (last < start) return -1;
  if (length === 0) return start;
  const first = needle[0] as number;
  if (length === 1) {
    const found = units.indexOf(first, start);
    return found < 0 || found > last ? -1 : found;
  }
  if (isRisky(end - start, length)) {
    return kmpForward(
      (i) => units[i] as number,
      start,
      end,
      (i) => needle[i] as number,
      length,
    );
  }
  const second = needle[1] as number;
  for (let i = units.indexOf(first, start); i >= 0 && i <= last; i = units.indexOf(first, i + 1)) {
    if (units[i + 1] !== second) continue;
    let k = 2;
    while (k < length && units[i + k] === needle[k]) k++;
    if (k === length) return i;
  }
  return -1;
}

/** The last place in `units[start:end]` where `needle` stands, or -1. */
export function findLastUnits(units: Units, needle: Units, start: number, end: number): number {
  const length = needle.length;
  const last = end - length;
  if (last < start) return -1;
  if (length === 0) return end;
  const first = needle[0] as number;
  if (isRisky(end - start, length)) {
    return kmpBackward(
      (i) => units[i] as number,
      start,
      end,
      (i) => needle[i] as number,
      length,
    );
  }
  for (let i = units.lastIndexOf(first, last); i >= start; i = i === 0 ? -1 : units.lastIndexOf(first, i - 1)) {
    let k = 1;
    while (k < length && units[i + k] === needle[k]) k++;
    if (k === length) return i;
  }
  return -1;
}

/** The first place in `text[start:end]` where `needle` stands, or -1; both are plain strings. */
export function findString(text: string, needle: string, start: number, end: number): number {
  const length = needle.length;
  const last = end - length;
  if (last < start) return -1;
  if (length > 1 && isRisky(end - start, length)) {
    return kmpForward(
      (i) => text.charCodeAt(i),
      start,
      end,
      (i) => needle.charCodeAt(i),
      length,
    );
  }
  // The host would look past the end: a slice keeps the work within the span.
  const found = end === text.length ? text.indexOf(needle, start) : text.slice(start, end).indexOf(needle);
  return found < 0 || end === text.length ? found : found + start;
}

/** The last place in `text[start:end]` where `needle` stands, or -1; both are plain strings. */
export function findLastString(text: string, needle: string, start: number, end: number): number {
  const length = needle.length;
  const last = end - length;
  if (last < start) return -1;
  if (length > 1 && isRisky(end - start, length)) {
    return kmpBackward(
      (i) => text.charCodeAt(i),
      start,
      end,
      (i) => needle.charCodeAt(i),
      length,
    );
  }
  if (start === 0) return text.lastIndexOf(needle, last);
  const found = text.slice(start, end).lastIndexOf(needle);
  return found < 0 ? -1 : found + start;
}
