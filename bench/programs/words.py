"""Counting words: dicts, str methods, sorting by a key."""


def text(lines):
    words = "the quick brown fox jumps over a lazy dog while seven wizards brew potions in silence".split()
    state = 42
    out = []
    for _ in range(lines):
        line = []
        for _ in range(12):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            line.append(words[(state >> 8) % len(words)])
        out.append(" ".join(line).capitalize() + ".")
    return out


def run(scale):
    counts = {}
    lengths = {}
    for line in text(scale):
        for word in line.rstrip(".").lower().split():
            counts[word] = counts.get(word, 0) + 1
            lengths.setdefault(len(word), set()).add(word)
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:5]
    return ", ".join(f"{word}={count}" for word, count in best), sorted(map(len, lengths.values()))


SCALE = 9000
