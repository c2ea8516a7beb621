"""Regular expressions: search, groups, substitution, splitting."""
import re

LINE = re.compile(r"(?P<host>[\d.]+) - (?P<user>\w+|-) \[(?P<time>[^\]]+)\] \"(?P<verb>GET|POST) (?P<path>\S+)[^\"]*\" (?P<code>\d{3})")
WORD = re.compile(r"\b[a-z]+ing\b")


def lines(n):
    for i in range(n):
        yield f'10.0.{i % 256}.{i % 7} - user{i % 13} [12/Nov/2026:10:{i % 60:02}:00] "GET /a/b{i % 97}?q={i} HTTP/1.1" {200 + i % 3}'


def run(scale):
    codes = {}
    paths = set()
    for line in lines(scale):
        match = LINE.match(line)
        codes[match["code"]] = codes.get(match["code"], 0) + 1
        paths.add(match["path"].split("?")[0])
    text = "sitting and running while singing the king was thinking of nothing " * (scale // 20)
    return codes, len(paths), len(WORD.findall(text)), len(re.sub(r"(\w+) and (\w+)", r"\2 & \1", text))


SCALE = 14000
