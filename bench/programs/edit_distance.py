"""Edit distances by dynamic programming: string indexes and list rows."""


def distance(a, b):
    previous = list(range(len(b) + 1))
    for i in range(1, len(a) + 1):
        current = [i]
        for j in range(1, len(b) + 1):
            cost = 0 if a[i - 1] == b[j - 1] else 1
            current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost))
        previous = current
    return previous[-1]


def run(scale):
    first = "".join(chr(97 + (i * i) % 26) for i in range(scale))
    second = "".join(chr(97 + (i * 7) % 26) for i in range(scale))
    return distance(first, second), distance("kitten", "sitting")


SCALE = 560
