import time, uuid
t = time.gmtime(0); print(t, t.tm_year, time.strftime("%Y-%m-%d %H:%M:%S %a %b", t), time.asctime(t), time.mktime(t), time.strptime("5 Jan 2024", "%d %b %Y")[:3], time.time() > 1.7e9, time.monotonic() <= time.monotonic(), time.perf_counter_ns() > 0, time.timezone)
u = uuid.UUID("12345678-1234-5678-1234-567812345678"); print(u, u.hex, u.int, u.bytes[:2], u.version, u.variant, uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid3(uuid.NAMESPACE_URL, "x"), repr(u), u.urn, uuid.uuid4().version, len(str(uuid.uuid4())), uuid.NIL if hasattr(uuid, "NIL") else "")
for f in (lambda: uuid.UUID("bad"), lambda: time.sleep(-1), lambda: time.strptime("x", "%Y"), lambda: time.strftime(5)):
    try: f()
    except (ValueError, TypeError) as error: print(error)
