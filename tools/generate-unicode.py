"""This file writes src/objects/unicode/tables from the Unicode database of a real CPython 3.14.

Run it with that interpreter:  python3.14 tools/generate-unicode.py
Aliases and named sequences, which unicodedata cannot list, stand in tools/unicode-names.txt.
"""

import pathlib
import sys
import unicodedata
from collections import Counter
from fractions import Fraction

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUT = ROOT / "src" / "objects" / "unicode" / "tables"
ALL = range(0x110000)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
OLD = unicodedata.ucd_3_2_0


def base36(n):
    if n < 0:
        return "-" + base36(-n)
    text = ""
    while True:
        n, d = divmod(n, 36)
        text = DIGITS[d] + text
        if n == 0:
            return text


def literal(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def wrap(name, text, doc):
    """A string constant."""
    return f"/** {doc} */\nexport const {name}: string =\n  {literal(text)};\n"


def write(file, head, body):
    path = OUT / file
    path.write_text(f"/** This file {head}; made by tools/generate-unicode.py. */\n\n{body}", encoding="ascii")
    print(file, path.stat().st_size)


def runs(values):
    """Run lengths of (length, value) pairs in base 36: 'length:value' or just 'value' for a length of one."""
    out = []
    last, count = values[0], 0
    for value in values:
        if value == last:
            count += 1
        else:
            out.append((count, last))
            last, count = value, 1
    out.append((count, last))
    return ",".join(base36(v) if n == 1 else f"{base36(n)}:{base36(v)}" for n, v in out)


def records(make):
    """Number the distinct records by frequency of runs; answer (list of records, run text)."""
    items = [make(c) for c in ALL]
    count = Counter(items[i] for i in ALL if i == 0 or items[i] != items[i - 1])
    order = [r for r, _ in count.most_common()]
    index = {r: i for i, r in enumerate(order)}
    return order, runs([index[r] for r in items])


# --- character types -------------------------------------------------------------------------------------------

FLAGS = [
    ("alpha", lambda s, c: s.isalpha()),
    ("decimal", lambda s, c: s.isdecimal()),
    ("digit", lambda s, c: s.isdigit()),
    ("numeric", lambda s, c: s.isnumeric()),
    ("lower", lambda s, c: s.islower()),
    ("upper", lambda s, c: s.isupper()),
    ("title", lambda s, c: unicodedata.category(s) == "Lt"),
    ("space", lambda s, c: s.isspace()),
    ("linebreak", lambda s, c: len(("a" + s + "a").splitlines()) == 2),
    ("xid_start", lambda s, c: s.isidentifier()),
    ("xid_continue", lambda s, c: ("a" + s).isidentifier()),
    ("printable", lambda s, c: s.isprintable()),
    ("cased", lambda s, c: (s + "a").title()[-1] == "a"),
    ("case_ignorable", lambda s, c: ("A" + s + "\u03a3").lower()[-1] == "\u03c2" and (" " + s + "\u03a3").lower()[-1] == "\u03c3"),
]


def type_record(c):
    s = chr(c)
    flags = 0
    for bit, (_, test) in enumerate(FLAGS):
        if test(s, c):
            flags |= 1 << bit
    return unicodedata.category(s), flags


def write_types():
    order, text = records(type_record)
    body = "".join(
        f"export const {name.upper()} = {1 << bit};\n" for bit, (name, _) in enumerate(FLAGS)
    )
    body += "\n/** General category and flags of each record, as `category:flags` in base 36. */\n"
    body += "export const TYPE_RECORDS: string =\n  " + literal(",".join(f"{c}:{base36(f)}" for c, f in order)) + ";\n\n"
    body += wrap("TYPE_RUNS", text, "Record of each code point as run lengths, see range-table.")
    write("type-records.ts", "holds the category and character type of every code point", body)
    zeros = [c for c in ALL if unicodedata.decimal(chr(c), -1) == 0]
    for z in zeros:
        assert all(unicodedata.decimal(chr(z + i)) == i for i in range(10))
    assert len(zeros) * 10 == sum(chr(c).isdecimal() for c in ALL)
    write(
        "decimal-zeros.ts",
        "lists the code points of the digit zero of every script",
        "/** Each is followed by the digits one to nine. */\nexport const DECIMAL_ZEROS: readonly number[] = [\n"
        + "".join(f"  0x{z:x},\n" for z in zeros)
        + "];\n",
    )


# --- case ------------------------------------------------------------------------------------------------------


def case_map(method, default):
    """Runs `gap.count.step.shift` of single mappings, and a list of mappings to several code points."""
    single, special = [], []
    for c in ALL:
        if 0xD800 <= c <= 0xDFFF:
            continue
        mapped = method(chr(c))
        if mapped == default(chr(c)):
            continue
        if len(mapped) == 1:
            single.append((c, ord(mapped) - c))
        else:
            special.append((c, mapped))
    out = []
    i = 0
    end = 0
    while i < len(single):
        c, shift = single[i]
        best = (1, 1)
        for step in (1, 2):
            n = 1
            while i + n < len(single) and single[i + n] == (c + n * step, shift):
                n += 1
            if n > best[0]:
                best = (n, step)
        n, step = best
        out.append(f"{base36(c - end)}.{base36(n)}.{step}.{base36(shift)}")
        end = c + n * step
        i += n
    multi = [f"{base36(c)}." + ".".join(base36(ord(x)) for x in m) for c, m in special]
    return ",".join(out), ",".join(multi)


def write_case():
    same = lambda s: s
    body = ""
    for name, method, default, doc in [
        ("LOWER", str.lower, same, "lower case, where it differs from the character"),
        ("UPPER", str.upper, same, "upper case, where it differs from the character"),
        ("TITLE", str.title, str.upper, "title case, where it differs from upper case"),
        ("FOLD", str.casefold, str.lower, "case folding, where it differs from lower case"),
    ]:
        single, special = case_map(method, default)
        body += wrap(name + "_RUNS", single, f"Runs of single mappings to {doc}.") + "\n"
        body += wrap(name + "_SPECIAL", special, f"Mappings to several code points: {doc}.") + "\n"
    # The simple mappings that regular expressions use are the single ones; these few differ from them.
    write("case-maps.ts", "holds the case mappings", body.rstrip("\n") + "\n")


# --- the database of the unicodedata module ----------------------------------------------------------------------


def database(db):
    def make(c):
        s = chr(c)
        return (
            db.category(s),
            db.bidirectional(s),
            db.combining(s),
            db.mirrored(s),
            db.east_asian_width(s),
        )

    return make


def write_database():
    body = ""
    for name, db in [("DATABASE", unicodedata), ("DATABASE_3_2", OLD)]:
        order, text = records(database(db))
        body += wrap(
            name + "_RECORDS",
            ",".join(":".join(str(x) for x in r) for r in order),
            "Category, bidirectional class, combining class, mirrored and East Asian width of each record.",
        )
        body += "\n" + wrap(name + "_RUNS", text, "Record of each code point as run lengths.") + "\n"
    write("database.ts", "holds the properties that the unicodedata module shows", body.rstrip("\n") + "\n")


def numeric_text(db):
    """Runs of `gap.count.value` where consecutive characters have consecutive values; others have a count of one."""
    out = []
    end = 0
    c = 0
    items = [(c, db.numeric(chr(c))) for c in ALL if db.numeric(chr(c), None) is not None]
    i = 0
    while i < len(items):
        c, value = items[i]
        n = 1
        if value == int(value):
            while i + n < len(items) and items[i + n] == (c + n, value + n):
                n += 1
        f = Fraction(value).limit_denominator(1000)
        assert f.numerator / f.denominator == value, (c, value)
        v = str(f.numerator) if f.denominator == 1 else f"{f.numerator}/{f.denominator}"
        out.append(f"{base36(c - end)}.{base36(n)}.{v}")
        end = c + n
        i += n
    return ",".join(out)


def digit_text():
    out = []
    end = 0
    items = [(c, unicodedata.digit(chr(c))) for c in ALL if unicodedata.digit(chr(c), -1) >= 0 and not chr(c).isdecimal()]
    i = 0
    while i < len(items):
        c, value = items[i]
        n = 1
        while i + n < len(items) and items[i + n] == (c + n, value + n):
            n += 1
        out.append(f"{base36(c - end)}.{base36(n)}.{value}")
        end = c + n
        i += n
    return ",".join(out)


def write_numeric():
    body = wrap("NUMERIC_RUNS", numeric_text(unicodedata), "Numeric values: `gap.count.value`, gap and count in base 36.")
    body += "\n" + wrap("DIGIT_RUNS", digit_text(), "Digit values of characters that are not decimal digits.")
    old = []
    for c in ALL:
        s = chr(c)
        if OLD.category(s) == "Cn":
            continue
        a = (unicodedata.decimal(s, None), unicodedata.digit(s, None), unicodedata.numeric(s, None))
        b = (OLD.decimal(s, None), OLD.digit(s, None), OLD.numeric(s, None))
        if a != b:
            show = lambda x: "" if x is None else repr(x)
            old.append(f"{base36(c)}:" + ":".join(show(x) for x in b))
    body += "\n" + wrap("NUMERIC_3_2", ",".join(old), "Decimal, digit and numeric values that differed in Unicode 3.2.")
    write("numeric.ts", "holds the numeric values of characters", body)


def write_decompositions():
    out = []
    end = 0
    tags = ["", "<compat>"]
    for c in ALL:
        d = unicodedata.decomposition(chr(c))
        if d == "" or 0xAC00 <= c <= 0xD7A3:
            continue
        parts = d.split(" ")
        tag = ""
        if parts[0].startswith("<"):
            tag = parts.pop(0)
        if tag not in tags:
            tags.append(tag)
        points = [int(p, 16) for p in parts]
        out.append(f"{base36(c - end)}.{tags.index(tag)}." + ".".join(base36(p) for p in points))
        end = c
    body = "/** Tags of compatibility decompositions; the empty tag is canonical. */\n"
    body += "export const DECOMPOSITION_TAGS: readonly string[] = [" + ", ".join(literal(t) for t in tags) + "];\n\n"
    body += wrap("DECOMPOSITIONS", ",".join(out), "Decomposition mappings: `gap.tag.points`, all in base 36 but the tag.")
    excluded = []
    for c in ALL:
        d = unicodedata.decomposition(chr(c))
        if d == "" or d.startswith("<") or 0xAC00 <= c <= 0xD7A3 or len(d.split(" ")) == 1:
            continue
        if unicodedata.normalize("NFC", chr(c)) != chr(c):
            excluded.append(base36(c))
    body += "\n" + wrap("COMPOSITION_EXCLUSIONS", ",".join(excluded), "Characters that composition never makes.")
    old = []
    for c in ALL:
        s = chr(c)
        if OLD.category(s) == "Cn" or 0xAC00 <= c <= 0xD7A3:
            continue
        if OLD.decomposition(s) != unicodedata.decomposition(s):
            old.append(f"{base36(c)}:{OLD.decomposition(s)}")
    body += "\n" + wrap("DECOMPOSITIONS_3_2", ",".join(old), "Decompositions that differed in Unicode 3.2.")
    norm = []
    for c in ALL:
        s = chr(c)
        if 0xD800 <= c <= 0xDFFF:
            continue
        a, b = unicodedata.normalize("NFD", s), OLD.normalize("NFD", s)
        if a != b and OLD.category(s) != "Cn":
            norm.append(f"{base36(c)}." + ".".join(base36(ord(x)) for x in b))
    body += "\n" + wrap("NORMALIZATION_3_2", ",".join(norm), "Canonical decompositions that Unicode 3.2 had otherwise.")
    write("decompositions.ts", "holds the decompositions", body)


# --- names -----------------------------------------------------------------------------------------------------

ALPHABET = "".join(chr(c) for c in range(35, 127) if chr(c) not in "'\\`$")
ONE, TWO = 40, 35


def token(index):
    n = len(ALPHABET)
    if index < ONE:
        return ALPHABET[index]
    index -= ONE
    if index < TWO * n:
        return ALPHABET[ONE + index // n] + ALPHABET[index % n]
    index -= TWO * n
    return ALPHABET[ONE + TWO + index // (n * n)] + ALPHABET[index // n % n] + ALPHABET[index % n]


def split_words(name):
    """Words; a hyphen opens a word of its own, so that `-KIYEOK` is shared."""
    out = []
    for word in name.split(" "):
        parts = word.split("-")
        out.append(parts[0])
        out.extend("-" + p for p in parts[1:])
    return out


def write_names():
    hexed = []
    plain = []
    for c in ALL:
        name = unicodedata.name(chr(c), None)
        if name is None or 0xAC00 <= c <= 0xD7A3:
            continue
        suffix = "%04X" % c
        if name.endswith("-" + suffix):
            prefix = name[: -len(suffix)]
            if hexed and hexed[-1][0] == prefix and hexed[-1][2] == c - 1:
                hexed[-1][2] = c
            else:
                hexed.append([prefix, c, c])
        else:
            plain.append((c, name))
    # Names that lookup() knows though name() does not.
    for c in ALL:
        suffix = "TANGUT IDEOGRAPH-%04X" % c
        try:
            known = unicodedata.lookup(suffix) == chr(c)
        except KeyError:
            known = False
        if known:
            if hexed[-1][0] == "?TANGUT IDEOGRAPH-" and hexed[-1][2] == c - 1:
                hexed[-1][2] = c
            else:
                hexed.append(["?TANGUT IDEOGRAPH-", c, c])
    rows = []
    for line in (ROOT / "tools" / "unicode-names.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            points, name = line.split(";")
            rows.append(([int(p, 16) for p in points.split()], name))
            assert unicodedata.lookup(name) == "".join(map(chr, rows[-1][0]))
    words = Counter()
    previous = []
    coded = []
    for c, name in plain:
        parts = split_words(name)
        shared = 0
        while shared < min(len(parts), len(previous), 7) and parts[shared] == previous[shared]:
            shared += 1
        coded.append((c, shared, parts[shared:]))
        previous = parts
    # Whole words are counted in blocks' first names too, which share nothing.
    for i, (c, shared, parts) in enumerate(coded):
        words.update(parts)
    block = 64
    for i in range(0, len(coded), block):
        words.update(split_words(plain[i][1]))
    order = sorted(words, key=lambda w: (-words[w], w))
    index = {w: i for i, w in enumerate(order)}
    blocks = []
    starts = []
    end = 0
    for i in range(0, len(coded), block):
        text = ""
        first = coded[i][0]
        starts.append(first)
        before = first - 1
        for k, (c, shared, parts) in enumerate(coded[i : i + block]):
            if k == 0:
                shared, parts = 0, split_words(plain[i][1])
            gap = c - before - 1
            before = c
            # One head character: shared words (0..7) and whether a gap follows; then the number of new words.
            n = len(parts)
            head = shared + (8 if gap else 0)
            text += ALPHABET[head] + (ALPHABET[min(gap, 80)] if gap else "")
            if gap >= 80:
                text += base36(gap) + "."
            text += ALPHABET[n] + "".join(token(index[p]) for p in parts)
        blocks.append(text)
    body = f"/** Characters that tokens are written with. */\nexport const NAME_ALPHABET: string =\n  {literal(ALPHABET)};\n"
    body += f"/** Tokens of one and of two characters. */\nexport const NAME_ONE = {ONE};\nexport const NAME_TWO = {TWO};\n\n"
    body += wrap("NAME_WORDS", " ".join(order), "Words of names, the most frequent first; a leading hyphen joins.")
    deltas = [starts[0]] + [b - a for a, b in zip(starts, starts[1:])]
    body += "\n" + wrap("NAME_STARTS", ",".join(base36(d) for d in deltas), "Gaps between the first code points of the blocks.")
    body += "\n" + wrap("NAME_LENGTHS", ",".join(base36(len(b)) for b in blocks), "Lengths of the blocks.")
    body += "\n" + wrap("NAME_BLOCKS", "".join(blocks), "Names in blocks of 64, see names.ts for the form.")
    body += "\n" + wrap(
        "NAME_RANGES",
        ",".join(f"{p}:{base36(a)}:{base36(b)}" for p, a, b in hexed),
        "Names that end in the hexadecimal code point; those with a question mark are found but not shown.",
    )
    body += "\n" + wrap(
        "NAME_ALIASES",
        ",".join(".".join(base36(p) for p in points) + ":" + name for points, name in rows),
        "Formal aliases (one code point) and named sequences (several).",
    )
    write("names.ts", "holds the names of all characters", body)


OUT.mkdir(parents=True, exist_ok=True)
assert unicodedata.unidata_version == "16.0.0", sys.version
write_types()
write_case()
write_database()
write_numeric()
write_decompositions()
write_names()
