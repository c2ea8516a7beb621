/** This file finds the name that a mistyped one was meant to be (CPython's `_Py_CalculateSuggestions`). */

const MOVE_COST = 2;
const CASE_COST = 1;
/** Longest text that is compared, in bytes, when the parts that agree at both ends are taken off. */
const MAX_STRING = 40;
/** So many names are too many to look through. */
const MAX_CANDIDATES = 750;

/** The candidate nearest to a mistyped name, each a name key; null when none is near. */
export function closestName(name: string, candidates: readonly string[]): string | null {
  if (candidates.length >= MAX_CANDIDATES) return null;
  const nameBytes = bytesOf(name);
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (candidate === name) continue;
    const bytes = bytesOf(candidate);
    const allowed = Math.floor(((nameBytes.length + bytes.length + 3) * MOVE_COST) / 6);
    const maximum = Math.min(allowed, bestDistance - 1);
    const distance = editDistance(nameBytes, bytes, maximum);
    if (distance > maximum) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best;
}

const encoder = new TextEncoder();

function bytesOf(name: string): Uint8Array {
  return encoder.encode(name);
}

function substitutionCost(a: number, b: number): number {
  if (a === b) return 0;
  const isLetter = (a | 0x20) >= 0x61 && (a | 0x20) <= 0x7a && a < 0x80;
  return isLetter && (a ^ b) === 0x20 ? CASE_COST : MOVE_COST;
}

/** Levenshtein distance where a change of case costs half; anything above `maximum` when it is larger. */
function editDistance(first: Uint8Array, second: Uint8Array, maximum: number): number {
  let start = 0;
  let firstEnd = first.length;
  let secondEnd = second.length;
  while (start < firstEnd && start < secondEnd && first[start] === second[start]) start++;
  while (firstEnd > start && secondEnd > start && first[firstEnd - 1] === second[secondEnd - 1]) {
    firstEnd--;
    secondEnd--;
  }
  const a = first.subarray(start, firstEnd);
  const b = second.subarray(start, secondEnd);
  if (a.length === 0 || b.length === 0) return (a.length + b.length) * MOVE_COST;
  if (a.length > MAX_STRING || b.length > MAX_STRING) return maximum + 1;
  if (Math.abs(a.length - b.length) * MOVE_COST > maximum) return maximum + 1;
  let row: number[] = Array.from({ length: b.length + 1 }, (_, i) => i * MOVE_COST);
  for (let i = 1; i <= a.length; i++) {
    const next = [i * MOVE_COST];
    for (let j = 1; j <= b.length; j++) {
      next.push(
        Math.min(
          (row[j] as number) + MOVE_COST,
          (next[j - 1] as number) + MOVE_COST,
          (row[j - 1] as number) + substitutionCost(a[i - 1] as number, b[j - 1] as number),
        ),
      );
    }
    row = next;
  }
  return row[b.length] as number;
}
