/** This file decodes source bytes: byte order mark, PEP 263 cookie, and the encodings that the host decodes exactly as CPython does. */

/** Why bytes are no source text; the caller makes CPython's SyntaxError of it. */
export class SourceDecodingError {
  constructor(
    readonly message: string,
    /** `line`: at a byte of a line; `start`: before the first line, as when the encoding is unknown; `bom`: at the cookie. */
    readonly where: 'line' | 'start' | 'bom',
    readonly lineno: number,
    /** Characters of the line up to and including the offending one. */
    readonly column: number,
    /** The line, undecodable bytes replaced. */
    readonly line: string,
  ) {}
}

/** Decoded source: its characters and the encoding's normalised name. */
export interface DecodedSource {
  readonly text: string;
  readonly encoding: string;
}

/**
 * Decodes source in an encoding that this file does not know (cp437, utf-7 and the like): UTF-16 text, or undefined when
 * there is no such codec. It throws SourceDecodingError for bytes that the encoding does not have.
 */
export type SourceCodec = (encoding: string, data: Uint8Array) => string | undefined;

const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const BLANK = /^[ \t\f]*(?:#.*)?$/;

/**
 * Encodings for which a `TextDecoder` label gives CPython's result. Single-byte ones that the Encoding Standard
 * merges or fills differently (latin-1, ascii, gaps of windows-125x) are handled here instead.
 */
const LABELS = new Map([
  ['cp866', 'ibm866'],
  ['iso8859-2', 'iso-8859-2'],
  ['iso8859-3', 'iso-8859-3'],
  ['iso8859-4', 'iso-8859-4'],
  ['iso8859-5', 'iso-8859-5'],
  ['iso8859-6', 'iso-8859-6'],
  ['iso8859-7', 'iso-8859-7'],
  ['iso8859-8', 'iso-8859-8'],
  ['iso8859-10', 'iso-8859-10'],
  ['iso8859-13', 'iso-8859-13'],
  ['iso8859-14', 'iso-8859-14'],
  ['iso8859-15', 'iso-8859-15'],
  ['latin9', 'iso-8859-15'],
  ['koi8-r', 'koi8-r'],
  ['koi8-u', 'koi8-u'],
  ['mac-roman', 'macintosh'],
  ['cp874', 'windows-874'],
  ['cp1250', 'windows-1250'],
  ['cp1251', 'windows-1251'],
  ['cp1252', 'windows-1252'],
  ['cp1253', 'windows-1253'],
  ['cp1254', 'windows-1254'],
  ['cp1255', 'windows-1255'],
  ['cp1256', 'windows-1256'],
  ['cp1257', 'windows-1257'],
  ['cp1258', 'windows-1258'],
  ['shift-jis', 'shift_jis'],
  ['sjis', 'shift_jis'],
  ['cp932', 'shift_jis'],
  ['euc-jp', 'euc-jp'],
  ['euc-kr', 'euc-kr'],
  ['gbk', 'gbk'],
  ['gb2312', 'gbk'],
  ['gb18030', 'gb18030'],
  ['big5', 'big5'],
]);

const SINGLE_BYTE = /^windows-/;

// Node 20 decodes windows-1252 as latin-1, so its upper controls are spelled out; U+FFFF marks a gap.
const CP1252 = '€\uffff‚ƒ„…†‡ˆ‰Š‹Œ\uffffŽ\uffff\uffff‘’“”•–—˜™š›œ\uffffžŸ';

function decodeCp1252(data: Uint8Array): string {
  const gap = data.findIndex((byte) => byte >= 0x80 && byte < 0xa0 && CP1252[byte - 0x80] === '\uffff');
  if (gap >= 0) throw charmapError(data, gap);
  return latin1(data).replace(/[\u0080-\u009f]/g, (c) => CP1252[c.charCodeAt(0) - 0x80] as string);
}

function charmapError(data: Uint8Array, i: number): SourceDecodingError {
  return cannotDecode(
    `'charmap' codec can't decode byte 0x${hex(data, i)} in position ${i}: character maps to <undefined>`,
  );
}

/** Is this source marked as having another encoding than UTF-8? The name is normalised as CPython's tokenizer does. */
function normaliseCookie(name: string): string {
  const lower = name.slice(0, 12).toLowerCase().replaceAll('_', '-');
  if (lower === 'utf-8' || lower.startsWith('utf-8-')) return 'utf-8';
  if (/^(?:latin-1|iso-8859-1|iso-latin-1)(?:-|$)/.test(lower)) return 'iso-8859-1';
  return name;
}

/** The encoding that a comment in the first two lines declares (PEP 263), or null. `head` is those lines as latin-1. */
function findCookie(head: string): { name: string; lineno: number } | null {
  const lines = head.split(/\r\n|\r|\n/, 2);
  for (let i = 0; i < lines.length; i++) {
    const match = COOKIE.exec(lines[i] as string);
    if (match !== null) return { name: normaliseCookie(match[1] as string), lineno: i + 1 };
    if (!BLANK.test(lines[i] as string)) return null;
  }
  return null;
}

function latin1(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 8192)
    out += String.fromCharCode.apply(null, bytes.subarray(i, i + 8192) as unknown as number[]);
  return out;
}

