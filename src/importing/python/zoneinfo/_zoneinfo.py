"""Time zones from the IANA database (PEP 615): the class ZoneInfo."""

import bisect
import calendar
import collections
import functools
import re
import weakref
from datetime import datetime, timedelta, tzinfo

from . import _common, _tzpath

EPOCH = datetime(1970, 1, 1)
EPOCH_ORDINAL = EPOCH.toordinal()
DAY = 86400
HOUR = timedelta(hours=1)
ZERO = timedelta(0)


@functools.lru_cache(maxsize=512)
def _delta(seconds):
    # Many zones have the same offsets: one object serves them all.
    return timedelta(seconds=seconds)


def _seconds(dt):
    """Seconds from the epoch to the fields of a datetime, whatever its zone."""
    return ((dt.toordinal() - EPOCH_ORDINAL) * DAY
            + dt.hour * 3600 + dt.minute * 60 + dt.second)


class _Kind:
    """One kind of local time: offset from UTC, how much of it is daylight saving, abbreviation."""

    __slots__ = ['utcoff', 'dstoff', 'tzname']

    def __init__(self, utcoff, dstoff, tzname):
        self.utcoff = utcoff
        self.dstoff = dstoff
        self.tzname = tzname

    def __eq__(self, other):
        return (self.utcoff == other.utcoff and self.dstoff == other.dstoff
                and self.tzname == other.tzname)

    def __repr__(self):
        return f'{type(self).__name__}({self.utcoff}, {self.dstoff}, {self.tzname})'


_NOTHING = _Kind(None, None, None)


class ZoneInfo(tzinfo):
    _strong_cache_size = 8
    _strong_cache = collections.OrderedDict()
    _weak_cache = weakref.WeakValueDictionary()
    __module__ = 'zoneinfo'

    def __init_subclass__(cls):
        cls._strong_cache = collections.OrderedDict()
        cls._weak_cache = weakref.WeakValueDictionary()

    def __new__(cls, key):
        instance = cls._weak_cache.get(key)
        if instance is None:
            instance = cls._weak_cache.setdefault(key, cls._new_instance(key))
            instance._from_cache = True
        # The zones that were used last are kept.
        cls._strong_cache[key] = cls._strong_cache.pop(key, instance)
        if len(cls._strong_cache) > cls._strong_cache_size:
            try:
                cls._strong_cache.popitem(last=False)
            except KeyError:
                pass
        return instance

    @classmethod
    def _new_instance(cls, key):
        instance = super().__new__(cls)
        instance._key = key
        instance._file_path = _tzpath.find_tzfile(key)
        if instance._file_path is None:
            file = _common.load_tzdata(key)
        else:
            file = open(instance._file_path, 'rb')
        with file:
            instance._load_file(file)
        return instance

    @classmethod
    def no_cache(cls, key):
        instance = cls._new_instance(key)
        instance._from_cache = False
        return instance

    @classmethod
    def from_file(cls, file_obj, /, key=None):
        instance = super().__new__(cls)
        instance._key = key
        instance._file_path = None
        instance._load_file(file_obj)
        instance._file_repr = repr(file_obj)
        # There is nothing that a pickle could name the file by.
        instance.__reduce__ = instance._file_reduce
        return instance

    @classmethod
    def clear_cache(cls, *, only_keys=None):
        if only_keys is None:
            cls._weak_cache.clear()
            cls._strong_cache.clear()
            return
        for key in only_keys:
            cls._weak_cache.pop(key, None)
            cls._strong_cache.pop(key, None)

    @property
    def key(self):
        return self._key

    def utcoffset(self, dt):
        return self._kind_at(dt).utcoff

    def dst(self, dt):
        return self._kind_at(dt).dstoff

    def tzname(self, dt):
        return self._kind_at(dt).tzname

    def fromutc(self, dt):
        if not isinstance(dt, datetime):
            raise TypeError('fromutc() requires a datetime argument')
        if dt.tzinfo is not self:
            raise ValueError('dt.tzinfo is not self')
        moment = _seconds(dt)
        changes = self._changes
        fold = 0
        if changes and moment < changes[0]:
            kind = self._before
        elif not changes or moment > changes[-1]:
            if isinstance(self._after, _Rule):
                kind, fold = self._after.at_utc(moment, dt.year)
            elif not changes:
                kind = self._after
            else:
                kind = self._after
                before = self._kinds[-2] if len(changes) > 1 else self._before
                fold = (before.utcoff - kind.utcoff).total_seconds() > moment - changes[-1]
        else:
            i = bisect.bisect_right(changes, moment)
            kind = self._kinds[i - 1]
            before = self._kinds[i - 2] if i > 1 else self._before
            # Local time that was there before the clocks were put back comes again.
            fold = (before.utcoff - kind.utcoff).total_seconds() > moment - changes[i - 1]
        local = dt + kind.utcoff
        return local.replace(fold=1) if fold else local

    def _kind_at(self, dt):
        if dt is None:
            return self._after if self._is_fixed else _NOTHING
        moment = _seconds(dt)
        changes = self._local_changes[dt.fold]
        if changes and moment < changes[0]:
            return self._before
        if not changes or moment > changes[-1]:
            if isinstance(self._after, _Rule):
                return self._after.at_local(moment, dt.year, dt.fold)
            return self._after
        return self._kinds[bisect.bisect_right(changes, moment) - 1]

    def __str__(self):
        return f'{self._key}' if self._key is not None else repr(self)

    def __repr__(self):
        cls = self.__class__
        name = 'zoneinfo.ZoneInfo' if cls is ZoneInfo else cls.__name__
        if self._key is not None:
            return f'{name}(key={self._key!r})'
        return f'{name}.from_file({self._file_repr})'

    def __reduce__(self):
        return self.__class__._unpickle, (self._key, self._from_cache)

    def _file_reduce(self):
        import pickle
        raise pickle.PicklingError('Cannot pickle a ZoneInfo file created from a file stream.')

    @classmethod
    def _unpickle(cls, key, from_cache, /):
        return cls(key) if from_cache else cls.no_cache(key)

    def __reduce_ex__(self, protocol):
        return self.__reduce__()

    def _load_file(self, file):
        indices, changes, offsets, isdst, names, rule = _common.load_data(file)
        dst = _daylight_savings(indices, offsets, isdst)
        all_kinds = [
            _Kind(_delta(offset), _delta(saving), name)
            for offset, saving, name in zip(offsets, dst, names)
        ]
        self._changes = changes
        self._local_changes = _local_changes(indices, changes, offsets, isdst)
        self._kinds = [all_kinds[i] for i in indices]
        # Before the first change there was standard time, if the zone ever had it.
        self._before = next(
            (kind for kind, flag in zip(all_kinds, isdst) if not flag),
            all_kinds[0] if all_kinds else None)
        if rule is not None and rule != b'':
            self._after = _parse_rule(rule.decode())
        else:
            if not all_kinds:
                raise ValueError('No time zone information found.')
            self._after = self._kinds[-1] if self._kinds else all_kinds[-1]
        if len(all_kinds) > 1 or not isinstance(self._after, _Kind):
            self._is_fixed = False
        else:
            self._is_fixed = not all_kinds or all_kinds[0] == self._after


