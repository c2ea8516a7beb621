"""sys.monitoring: events, their arguments, DISABLE, local events and errors (PEP 669)."""
import sys

mon = sys.monitoring
E = mon.events
TOOL = 2
NAMES = ["PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD", "CALL", "LINE", "JUMP", "BRANCH_LEFT", "BRANCH_RIGHT",
         "STOP_ITERATION", "RAISE", "EXCEPTION_HANDLED", "PY_UNWIND", "PY_THROW", "RERAISE", "C_RETURN", "C_RAISE"]
log = []


def show(value):
    if value is mon.MISSING:
        return "MISSING"
    if isinstance(value, (int, str)):
        return value
    return getattr(value, "__name__", None) or type(value).__name__


def recorder(name):
    def callback(code, *args):
        log.append((name, code.co_name, *map(show, args)))
    return callback


def gen():
    try:
        yield 1
    except KeyError:
        yield 2


def work(n):
    total = 0
    for i in range(n):
        if i % 2:
            total += len("abc")
    try:
        [].pop()
    except IndexError:
        pass
    g = gen()
    next(g)
    g.throw(KeyError())
    return str.upper("x") + str(total)


mon.use_tool_id(TOOL, "test")
print(mon.get_tool(TOOL), mon.get_events(TOOL))
for name in NAMES:
    mon.register_callback(TOOL, getattr(E, name), recorder(name))
for group in (["PY_START", "PY_RETURN", "PY_YIELD", "PY_RESUME", "PY_THROW"], ["CALL", "C_RETURN", "C_RAISE"],
              ["LINE"], ["JUMP", "BRANCH_LEFT", "BRANCH_RIGHT"],
              ["RAISE", "RERAISE", "EXCEPTION_HANDLED", "PY_UNWIND", "STOP_ITERATION"]):
    log.clear()
    events = 0
    for name in group:
        events |= getattr(E, name)
    mon.set_events(TOOL, events)
    work(2)
    mon.set_events(TOOL, 0)
    first = work.__code__.co_firstlineno
    for entry in log:
        if entry[0] == "LINE":
            entry = (*entry[:2], entry[2] - first)
        print(*entry)

# DISABLE is for one place and lasts until restart_events().
count = 0
def disabling(code, line):
    global count
    count += 1
    return mon.DISABLE
mon.register_callback(TOOL, E.LINE, disabling)
mon.set_local_events(TOOL, work.__code__, E.LINE)
print(mon.get_local_events(TOOL, work.__code__) == E.LINE)
work(2); first = count; work(2); print(first > 0, count == first)
mon.restart_events()
work(2); print(count == 2 * first)
mon.set_local_events(TOOL, work.__code__, 0)

for call in (lambda: mon.use_tool_id(TOOL, "again"), lambda: mon.use_tool_id(9, "x"), lambda: mon.set_events(1, E.LINE),
             lambda: mon.set_events(TOOL, E.C_RETURN), lambda: mon.set_events(TOOL, 1 << 30),
             lambda: mon.register_callback(TOOL, 3, None), lambda: mon.set_local_events(TOOL, work, E.LINE),
             lambda: mon.set_local_events(TOOL, work.__code__, E.RAISE)):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
mon.free_tool_id(TOOL)
print(mon.get_tool(TOOL))
