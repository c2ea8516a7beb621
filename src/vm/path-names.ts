/** This file passes between names as bytes and names as text in which PEP 383's surrogates stand for other bytes. */

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Does the text hold a lone surrogate, so that its bytes are not plain UTF-8? */
export function hasEscapes(text: string): boolean {
  return LONE_SURROGATE.test(text);
}

/** The bytes of a name. */
export function nameBytes(text: string): Uint8Array {
  const encoder = new TextEncoder();
  if (!hasEscapes(text)) return encoder.encode(text);
  const parts: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    if (point >= 0xdc80 && point <= 0xdcff) parts.push(point - 0xdc00);
    else parts.push(...encoder.encode(character));
  }
  return Uint8Array.from(parts);
}

/** The name that these bytes are. */
export function nameText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return escapedText(bytes);
  }
}

function escapedText(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let out = '';
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i] as number;
    const size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    try {
      out += decoder.decode(bytes.subarray(i, i + size));
      i += size;
    } catch {
      out += String.fromCharCode(0xdc00 + first);
      i++;
    }
  }
  return out;
}
