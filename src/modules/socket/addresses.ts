/** This file reads and writes numeric network addresses. */

/** The bytes of `1.2.3.4` in its strict form; null for anything else. */
export function parseIPv4(text: string): Uint8Array | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null;
  if (parts.some((part) => part.length > 1 && part.startsWith('0'))) return null;
  return Uint8Array.from(parts, Number);
}

/** `inet_aton`: one to four numbers, decimal, octal or hexadecimal, the last filling what is left. */
export function parseLooseIPv4(text: string): Uint8Array | null {
  const parts = text.trim().split('.');
  if (parts.length > 4) return null;
  const numbers: number[] = [];
  for (const part of parts) {
    if (/^0[xX][0-9a-fA-F]+$/.test(part)) numbers.push(Number.parseInt(part.slice(2), 16));
    else if (/^0[0-7]*$/.test(part)) numbers.push(Number.parseInt(part, 8));
    else if (/^[1-9]\d*$/.test(part)) numbers.push(Number(part));
    else return null;
  }
  const last = numbers.pop() as number;
  const room = 4 - numbers.length;
  if (numbers.some((n) => n > 255) || last >= 256 ** room) return null;
  const out = [...numbers];
  for (let i = room - 1; i >= 0; i--) out.push(Math.floor(last / 256 ** i) % 256);
  return Uint8Array.from(out);
}

export const formatIPv4 = (bytes: Uint8Array): string => bytes.join('.');

/** The 16 bytes of an IPv6 address; null for anything else. */
export function parseIPv6(text: string): Uint8Array | null {
  let source = text;
  const dotted = /(?:^|:)(\d+\.\d+\.\d+\.\d+)$/.exec(source);
  if (dotted !== null) {
    const four = parseIPv4(dotted[1] as string);
    if (four === null) return null;
    const [a, b, c, d] = four as unknown as [number, number, number, number];
    const tail = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
    source = source.slice(0, source.length - (dotted[1] as string).length) + tail;
  }
  const halves = source.split('::');
  if (halves.length > 2) return null;
  const groups = (half: string): string[] => (half === '' ? [] : half.split(':'));
  const head = groups(halves[0] as string);
  const tail = halves.length === 2 ? groups(halves[1] as string) : [];
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const all = [...head, ...new Array<string>(missing).fill('0'), ...tail];
  if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return null;
  return Uint8Array.from(all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]));
}

/** The text of an IPv6 address, its longest run of zeros shortened (RFC 5952). */
export function formatIPv6(bytes: Uint8Array): string {
  const groups: number[] = [];
  for (let i = 0; i < 16; i += 2) groups.push(((bytes[i] as number) << 8) | (bytes[i + 1] as number));
  let best = { start: -1, length: 1 };
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && groups[i + length] === 0) length++;
    if (length > best.length) best = { start: i, length };
  }
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  if (best.start < 0) return hex(groups);
  return `${hex(groups.slice(0, best.start))}::${hex(groups.slice(best.start + best.length))}`;
}
