"""Report on a web server's access log: traffic, errors, slow pages, suspicious clients.

    python log_analyser.py access.log --top 10 --status 5xx
    python log_analyser.py                       # a made-up log, the same every time
"""

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

LINE = re.compile(
    r"""
    (?P<client>\d{1,3}(?:\.\d{1,3}){3}) \s
    \S+ \s (?P<user>\S+) \s
    \[(?P<time>[^\]]+)\] \s
    "(?P<method>[A-Z]+) \s (?P<path>[^\s?"]+)(?:\?(?P<query>[^\s"]*))? \s HTTP/\d\.\d" \s
    (?P<status>\d{3}) \s (?P<size>\d+|-)
    (?: \s "(?P<agent>(?:[^"\\]|\\.)*)" )?
    (?: \s (?P<millis>\d+(?:\.\d+)?)ms )?
    """,
    re.VERBOSE,
)
SUSPICIOUS = re.compile(r"\.\./|\bunion\b.+\bselect\b|<script|/wp-admin|\.php$", re.IGNORECASE)
TIME_FORMAT = "%d/%b/%Y:%H:%M:%S %z"


class Request(NamedTuple):
    client: str
    user: str | None
    time: datetime
    method: str
    path: str
    query: str
    status: int
    size: int
    agent: str
    millis: float

    @classmethod
    def parse(cls, line: str) -> "Request | None":
        match = LINE.fullmatch(line.strip())
        if match is None:
            return None
        found = match.groupdict()
        return cls(
            client=found["client"],
            user=None if found["user"] == "-" else found["user"],
            time=datetime.strptime(found["time"], TIME_FORMAT),
            method=found["method"],
            path=found["path"],
            query=found["query"] or "",
            status=int(found["status"]),
            size=0 if found["size"] == "-" else int(found["size"]),
            agent=found["agent"] or "",
            millis=float(found["millis"] or 0),
        )


def made_up_log(count: int, seed: int) -> Iterator[str]:
    """A plausible day of traffic, the same for the same seed."""
    rng = random.Random(seed)
    pages = ["/", "/about", "/shop", "/shop/cart", "/shop/pay", "/blog/python", "/blog/wasm", "/static/app.js"]
    attacks = ["/../../etc/passwd", "/wp-admin/setup", "/index.php", "/search?q=1+UNION+SELECT+2"]
    agents = ["Mozilla/5.0 (X11)", "curl/8.5", 'Odd \\"quoted\\" agent']
    clients = [f"10.0.{rng.randrange(4)}.{rng.randrange(1, 255)}" for _ in range(12)]
    time = datetime(2026, 3, 1, 6, 0, tzinfo=timezone(timedelta(hours=1)))
    for number in range(count):
        time += timedelta(seconds=rng.expovariate(1 / 90))
        client = rng.choice(clients)
        path = rng.choices(pages, weights=[30, 5, 20, 8, 4, 12, 10, 40])[0]
        status = rng.choices([200, 304, 404, 500, 503], weights=[80, 8, 6, 3, 2])[0]
        if rng.random() < 0.05:
            client, path, status = "203.0.113.66", rng.choice(attacks), 404
        elif rng.random() < 0.2 and path != "/static/app.js":
            path += f"?page={rng.randint(1, 5)}"
        size = "-" if status == 304 else str(int(rng.lognormvariate(8, 1)))
        user = rng.choice(["-", "-", "-", "ada", "grace"])
        millis = rng.gammavariate(2, 30) * (6 if "pay" in path else 1)
        stamp = time.strftime(TIME_FORMAT)
        method = "POST" if "pay" in path else "GET"
        yield f'{client} - {user} [{stamp}] "{method} {path} HTTP/1.1" {status} {size} "{rng.choice(agents)}" {millis:.1f}ms'
        if number % 97 == 96:
            yield "-- log rotated --"


