import traceback
for statement in ("from collections import orderedDict", "from math import sqrtt", "from json import dump_s", "from os import zzzzzz", "import maths", "import jsn"):
    try:
        exec(statement)
    except ImportError as error:
        print(traceback.format_exception_only(error)[-1].split(" (/")[0].strip())
