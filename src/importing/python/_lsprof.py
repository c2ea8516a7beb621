"""The profiler behind cProfile, on top of sys.monitoring."""

import sys
import time
from collections import namedtuple

_monitoring = sys.monitoring
_events = _monitoring.events
_TOOL = _monitoring.PROFILER_ID

profiler_entry = namedtuple(
    'profiler_entry', 'code callcount reccallcount totaltime inlinetime calls', module='_lsprof')
profiler_subentry = namedtuple(
    'profiler_subentry', 'code callcount reccallcount totaltime inlinetime', module='_lsprof')

_MethodDescriptors = (type(str.join), type(int.__add__))
_Bound = (type(len), type((1).__add__))


class _Entry:
    """How often a function was called and how long it took; also of its calls by one caller."""

    __slots__ = ('code', 'calls', 'count', 'recursive', 'total', 'inline', 'level')

    def __init__(self, code):
        self.code = code
        self.calls = {}
        self.count = 0
        self.recursive = 0
        self.total = 0
        self.inline = 0
        self.level = 0

    def leave(self, total, inline):
        self.level -= 1
        if self.level == 0:
            # Time of calls inside is part of that of the outermost one.
            self.total += total
        else:
            self.recursive += 1
        self.inline += inline
        self.count += 1


class _Call:
    """A call that runs."""

    __slots__ = ('key', 'entry', 'start', 'inner', 'sub')

    def __init__(self, key, entry, sub):
        self.key = key
        self.entry = entry
        self.sub = sub
        self.inner = 0


def _function_name(function):
    """A function without Python code, as the reports show it."""
    name = function.__name__
    if isinstance(function, _MethodDescriptors):
        return repr(function)
    owner = getattr(function, '__self__', None)
    if owner is not None and not isinstance(owner, type(sys)):
        found = getattr(type(owner), name, None)
        if isinstance(found, _MethodDescriptors):
            return repr(found)
    module = getattr(function, '__module__', None)
    return f'<built-in method {module}.{name}>' if module else f'<built-in method {name}>'


class Profiler:
    """Build a profiler object using the specified timer function.

    The default timer is a fast built-in one based on real time.
    For custom timer functions returning integers, 'timeunit' can
    be a float specifying a scale (that is, how long each integer unit
    is, in seconds).
    """

    def __init__(self, timer=None, timeunit=0.0, subcalls=True, builtins=True):
        self._timer = time.perf_counter if timer is None else timer
        self._unit = timeunit or 1
        self._subcalls = subcalls
        self._builtins = builtins
        self._enabled = False
        self._entries = {}
        self._running = []

    def _enter(self, key, make_code):
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = _Entry(make_code(key))
        sub = None
        if self._subcalls and self._running:
            calls = self._running[-1].entry.calls
            sub = calls.get(key)
            if sub is None:
                sub = calls[key] = _Entry(entry.code)
            sub.level += 1
        entry.level += 1
        call = _Call(key, entry, sub)
        self._running.append(call)
        call.start = self._timer()

    def _leave(self):
        if not self._running:
            return
        now = self._timer()
        call = self._running.pop()
        total = now - call.start
        inline = total - call.inner
        if self._running:
            self._running[-1].inner += total
        call.entry.leave(total, inline)
        if call.sub is not None:
            call.sub.leave(total, inline)

    def _pystart_callback(self, code, offset):
        if code not in _OWN:
            self._enter(code, lambda key: key)
        elif code is _DISABLE:
            self._enter("<method 'disable' of '_lsprof.Profiler' objects>", lambda key: key)

    def _pythrow_callback(self, code, offset, exception):
        self._pystart_callback(code, offset)

    def _pyreturn_callback(self, code, offset, value):
        if code not in _OWN:
            self._leave()

    def _key(self, callable, argument):
        if isinstance(callable, _MethodDescriptors):
            return callable
        if isinstance(callable, _Bound):
            # Methods of different objects are one function.
            owner = getattr(callable, '__self__', None)
            found = None if owner is None else getattr(type(owner), callable.__name__, None)
            return found if isinstance(found, _MethodDescriptors) else callable
        return None

    def _ccall_callback(self, code, offset, callable, argument):
        if self._builtins and code not in _OWN:
            key = self._key(callable, argument)
            if key is not None:
                self._enter(key, _function_name)

    def _creturn_callback(self, code, offset, callable, argument):
        if self._builtins and code not in _OWN and self._key(callable, argument) is not None:
            self._leave()

    def _callbacks(self):
        return {
            _events.PY_START: self._pystart_callback,
            _events.PY_RESUME: self._pystart_callback,
            _events.PY_THROW: self._pythrow_callback,
            _events.PY_RETURN: self._pyreturn_callback,
            _events.PY_YIELD: self._pyreturn_callback,
            _events.PY_UNWIND: self._pyreturn_callback,
            _events.CALL: self._ccall_callback,
            _events.C_RETURN: self._creturn_callback,
            _events.C_RAISE: self._creturn_callback,
        }

    def enable(self, subcalls=True, builtins=True):
        """Start collecting profiling information.

        subcalls
          If True, also records for each function
          statistics separated according to its current caller.
        builtins
          If True, records the time spent in
          built-in functions separately from their caller.
        """
        self._subcalls = subcalls
        self._builtins = builtins
        _monitoring.use_tool_id(_TOOL, 'cProfile')
        wanted = 0
        for event, callback in self._callbacks().items():
            _monitoring.register_callback(_TOOL, event, callback)
            # The ends of calls come with the calls.
            if event not in (_events.C_RETURN, _events.C_RAISE):
                wanted |= event
        self._enabled = True
        _monitoring.set_events(_TOOL, wanted)

    def disable(self):
        """Stop collecting profiling information."""
        if self._enabled:
            _monitoring.set_events(_TOOL, 0)
            for event in self._callbacks():
                _monitoring.register_callback(_TOOL, event, None)
            _monitoring.free_tool_id(_TOOL)
            self._enabled = False
        while self._running:
            self._leave()

    def clear(self):
        """Clear all profiling information collected so far."""
        self._entries = {}
        self._running = []

    def getstats(self):
        """getstats() -> list of profiler_entry objects

        Return all information collected by the profiler.
        Each profiler_entry is a tuple-like object with the
        following attributes:

            code          code object
            callcount     how many times this was called
            reccallcount  how many times called recursively
            totaltime     total time in this entry
            inlinetime    inline time in this entry (not in subcalls)
            calls         details of the calls

        The calls attribute is either None or a list of
        profiler_subentry objects:

            code          called code object
            callcount     how many times this is called
            reccallcount  how many times this is called recursively
            totaltime     total time spent in this call
            inlinetime    inline time (not in further subcalls)
        """
        self.disable()
        unit = self._unit
        stats = []
        for entry in self._entries.values():
            if entry.count == 0:
                continue
            calls = [
                profiler_subentry(sub.code, sub.count, sub.recursive, sub.total * unit, sub.inline * unit)
                for sub in entry.calls.values() if sub.count
            ]
            stats.append(profiler_entry(entry.code, entry.count, entry.recursive, entry.total * unit,
                                        entry.inline * unit, calls or None))
        return stats


_DISABLE = Profiler.disable.__code__
_OWN = frozenset(
    value.__code__ for value in vars(Profiler).values() if hasattr(value, '__code__'))
