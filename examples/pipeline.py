"""An asyncio pipeline: producers, a bounded queue, workers with retries and a rate limit, and a collector.

The stages talk through queues; time is simulated in ticks, so that every run prints the same.
"""

import asyncio
import contextlib
import hashlib
import itertools
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from functools import wraps

TICK = 0.005


@dataclass(order=True)
class Job:
    priority: int
    number: int
    text: str = field(compare=False)
    attempts: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Result:
    number: int
    digest: str
    words: int
    worker: str
    attempts: int


class TemporaryFailure(Exception):
    """The service was busy; trying again may help."""


class PermanentFailure(Exception):
    """Trying again will not help."""


def retry(times: int) -> Callable:
    """Call a coroutine function again after a TemporaryFailure, at most `times` times."""

    def decorate[**P, R](function: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
        @wraps(function)
        async def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            for attempt in itertools.count(1):
                try:
                    return await function(*args, **kwargs)
                except TemporaryFailure as problem:
                    if attempt > times:
                        raise PermanentFailure(f"gave up after {attempt} attempts") from problem
                    await asyncio.sleep(0)
            raise AssertionError("unreachable")

        return wrapper

    return decorate


class Service:
    """Stands for a remote service: at most two calls at a time, and it fails now and then."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.slots = asyncio.Semaphore(2)
        self.calls = 0
        self.busy = 0
        self.most_busy = 0

    @contextlib.asynccontextmanager
    async def connection(self) -> AsyncIterator[int]:
        async with self.slots:
            self.busy += 1
            self.most_busy = max(self.most_busy, self.busy)
            try:
                yield self.busy
            finally:
                self.busy -= 1

    @retry(times=2)
    async def digest(self, job: Job) -> str:
        async with self.connection():
            self.calls += 1
            job.attempts += 1
            await asyncio.sleep(0)
            if not job.text.strip():
                raise PermanentFailure("nothing to digest")
            if self.random.random() < 0.3:
                raise TemporaryFailure(f"busy at call {self.calls}")
            return hashlib.sha256(job.text.encode()).hexdigest()[:12]


async def sentences(seed: int, count: int) -> AsyncIterator[str]:
    """An asynchronous source of text."""
    rng = random.Random(seed)
    words = "time space light bridge river stone window music paper garden".split()
    for number in range(count):
        await asyncio.sleep(0)
        yield "" if number == 7 else " ".join(rng.choices(words, k=rng.randint(2, 6)))


async def produce(name: str, queue: asyncio.PriorityQueue[Job], first: int, seed: int, count: int) -> int:
    number = first
    async for text in sentences(seed, count):
        await queue.put(Job(priority=-len(text.split()), number=number, text=text))
        number += 1
    print(f"{name}: {number - first} jobs queued")
    return number - first


async def work(name: str, jobs: asyncio.PriorityQueue[Job], results: asyncio.Queue[Result | Job], service: Service) -> None:
    while True:
        job = await jobs.get()
        try:
            digest = await service.digest(job)
        except PermanentFailure as problem:
            print(f"{name}: job {job.number} failed: {problem}" + (f" ({problem.__cause__})" if problem.__cause__ else ""))
            await results.put(job)
        else:
            await results.put(Result(job.number, digest, len(job.text.split()), name, job.attempts))
        finally:
            jobs.task_done()


async def collect(results: asyncio.Queue[Result | Job], expected: int) -> tuple[list[Result], list[Job]]:
    done: list[Result] = []
    failed: list[Job] = []
    for _ in range(expected):
        match await results.get():
            case Result() as result:
                done.append(result)
            case Job() as job:
                failed.append(job)
    return done, failed


async def run_pipeline() -> None:
    jobs: asyncio.PriorityQueue[Job] = asyncio.PriorityQueue(maxsize=5)
    results: asyncio.Queue[Result | Job] = asyncio.Queue()
    service = Service(seed=11)

    workers = [asyncio.create_task(work(f"worker {n}", jobs, results, service), name=f"worker-{n}") for n in range(1, 4)]
    async with asyncio.TaskGroup() as group:
        group.create_task(produce("left", jobs, first=100, seed=1, count=10))
        group.create_task(produce("right", jobs, first=200, seed=2, count=12))
        collector = group.create_task(collect(results, expected=22))
    await jobs.join()
    for task in workers:
        task.cancel()
    ended = await asyncio.gather(*workers, return_exceptions=True)

    done, failed = collector.result()
    print(f"\n{len(done)} done, {len(failed)} failed: {sorted(job.number for job in failed)}")
    for result in sorted(done, key=lambda result: result.number):
        print(f"  {result.number}  {result.digest}  {result.words} words  {result.attempts} attempts")
    share = Counter(result.worker for result in done)
    print("all workers took part:", set(share) == {"worker 1", "worker 2", "worker 3"})
    print("workers cancelled:", [type(end).__name__ for end in ended])
    print(f"calls: {service.calls}, at most {service.most_busy} at a time")


async def race() -> None:
    """The first answer wins, the others are cancelled."""

    async def runner(name: str, ticks: int) -> str:
        try:
            await asyncio.sleep(ticks * TICK)
            return name
        except asyncio.CancelledError:
            print(f"  {name} stops")
            raise

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(runner(name, ticks)) for name, ticks in [("tortoise", 400), ("hare", 4), ("snail", 800)]]
        finished, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            if task not in finished:
                task.cancel()
    print("winner:", *(task.result() for task in finished))


async def deadlines() -> None:
    try:
        async with asyncio.timeout(2 * TICK):
            await asyncio.Event().wait()
    except TimeoutError:
        print("nobody set the event in time")

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.sleep(1000 * TICK))
            for number in (1, 2):
                group.create_task(fail(number))
    except* ValueError as problems:
        print("group:", problems.message, [str(problem) for problem in problems.exceptions])


async def fail(number: int) -> None:
    raise ValueError(f"task {number} failed")


async def main() -> None:
    await run_pipeline()
    print("\nrace")
    await race()
    print("\ndeadlines")
    await deadlines()


if __name__ == "__main__":
    asyncio.run(main())
