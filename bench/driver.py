"""Calls run(SCALE) of a program again and again; prints, as JSON, the seconds of each call and of the whole process."""
import json
import sys
import time


def main():
    path, calls, clock = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    now = time.process_time if clock == "cpu" else time.perf_counter
    names = {"__name__": "program"}
    with open(path) as file:
        exec(compile(file.read(), path, "exec"), names)
    times = []
    result = None
    for _ in range(calls):
        begun = now()
        result = names["run"](names["SCALE"])
        times.append(now() - begun)
    print(json.dumps({"times": times, "process": time.process_time(), "result": repr(result)}))


main()