/** The first two lines, as latin-1. */
function headOf(bytes: Uint8Array): string {
  let newlines = 0;
  let end = 0;
  for (; end < bytes.length && newlines < 2; end++) {
    if (bytes[end] === 10 || (bytes[end] === 13 && bytes[end + 1] !== 10)) newlines++;
  }
  return latin1(bytes.subarray(0, end));
}

/**
 * Decode source bytes. With `ignoreCookie` they are UTF-8 whatever they say. Throws SourceDecodingError.
 * `codec` serves encodings that are not known here; `inFile` is the text that names the file in messages (empty for source that is not read from a file).
 */
export function decodeSource(
  bytes: Uint8Array,
  ignoreCookie: boolean,
  inFile: string,
  codec?: SourceCodec,
): DecodedSource {
  const hasBom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const data = hasBom ? bytes.subarray(3) : bytes;
  const cookie = ignoreCookie ? null : findCookie(headOf(data));
  const encoding = cookie?.name ?? 'utf-8';
  if (encoding === 'utf-8') return { text: decodeUtf8(data, inFile), encoding: 'utf-8' };
  if (hasBom) {
    const line = headOf(data).split(/\r\n|\r|\n/)[(cookie as { lineno: number }).lineno - 1] as string;
    throw new SourceDecodingError(
      `encoding problem: ${encoding} with BOM`,
      'bom',
      (cookie as { lineno: number }).lineno,
      0,
      line,
    );
  }
  return { text: decodeNamed(data, encoding, codec), encoding };
}

function decodeUtf8(data: Uint8Array, inFile: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    throw invalidUtf8(data, inFile);
  }
}

function invalidUtf8(data: Uint8Array, inFile: string): SourceDecodingError {
  const bad = firstInvalidUtf8(data);
  const before = data.subarray(0, bad);
  const lineStart = before.lastIndexOf(10) + 1;
  let lineno = 1;
  for (const byte of before) if (byte === 10) lineno++;
  let lineEnd = data.indexOf(10, bad);
  if (lineEnd < 0) lineEnd = data.length;
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
  const line = lenient.decode(data.subarray(lineStart, lineEnd)).replace(/\r$/, '');
  const column = [...lenient.decode(data.subarray(lineStart, bad + 1))].length;
  const hex = (data[bad] as number).toString(16).padStart(2, '0');
  const message = `Non-UTF-8 code starting with '\\x${hex}'${inFile} on line ${lineno}, but no encoding declared; see https://peps.python.org/pep-0263/ for details`;
  return new SourceDecodingError(message, 'line', lineno, column, line);
}

function firstInvalidUtf8(data: Uint8Array): number {
  for (let i = 0; i < data.length; ) {
    const first = data[i] as number;
    if (first < 0x80) {
      i++;
      continue;
    }
    const second = data[i + 1] ?? 0;
    const count = first < 0xc2 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : 0;
    if (count === 0) return i;
    if (first === 0xe0 && second < 0xa0) return i;
    if (first === 0xed && second >= 0xa0) return i;
    if (first === 0xf0 && second < 0x90) return i;
    if (first === 0xf4 && second >= 0x90) return i;
    for (let k = 1; k <= count; k++) if (((data[i + k] ?? 0) & 0xc0) !== 0x80) return i;
    i += count + 1;
  }
  return data.length;
}

function decodeNamed(data: Uint8Array, encoding: string, codec: SourceCodec | undefined): string {
  if (encoding === 'iso-8859-1') return latin1(data);
  const name = encoding.toLowerCase().replaceAll('_', '-');
  if (name === 'ascii' || name === 'us-ascii' || name === '646') {
    const bad = data.findIndex((byte) => byte >= 0x80);
    if (bad < 0) return latin1(data);
    throw cannotDecode(
      `'ascii' codec can't decode byte 0x${hex(data, bad)} in position ${bad}: ordinal not in range(128)`,
    );
  }
  if (name === 'utf8' || name === 'u8' || name === 'cp65001') return decodeUtf8(data, '');
  if (name === 'latin1' || name === 'l1' || name === 'cp819' || name === 'iso8859-1') return latin1(data);
  const label = LABELS.get(name.replace(/^iso-8859-/, 'iso8859-').replace(/^windows-/, 'cp'));
  if (label === undefined) {
    const decoded = codec?.(encoding, data);
    if (decoded === undefined) throw cannotDecode(`unknown encoding: ${encoding}`);
    return decoded;
  }
  if (label === 'windows-1252') return decodeCp1252(data);
  let text: string;
  try {
    text = new TextDecoder(label, { fatal: true }).decode(data);
  } catch {
    throw cannotDecode(`'${name}' codec can't decode bytes in source`);
  }
  if (!SINGLE_BYTE.test(label)) return text;
  // The host fills gaps of code pages with C1 controls or private characters; CPython refuses those bytes.
  for (let i = 0; i < data.length; i++) {
    const byte = data[i] as number;
    if (byte < 0x80) continue;
    const unit = text.charCodeAt(i);
    if (
      (unit < 0xa0 && unit === byte) ||
      (unit >= 0xf8c0 && unit <= 0xf8ff) ||
      (label === 'windows-1253' && byte === 0xaa)
    )
      throw charmapError(data, i);
  }
  return text;
}

function hex(data: Uint8Array, i: number): string {
  return (data[i] as number).toString(16).padStart(2, '0');
}

function cannotDecode(message: string): SourceDecodingError {
  return new SourceDecodingError(message, 'start', 0, -1, '');
}