def _daylight_savings(indices, offsets, isdst):
    """How many seconds of each kind's offset are daylight saving.

    The file only says which kinds are daylight saving time; how much it is comes from the standard
    time before or after it.
    """
    savings = [0] * len(isdst)
    found = set()
    for i in range(1, len(indices)):
        kind = indices[i]
        if not isdst[kind] or kind in found:
            continue
        neighbours = [indices[i - 1]]
        if i + 1 < len(indices):
            neighbours.append(indices[i + 1])
        for other in neighbours:
            saving = offsets[kind] - offsets[other]
            if not isdst[other] and saving:
                savings[kind] = saving
                found.add(kind)
                break
    for kind, flag in enumerate(isdst):
        if flag and kind not in found:
            savings[kind] = 3600
    return savings


def _local_changes(indices, changes, offsets, isdst):
    """When changes happen by the local clock: for the first and for the second time that it shows."""
    if not changes:
        return [], []
    first = next((offset for offset, flag in zip(offsets, isdst) if not flag), offsets[0])
    earlier, later = [], []
    before = first
    for change, index in zip(changes, indices):
        after = offsets[index]
        earlier.append(change + max(before, after))
        later.append(change + min(before, after))
        before = after
    return earlier, later


class _Rule:
    """What a zone does from now on: standard and daylight saving time, and the days of their changes."""

    def __init__(self, std, dst, start, end):
        self.std = std
        self.dst = dst
        self.start = start
        self.end = end
        self.difference = dst.utcoff - std.utcoff

    def _changes(self, year):
        """When daylight saving time begins and ends, by the clock that runs until then."""
        return self.start.seconds(year), self.end.seconds(year)

    def at_local(self, moment, year, fold):
        start, end = self._changes(year)
        # With fold the second of two equal times is meant, and the time that a gap leaves out
        # belongs to what comes behind it.
        shift = int(self.difference.total_seconds())
        if fold == (shift >= 0):
            end -= shift
        else:
            start += shift
        if start < end:
            is_dst = start <= moment < end
        else:
            is_dst = not end <= moment < start
        return self.dst if is_dst else self.std

    def at_utc(self, moment, year):
        start, end = self._changes(year)
        start -= int(self.std.utcoff.total_seconds())
        end -= int(self.dst.utcoff.total_seconds())
        if start < end:
            is_dst = start <= moment < end
        else:
            is_dst = not end <= moment < start
        # Local time is ambiguous where the clocks were put back.
        shift = int(self.difference.total_seconds())
        back = end if shift > 0 else start
        fold = back <= moment < back + abs(shift)
        return (self.dst if is_dst else self.std), fold