def status_filter(text: str):
    """argparse type: '404' or '5xx'."""
    if not re.fullmatch(r"[1-5](\d\d|xx)", text):
        raise argparse.ArgumentTypeError(f"{text!r} is neither a status like 404 nor a class like 5xx")
    return re.compile(text.replace("x", r"\d"))


def human(size: float) -> str:
    for unit in ("B", "KiB", "MiB", "GiB"):
        if size < 1024 or unit == "GiB":
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1024
    raise AssertionError("unreachable")


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    position = (len(ordered) - 1) * share
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


class Report:
    def __init__(self, requests: Iterable[Request]):
        self.requests = list(requests)
        self.by_path: defaultdict[str, list[Request]] = defaultdict(list)
        for request in self.requests:
            self.by_path[request.path].append(request)

    def section(self, title: str) -> None:
        print(f"\n{title}\n{'-' * len(title)}")

    def overview(self) -> None:
        first, last = self.requests[0].time, self.requests[-1].time
        print(f"{len(self.requests):,} requests from {len({r.client for r in self.requests})} clients")
        print(f"{first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} ({last - first})")
        print(f"{human(sum(r.size for r in self.requests))} sent")

    def statuses(self) -> None:
        self.section("Status")
        counts = Counter(r.status for r in self.requests)
        for status, count in sorted(counts.items()):
            share = count / len(self.requests)
            print(f"{status}  {count:>5}  {share:>6.1%}  {'#' * round(share * 40)}")

    def paths(self, top: int) -> None:
        self.section(f"Busiest {top} paths")
        print(f"{'path':<24}{'hits':>6}{'median':>10}{'p95':>10}{'errors':>8}")
        for path, requests in sorted(self.by_path.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:top]:
            millis = [r.millis for r in requests]
            errors = sum(r.status >= 400 for r in requests)
            print(f"{path:<24}{len(requests):>6}{percentile(millis, 0.5):>8.1f}ms{percentile(millis, 0.95):>8.1f}ms{errors:>8}")

    def hours(self) -> None:
        self.section("Requests by hour")
        counts = Counter(r.time.hour for r in self.requests)
        most = max(counts.values())
        for hour in range(min(counts), max(counts) + 1):
            print(f"{hour:02}:00 |{'=' * (counts[hour] * 40 // most):<40}| {counts[hour]}")

    def suspects(self) -> None:
        self.section("Suspicious requests")
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for request in self.requests:
            target = f"{request.path}?{request.query}" if request.query else request.path
            if SUSPICIOUS.search(target.replace("+", " ")):
                found[request.client][target] += 1
        for client, targets in sorted(found.items()):
            print(f"{client}: {targets.total()} requests")
            for target, count in targets.most_common():
                print(f"  {count:>3} x {target}")
        if not found:
            print("none")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Report on a web server's access log.")
    parser.add_argument("file", nargs="?", help="the log; without it a made-up one is used")
    parser.add_argument("-n", "--top", type=int, default=5, metavar="N", help="how many paths to list (default: %(default)s)")
    parser.add_argument("--status", type=status_filter, help="only requests with this status, e.g. 404 or 5xx")
    parser.add_argument("--seed", type=int, default=2026, help="seed of the made-up log (default: %(default)s)")
    parser.add_argument("--lines", type=int, default=400, help="length of the made-up log (default: %(default)s)")
    options = parser.parse_args(arguments)

    if options.file:
        with open(options.file, encoding="utf-8") as file:
            lines = file.readlines()
    else:
        lines = list(made_up_log(options.lines, options.seed))
    parsed = [Request.parse(line) for line in lines]
    requests = [r for r in parsed if r and (not options.status or options.status.fullmatch(str(r.status)))]
    if not requests:
        parser.exit(1, "no request matches\n")

    report = Report(requests)
    report.overview()
    report.statuses()
    report.paths(options.top)
    report.hours()
    report.suspects()
    if skipped := parsed.count(None):
        print(f"\n{skipped} lines were not understood")
    return 0


if __name__ == "__main__":
    sys.exit(main())
