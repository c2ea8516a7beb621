"""This file writes what CPython answers to the cases beside it: run it with a real CPython 3.14.

Each line of a .txt file is an expression; lines that start with '#! ' are statements that run first. The answers,
ascii() of the value or the exception's type and text, go as JSON to a .expected file of the same name.
"""

import json
import pathlib
import sys
import warnings

warnings.simplefilter("ignore")

for path in sorted(pathlib.Path(__file__).parent.glob("*.txt")):
    lines = path.read_text(encoding="utf-8").splitlines()
    setup = "\n".join(line[3:] for line in lines if line.startswith("#! "))
    names = {"__name__": "__main__"}
    exec(setup, names)
    answers = []
    for line in lines:
        if line == "" or line.startswith("#! "):
            continue
        try:
            answer = ascii(eval(line, names))
        except BaseException as e:
            answer = f"!! {type(e).__name__} {ascii(str(e))}"
        answers.append([line, answer])
    path.with_suffix(".expected").write_text(json.dumps(answers, indent=0), encoding="ascii")
    print(path.name, len(answers), file=sys.stderr)
