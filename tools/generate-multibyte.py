"""Writes src/modules/multibyte/tables.ts: the character sets of the multi-byte encodings, as CPython's codecs have them.

Run with CPython 3.14. A table lists what a codec's byte sequences mean, as differences from an earlier table
(`PARENTS`); a second list holds characters that are not encoded as the first sequence that decodes to them.
Numbers are written as variable-length integers, deflated, in base 64.
"""

import base64
import codecs
import zlib

LEADS = range(0x80, 0x100)


def jis_to_sjis(key):
    """The Shift JIS code of a code in plane 1 of EUC-JP."""
    row, cell = (key >> 8) - 0xA1, (key & 0xFF) - 0xA1
    lead = 0x81 + row // 2 if row < 62 else 0xC1 + row // 2
    trail = cell + 0x9F if row & 1 else cell + 0x40 + (cell >= 63)
    return lead << 8 | trail


def same(key):
    return key


# Each table: codec, earlier table and how its codes are carried over.
TABLES = [
    ('euc_jp', None, None),
    ('euc_jis_2004', 'euc_jp', same),
    ('euc_jisx0213', 'euc_jis_2004', same),
    ('shift_jis', 'euc_jp', jis_to_sjis),
    ('cp932', 'shift_jis', same),
    ('shift_jis_2004', 'euc_jis_2004', jis_to_sjis),
    ('shift_jisx0213', 'shift_jis_2004', same),
    ('gb2312', None, None),
    ('gbk', 'gb2312', same),
    ('gb18030', 'gbk', same),
    ('euc_kr', None, None),
    ('cp949', 'euc_kr', same),
    ('johab', None, None),
    ('big5', None, None),
    ('cp950', 'big5', same),
    ('big5hkscs', 'big5', same),
]


def decode(name, data):
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def is_lead(name, data):
    """Does the decoder wait for more after these bytes?"""
    decoder = codecs.getincrementaldecoder(name)()
    try:
        return decoder.decode(data) == '' and decoder.getstate()[0] != b''
    except UnicodeDecodeError:
        return False


def varint(out, number):
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)


def zigzag(out, number):
    varint(out, number * 2 if number >= 0 else -number * 2 - 1)


def decoded_sequences(name):
    """Code (its bytes as a number) to text, for sequences of two and three bytes."""
    found = {}
    for lead in LEADS:
        if not is_lead(name, bytes([lead])):
            continue
        for trail in range(256):
            text = decode(name, bytes([lead, trail]))
            if text is not None:
                found[lead << 8 | trail] = text
            elif lead == 0x8F and is_lead(name, bytes([lead, trail])):
                for last in range(256):
                    text = decode(name, bytes([lead, trail, last]))
                    if text is not None:
                        found[lead << 16 | trail << 8 | last] = text
    return found


def encoded(name, text):
    try:
        return int.from_bytes(text.encode(name))
    except UnicodeEncodeError:
        return 0


def table(name, sequences, parent, carry, pairs):
    inherited = {}
    if parent is not None:
        for key, value in parent.items():
            if carry is not same and (key > 0xFFFF):
                continue
            inherited[carry(key)] = value
    values = {}
    for key, text in sequences.items():
        if len(text) == 2:
            if text not in pairs:
                pairs.append(text)
            values[key] = 0x110000 + pairs.index(text)
        else:
            values[key] = ord(text)
    changed = {key: value for key, value in values.items() if inherited.get(key) != value}
    changed |= {key: 0 for key in inherited if key not in values}
    keys, points = bytearray(), bytearray()
    last_key, last_point = -1, -1
    for key in sorted(changed):
        varint(keys, key - last_key - 1)
        zigzag(points, changed[key] - last_point - 1)
        last_key, last_point = key, changed[key]
    # What the encoder does otherwise.
    first = {}
    for byte in range(256):
        text = decode(name, bytes([byte]))
        if text is not None and len(text) == 1:
            first.setdefault(ord(text), byte)
    for key in sorted(values):
        first.setdefault(values[key], key)
    other = bytearray()
    last = -1
    for point in range(0x30000):
        if 0xD800 <= point <= 0xDFFF:
            continue
        code = encoded(name, chr(point))
        if name == 'gb18030' and code > 0xFFFF:
            code = 0
        if name == 'euc_kr' and code > 0xFFFF:
            code = 0
        if code != first.get(point, 0) and not (point == 0):
            varint(other, point - last - 1)
            varint(other, code)
            last = point
    parts = bytearray()
    for part in (keys, points, other):
        varint(parts, len(part))
        parts += part
    return values, base64.b64encode(zlib.compress(bytes(parts), 9)).decode(), len(changed)


