import errno
def show(error, *names):
    print(type(error).__name__, {n: getattr(error, n) for n in names})
try: open("/nonexistent/file")
except OSError as e: show(e, "strerror", "filename"); print(e.errno == errno.ENOENT)
try: {}["k"]
except KeyError as e: show(e, "args"); print(str(e))
try: import nothing_here
except ImportError as e: show(e, "name", "path", "msg")
try: from math import nothing
except ImportError as e: show(e, "name", "name_from", "msg")
try: "x".encode("ascii"); "\xe9".encode("ascii")
except UnicodeEncodeError as e: show(e, "encoding", "object", "start", "end", "reason"); print(e)
try: b"\xff\xfe".decode("utf-8")
except UnicodeDecodeError as e: show(e, "encoding", "object", "start", "end", "reason"); print(e)
try: (1).foo
except AttributeError as e: show(e, "name", "obj")
try: compile("a b", "f", "exec")
except SyntaxError as e: show(e, "msg", "filename", "lineno", "offset", "end_lineno", "end_offset", "text")
show(StopIteration(5), "value"); show(SystemExit(3), "code"); show(SystemExit(), "code")
print(OSError(errno.ENOENT, "msg").__class__, OSError(errno.EEXIST, "m").__class__, repr(OSError("a", "f")), repr(OSError("one")), str(OSError(errno.EIO, "text")).endswith("] text"))
