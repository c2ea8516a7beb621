/** This file turns the bytes of an XML entity into text, and knows the position of every character. */
import { INCORRECT_ENCODING, UNKNOWN_ENCODING, XmlError } from './xml-errors.js';

/** What the program says about an encoding that is not built in: the character of each byte, -1 for none. */
export type UnknownEncoding = (name: string) => Int32Array | null;

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'bytes';

const DECLARATION = /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']/;

/** The bytes that came and are not parsed yet, as text. */
export class XmlInput {
  /** Text from the first character that is still needed. */
  text = '';
  /** The text ends before bytes that mean nothing. */
  isBroken = false;
  /** Bytes that came in all. */
  total = 0;
  private pending: Uint8Array = new Uint8Array(0);
  private encoding: Encoding | null = null;
  private map: Int32Array | null = null;
  /** Position of the start of `text`. */
  private line = 1;
  private column = 0;
  private byte = 0;

  constructor(
    protocolEncoding: string | null,
    private readonly unknownEncoding: UnknownEncoding,
  ) {
    if (protocolEncoding !== null) this.choose(protocolEncoding, false);
  }

  /** Text comes in pieces as large as expat's buffer, for encodings that it converts. */
  get pieceSize(): number {
    return this.encoding === 'utf-8' ? Number.POSITIVE_INFINITY : 1024;
  }

  /** Bytes that are not parsed yet. */
  get unparsed(): number {
    return this.total - this.byte;
  }

  /** Take more bytes. */
  add(data: Uint8Array, final: boolean): void {
    this.total += data.length;
    if (this.pending.length === 0) this.pending = data;
    else {
      const joined = new Uint8Array(this.pending.length + data.length);
      joined.set(this.pending);
      joined.set(data, this.pending.length);
      this.pending = joined;
    }
    if (this.encoding === null && !this.detect(final)) return;
    this.skipMark();
    this.decode();
  }

  /** Are there bytes at the end that are no whole character? */
  get isPartial(): boolean {
    return this.pending.length > 0 && !this.isBroken;
  }

  /** Find out the encoding from the first bytes: false when more of them are needed. */
  private detect(final: boolean): boolean {
    const bytes = this.pending;
    if (bytes.length < 2 && !final) return false;
    const [a, b] = [bytes[0] ?? 0x20, bytes[1] ?? 0x20];
    if ((a === 0xfe && b === 0xff) || a === 0) this.encoding = 'utf-16be';
    else if ((a === 0xff && b === 0xfe) || b === 0) this.encoding = 'utf-16le';
    if (this.encoding !== null) return true;
    if (a !== 0x3c) {
      if (a === 0xef && bytes.length < 3 && !final) return false;
      this.encoding = 'utf-8';
      return true;
    }
    const start = String.fromCharCode(...bytes.subarray(0, 200));
    if (start.length < 6 && '<?xml '.startsWith(start) && !final) return false;
    if (!/^<\?xml\s/.test(start)) {
      this.encoding = 'utf-8';
      return true;
    }
    if (!start.includes('?>') && start.length < 200 && !final) return false;
    const name = DECLARATION.exec(start.slice(0, start.indexOf('?>') + 1 || 200))?.[1];
    if (name === undefined) this.encoding = 'utf-8';
    else this.choose(name, true);
    return true;
  }

  /** Use an encoding by name; `declared` in a declaration of eight-bit characters. */
  private choose(name: string, declared: boolean): void {
    switch (name.toLowerCase()) {
      case 'utf-8':
        this.encoding = 'utf-8';
        return;
      case 'utf-16':
      case 'utf-16le':
      case 'utf-16be':
        if (declared) throw new XmlError(INCORRECT_ENCODING, 0);
        // Which of the two, a mark says; big endian without one.
        this.encoding = name.toLowerCase() === 'utf-16le' ? 'utf-16le' : 'utf-16be';
        return;
      case 'iso-8859-1':
        this.map = Int32Array.from({ length: 256 }, (_, byte) => byte);
        break;
      case 'us-ascii':
        this.map = Int32Array.from({ length: 256 }, (_, byte) => (byte < 128 ? byte : -1));
        break;
      default:
        this.map = this.unknownEncoding(name);
        if (this.map === null || !keepsAscii(this.map)) throw new XmlError(UNKNOWN_ENCODING, 0);
    }
    this.encoding = 'bytes';
  }