class _WeekdayOfMonth:
    """`Mm.w.d`: the w-th weekday d of month m, the last one for w = 5."""

    def __init__(self, month, week, weekday, time):
        if not 1 <= month <= 12:
            raise ValueError('Month must be in [1, 12]')
        if not 1 <= week <= 5:
            raise ValueError('Week must be in [1, 5]')
        if not 0 <= weekday <= 6:
            raise ValueError('Weekday must be in [0, 6]')
        self.month, self.week, self.weekday, self.time = month, week, weekday, time

    def seconds(self, year):
        first, days = calendar.monthrange(year, self.month)
        # Python's week begins on Monday, the rule's on Sunday.
        day = (self.weekday - (first + 1)) % 7 + 1 + (self.week - 1) * 7
        if day > days:
            day -= 7
        ordinal = datetime(year, self.month, day).toordinal() - EPOCH_ORDINAL
        return ordinal * DAY + self.time


class _DayOfYear:
    """`n` counts days from 0; `Jn` from 1, without 29 February."""

    def __init__(self, day, is_julian, time):
        lowest = 1 if is_julian else 0
        if not lowest <= day <= 365:
            raise ValueError(f'day must be in [{lowest}, 365], not: {day!r}')
        self.day, self.is_julian, self.time = day, is_julian, time

    def seconds(self, year):
        day = self.day
        if not self.is_julian:
            day += 1
        elif day >= 60 and calendar.isleap(year):
            day += 1
        ordinal = datetime(year, 1, 1).toordinal() - EPOCH_ORDINAL + day - 1
        return ordinal * DAY + self.time


_NAMES_AND_OFFSETS = re.compile(
    r'''
    (?P<std>[^<0-9:.+-]+|<[a-zA-Z0-9+-]+>)
    (?:
        (?P<stdoff>[+-]?\d{1,3}(?::\d{2}(?::\d{2})?)?)
        (?:
            (?P<dst>[^0-9:.+-]+|<[a-zA-Z0-9+-]+>)
            (?P<dstoff>[+-]?\d{1,3}(?::\d{2}(?::\d{2})?)?)?
        )?
    )?
    ''',
    re.ASCII | re.VERBOSE,
)
_DATE = re.compile(r'M(\d{1,2})\.(\d)\.(\d)|(J?)(\d{1,3})', re.ASCII)
_TIME = re.compile(r'([+-])?(\d{1,3})(?::(\d{2})(?::(\d{2}))?)?', re.ASCII)


def _parse_rule(text):
    """The last line of a file: POSIX's TZ, with RFC 8536's longer times."""
    offsets, *dates = text.split(',')
    match = _NAMES_AND_OFFSETS.fullmatch(offsets)
    if match is None or match['stdoff'] is None:
        raise ValueError(f'{text} is not a valid TZ string')
    std_name, dst_name = match['std'].strip('<>'), match['dst']
    std_offset = -_parse_time(match['stdoff'], 24)
    std = _Kind(_delta(std_offset), ZERO, std_name)
    if dst_name is None:
        if dates:
            raise ValueError(f'Transition rule present without DST: {text}')
        return std
    if len(dates) != 2:
        raise ValueError(f'Missing transition rules: {text}')
    if match['dstoff'] is None:
        dst_offset = std_offset + 3600
    else:
        dst_offset = -_parse_time(match['dstoff'], 24)
    dst = _Kind(_delta(dst_offset), _delta(dst_offset - std_offset), dst_name.strip('<>'))
    try:
        start, end = map(_parse_date, dates)
    except ValueError as error:
        raise ValueError(f'Malformed TZ string: {text}') from error
    return _Rule(std, dst, start, end)


def _parse_date(text):
    date, *rest = text.split('/', 1)
    match = _DATE.fullmatch(date)
    if match is None:
        raise ValueError(f'Invalid dst start/end date: {text}')
    time = _parse_time(rest[0], 167) if rest else 2 * 3600
    month, week, weekday, julian, day = match.groups()
    if month is not None:
        return _WeekdayOfMonth(int(month), int(week), int(weekday), time)
    return _DayOfYear(int(day), julian == 'J', time)


def _parse_time(text, most_hours):
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(f'{text} is not a valid time')
    sign, *parts = match.groups()
    hours, minutes, seconds = (int(part or 0) for part in parts)
    if hours > most_hours or minutes > 59 or seconds > 59:
        raise ValueError(f'{text} is out of range')
    total = hours * 3600 + minutes * 60 + seconds
    return -total if sign == '-' else total
