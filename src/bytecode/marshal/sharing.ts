/** This file defines which of the objects in a marshalled value are one and the same, and how often each is referred to. */
import { PyComplex, PyFloat } from '../../values/float.js';
import type { Value } from '../../values/object.js';
import { FrozenSetConstant, PyBytes, PySlice, PyTuple } from '../../values/sequences.js';
import { Ellipsis, None } from '../../values/singletons.js';
import { codePointAt, isStr, PyStr, type Str } from '../../values/str.js';

/** A tuple of interned names, as code objects hold them; `own` when no other object is the same tuple. */
export class NameTuple {
  constructor(
    readonly names: readonly string[],
    readonly own: boolean,
  ) {}
}

/** Bytes that belong to a code object; `own` when no other object is the same bytes. */
export class TableBytes {
  constructor(
    readonly data: Uint8Array,
    readonly own: boolean,
  ) {}
}

/** A string that is interned wherever it stands: a name. */
export class InternedName {
  constructor(readonly text: Str) {}
}

/** A bound of a constant slice: the compiler merges equal slices, but not their bounds with other constants. */
export class SliceBound {
  constructor(readonly value: Value) {}
}

/** What the writer writes. */
export type Item = Value | NameTuple | TableBytes | InternedName | SliceBound;

/** Is a string constant with this text interned by the compiler: letters, digits and underscores only, or one Latin-1 character? */
export function isInternedText(text: Str): boolean {
  if (typeof text !== 'string') return false;
  if (text.length <= 1) return text.length === 0 || text.charCodeAt(0) < 256;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    const isWord = (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || (c >= 48 && c <= 57);
    if (!isWord) return false;
  }
  return true;
}

function isImmortal(item: Item): boolean {
  if (typeof item === 'number') return item >= -5 && item <= 256;
  if (typeof item === 'string') return isInternedText(item);
  if (item instanceof InternedName) return true;
  if (item instanceof PyTuple) return item.items.length === 0;
  if (item instanceof NameTuple) return item.names.length === 0;
  if (item instanceof PyBytes) return item.data.length <= 1;
  if (item instanceof TableBytes) return item.data.length <= (item.own ? 0 : 1);
  return false;
}

/**
 * Numbers the identities of objects: two items have the same number when CPython, having compiled the code, would hold
 * one object for both. Inside code objects, constants are one when they are equal and of one type (the compiler's constant
 * cache); elsewhere objects are told apart by identity, ints and strings by value.
 */
export class Identities {
  /** Constants that are interned in spite of their text: the qualified names that class bodies store. */
  private readonly internedTexts = new Set<string>();
  private readonly byKey = new Map<unknown, number>();
  private readonly byObject = new Map<object, number>();
  private count = 0;

  /** The number of an item whose parts, when it is a constant tuple or slice in code, have numbers already. */
  of(item: Item, inCode: boolean): number {
    if (typeof item === 'object') {
      const known = this.byObject.get(item);
      if (known !== undefined) return known;
      const key = this.key(item, inCode);
      const id = key === undefined ? this.count++ : this.number(key);
      this.byObject.set(item, id);
      return id;
    }
    if (typeof item === 'string') return this.number(this.isInterned(item) ? `i${item}` : `s${item}`);
    return this.number(item);
  }

  /** Says that constants of this text are one object with an interned name. */
  intern(text: string): void {
    this.internedTexts.add(text);
  }

  /** Is a string constant of this text interned? */
  isInterned(text: Str): boolean {
    return isInternedText(text) || (typeof text === 'string' && this.internedTexts.has(text));
  }

  /** Is there only one object of this value in CPython, which lives for ever or has a reference from the intern table? */
  isImmortal(item: Item): boolean {
    return isImmortal(item) || (typeof item === 'string' && this.internedTexts.has(item));
  }

  /** Does this object have a number? */
  knows(item: Value): boolean {
    return typeof item === 'object' && this.byObject.has(item);
  }

  private number(key: unknown): number {
    let id = this.byKey.get(key);
    if (id === undefined) {
      id = this.count++;
      this.byKey.set(key, id);
    }
    return id;
  }

  private key(item: object, inCode: boolean): unknown {
    if (item instanceof PyStr) return `s${item.key}`;
    if (item instanceof InternedName) return `i${typeof item.text === 'string' ? item.text : item.text.key}`;
    if (item instanceof NameTuple) {
      if (item.own) return undefined;
      return `(${item.names.map((name) => this.number(`i${name}`)).join()}`;
    }
    if (item instanceof TableBytes) return item.own && item.data.length > 0 ? undefined : bytesKey(item.data);
    if (item instanceof PyTuple && item.items.length === 0) return '(';
    if (item instanceof PyBytes && (inCode || item.data.length <= 1)) return bytesKey(item.data);
    if (!inCode) return undefined;
    // NaN is never equal to itself, so each is its own constant.
    if (item instanceof PyFloat && !Number.isNaN(item.value)) return `f${floatKey(item.value)}`;
    if (item instanceof PyComplex && !Number.isNaN(item.real + item.imag)) {
      return `c${floatKey(item.real)},${floatKey(item.imag)}`;
    }
    if (item instanceof PyTuple) return `(${item.items.map((part) => this.of(part, true)).join()}`;
    if (item instanceof FrozenSetConstant) {
      // Interning a string inside that is a name somewhere makes a new set for each code object; what could be one mostly is.
      if (item.items.some((part) => isStr(part) && part.length > 1 && isInternedText(part) && !startsWithDigit(part))) {
        return undefined;
      }
      return `{${item.items
        .map((part) => this.of(part, true))
        .sort((a, b) => a - b)
        .join()}`;
    }
    if (item instanceof PySlice) {
      return `:${this.of(item.start, true)},${this.of(item.stop, true)},${this.of(item.step, true)}`;
    }
    return undefined;
  }
}

function bytesKey(data: Uint8Array): string {
  let key = 'b';
  for (let i = 0; i < data.length; i += 4096) {
    key += String.fromCharCode.apply(null, data.subarray(i, i + 4096) as unknown as number[]);
  }
  return key;
}

function startsWithDigit(text: Str): boolean {
  const first = codePointAt(text, 0);
  return first >= 48 && first <= 57;
}

// Zeros differ by sign.
function floatKey(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Numbers the parts of a constant and the constant itself, inner ones first, without recursion. */
export function numberConstant(root: PyTuple | PySlice, ids: Identities): void {
  const open: { readonly whole: Value; readonly parts: readonly Value[]; next: number }[] = [];
  const begin = (whole: Value): void => {
    const parts = whole instanceof PyTuple ? whole.items : whole instanceof PySlice ? sliceParts(whole) : undefined;
    if (parts === undefined) ids.of(whole, true);
    else if (!ids.knows(whole)) open.push({ whole, parts, next: 0 });
  };
  begin(root);
  while (open.length > 0) {
    const top = open[open.length - 1] as (typeof open)[number];
    if (top.next < top.parts.length) {
      begin(top.parts[top.next++] as Value);
    } else {
      ids.of(top.whole, true);
      open.pop();
    }
  }
}

function sliceParts(slice: PySlice): readonly Value[] {
  return [slice.start, slice.stop, slice.step];
}

/** Start, stop and step. */
export function sliceBounds(slice: PySlice, inCode: boolean): readonly Item[] {
  const parts = sliceParts(slice);
  return inCode ? parts.map((part) => (isImmortal(part) || isSingleton(part) ? part : new SliceBound(part))) : parts;
}

function isSingleton(value: Value): boolean {
  return value === None || value === Ellipsis || typeof value === 'boolean';
}