  private skipMark(): void {
    if (this.byte > 0 || this.text !== '' || this.pending.length < 2) return;
    const [a, b, c] = this.pending as unknown as [number, number, number?];
    let size = 0;
    if (this.encoding === 'utf-8' && a === 0xef && b === 0xbb && c === 0xbf) size = 3;
    else if (this.encoding?.startsWith('utf-16') && a === 0xfe && b === 0xff) {
      this.encoding = 'utf-16be';
      size = 2;
    } else if (this.encoding?.startsWith('utf-16') && a === 0xff && b === 0xfe) {
      this.encoding = 'utf-16le';
      size = 2;
    }
    this.pending = this.pending.subarray(size);
    this.byte = size;
  }

  private decode(): void {
    if (this.isBroken || this.pending.length === 0) return;
    let used = this.pending.length;
    let text = '';
    if (this.encoding === 'utf-8') [text, used] = this.decodeUtf8();
    else if (this.encoding === 'bytes') [text, used] = this.decodeBytes(this.map as Int32Array);
    else [text, used] = this.decodeUtf16(this.encoding === 'utf-16le');
    this.text += text;
    this.pending = this.pending.slice(used);
  }

  private decodeUtf8(): [string, number] {
    const bytes = this.pending;
    let end = bytes.length;
    // A character that is not complete stays behind.
    for (let back = 1; back <= 3 && back <= end; back++) {
      const byte = bytes[end - back] as number;
      if (byte < 0x80) break;
      if (byte >= 0xc0) {
        const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
        if (size > back) end -= back;
        break;
      }
    }
    try {
      return [new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, end)), end];
    } catch {
      this.isBroken = true;
      const good = validUtf8(bytes, end);
      return [new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, good)), good];
    }
  }

  private decodeBytes(map: Int32Array): [string, number] {
    let text = '';
    for (let i = 0; i < this.pending.length; i++) {
      const point = map[this.pending[i] as number] as number;
      if (point < 0) {
        this.isBroken = true;
        return [text, i];
      }
      text += String.fromCodePoint(point);
    }
    return [text, this.pending.length];
  }

  private decodeUtf16(little: boolean): [string, number] {
    const bytes = this.pending;
    let text = '';
    let i = 0;
    for (; i + 1 < bytes.length; i += 2) {
      const [a, b] = [bytes[i] as number, bytes[i + 1] as number];
      const unit = little ? a | (b << 8) : (a << 8) | b;
      if (unit >= 0xd800 && unit < 0xdc00) {
        if (i + 3 >= bytes.length) break;
        const [c, d] = [bytes[i + 2] as number, bytes[i + 3] as number];
        text += String.fromCharCode(unit, little ? c | (d << 8) : (c << 8) | d);
        i += 2;
      } else text += String.fromCharCode(unit);
    }
    return [text, i];
  }

  /** Line, column and byte of a place in `text`. */
  position(at: number): { readonly line: number; readonly column: number; readonly byte: number } {
    let { line, column, byte } = this;
    const { text } = this;
    const width = this.encoding === 'bytes' ? 1 : this.encoding === 'utf-8' ? 0 : 2;
    for (let i = 0; i < at && i < text.length; i++) {
      const unit = text.charCodeAt(i);
      const isLow = unit >= 0xdc00 && unit <= 0xdfff;
      byte += width !== 0 ? width : unit < 0x80 ? 1 : unit < 0x800 ? 2 : unit >= 0xd800 && unit <= 0xdfff ? 2 : 3;
      if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) {
        line++;
        column = 0;
      } else if (unit === 13) {
        // The line feed behind it counts.
      } else if (!isLow) column++;
    }
    return { line, column, byte };
  }

  /** Text before this place is parsed. */
  forget(at: number): void {
    if (at === 0) return;
    const { line, column, byte } = this.position(at);
    this.line = line;
    this.column = column;
    this.byte = byte;
    this.text = this.text.slice(at);
  }
}

/** Does an encoding have ASCII where XML needs it? */
function keepsAscii(map: Int32Array): boolean {
  for (let byte = 0x20; byte < 0x7f; byte++) {
    // Like expat: some ASCII characters that markup does not use may be others.
    if (map[byte] !== byte && !'$@\\^`{}~'.includes(String.fromCharCode(byte))) return false;
  }
  return map[9] === 9 && map[10] === 10 && map[13] === 13;
}

/** How many of the bytes are valid UTF-8. */
function validUtf8(bytes: Uint8Array, end: number): number {
  let low = 0;
  let high = end;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  // Whole characters up to a place are valid as long as all before it are.
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    let cut = middle;
    while (cut < end && ((bytes[cut] as number) & 0xc0) === 0x80 && cut - middle < 3) cut++;
    try {
      decoder.decode(bytes.subarray(0, cut));
      low = Math.max(cut, low + 1);
    } catch {
      high = middle - 1;
    }
  }
  while (low > 0 && low < end && ((bytes[low] as number) & 0xc0) === 0x80) low--;
  return Math.min(low, end);
}