def singles(name):
    """Runs of single bytes that are no ASCII as themselves: `start-end:first` (hexadecimal), and leads as `start-end`."""
    runs = []
    for byte in range(256):
        text = decode(name, bytes([byte]))
        if text is not None:
            kind = ('c', ord(text) - byte)
        elif is_lead(name, bytes([byte])):
            kind = ('lead', None)
        else:
            continue
        if kind == ('c', 0) and byte < 0x80:
            continue
        if runs and runs[-1][2] == kind and runs[-1][1] == byte - 1:
            runs[-1][1] = byte
        else:
            runs.append([byte, byte, kind])
    return ','.join(f'{a:x}-{b:x}' + ('' if k == 'lead' else f':{a + d:x}') for a, b, (k, d) in runs)


def four_byte_ranges():
    """GB 18030: runs of the linear four-byte code and the first character of each, below U+10000."""
    runs = []
    for linear in range(39420):
        rest, b4 = divmod(linear, 10)
        rest, b3 = divmod(rest, 126)
        b1, b2 = divmod(rest, 10)
        text = decode('gb18030', bytes([b1 + 0x81, b2 + 0x30, b3 + 0x81, b4 + 0x30]))
        if text is None:
            raise AssertionError(linear)
        point = ord(text)
        if not runs or point - runs[-1][1] != linear - runs[-1][0]:
            runs.append((linear, point))
    return runs


def wrap(text, indent='  '):
    lines = [text[i:i + 114] for i in range(0, len(text), 114)]
    return (' +\n' + indent).join(f"'{line}'" for line in lines)


def main():
    done, pairs, out = {}, [], []
    for name, parent, carry in TABLES:
        sequences = decoded_sequences(name)
        values, text, count = table(name, sequences, done.get(parent), carry, pairs)
        done[name] = values
        print(name, len(values), count, len(text))
        out.append((name, parent, carry is jis_to_sjis, singles(name), text))
    lines = ['/** This file holds the character sets of the multi-byte encodings; made by tools/generate-multibyte.py. */', '']
    lines += ['/** How one table is written: what differs from an earlier one, and bytes that stand alone. */']
    lines += ['export interface TableText {', '  readonly name: string;', '  readonly parent: string | null;']
    lines += ['  /** Codes of the parent are carried over from EUC-JP to Shift JIS. */', '  readonly shifted: boolean;']
    lines += ['  /** `from-to:character` for bytes that stand alone, `from-to` for those that begin a sequence. */']
    lines += ['  readonly singles: string;', '  readonly data: string;', '}', '']
    lines += ['/** Texts of two characters that one code stands for. */']
    lines += ['export const PAIRS: readonly (readonly [number, number])[] = [']
    lines += ['  ' + ' '.join(f'[0x{ord(a):x}, 0x{ord(b):x}],' for a, b in pairs[i:i + 6]) for i in range(0, len(pairs), 6)]
    lines += ['];', '', '/** GB 18030: where runs of four-byte codes begin, and the character there. */']
    runs = four_byte_ranges()
    lines += ['export const FOUR_BYTE_RUNS: readonly (readonly [number, number])[] = [']
    lines += ['  ' + ' '.join(f'[{a}, 0x{b:x}],' for a, b in runs[i:i + 6]) for i in range(0, len(runs), 6)]
    lines += ['];', '', '/** In the order of their dependence. */', 'export const TABLE_TEXTS: readonly TableText[] = [']
    for name, parent, shifted, single, text in out:
        lines += ['  {', f"    name: '{name}',", f"    parent: {'null' if parent is None else repr(parent)},"]
        lines += [f"    shifted: {'true' if shifted else 'false'},", f"    singles: '{single}',"]
        lines += ['    data:', '      ' + wrap(text, '      ') + ',', '  },']
    lines += ['];', '']
    with open('src/modules/multibyte/tables.ts', 'w') as file:
        file.write('\n'.join(lines))


main()
