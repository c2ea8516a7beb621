from datetime import *
d = date(2024, 2, 29); t = time(13, 5, 7, 123); dt = datetime(2024, 2, 29, 13, 5, 7)
print(d, t, dt, repr(dt), d + timedelta(days=366), dt - datetime(2023, 1, 1), d.weekday(), d.isocalendar(), d.strftime("%A %d %B %Y %j %U"), dt.isoformat(" ", "minutes"), d.replace(year=2025, day=1), dt.timetuple()[:6], d.toordinal(), date.fromordinal(1), datetime.fromisoformat("2024-01-02T03:04:05+02:00"), date.fromisoformat("20240102"))
print(timedelta(days=1, hours=-2, microseconds=5), repr(timedelta(seconds=90)), timedelta(hours=5) / 2, timedelta(1) // timedelta(hours=5), timedelta(-1), abs(timedelta(-1)), timedelta(1.5).total_seconds(), divmod(timedelta(5), timedelta(2)), timedelta(days=2) * 1.5, -timedelta(seconds=1), str(timedelta(days=-1, seconds=3600)))
u = datetime(2024, 1, 1, 12, tzinfo=timezone.utc); z = timezone(timedelta(hours=-5), "EST")
print(u, u.astimezone(z), u.timestamp(), z, u.utcoffset(), u == u.astimezone(z), datetime.strptime("03/04/24 5:06 PM", "%d/%m/%y %I:%M %p"), datetime.fromtimestamp(0, UTC), u.strftime("%Y-%m-%dT%H:%M:%S%z %Z"), dt < datetime(2025, 1, 1), hash(dt) == hash(datetime(2024, 2, 29, 13, 5, 7)), datetime.combine(d, t), f"{dt:%H:%M}", datetime.min, date.max, time.fromisoformat("04:05:06.789"))
for f in (lambda: date(2023, 2, 29), lambda: datetime(2024, 13, 1), lambda: d < dt, lambda: u - dt, lambda: datetime.strptime("x", "%Y"), lambda: date.fromisoformat("bad"), lambda: time(25), lambda: timedelta(days=10**10), lambda: d + 5, lambda: date.max + timedelta(1), lambda: timezone(timedelta(days=2)), lambda: datetime.strptime("2024 x", "%Y")):
    try:
        f()
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)
