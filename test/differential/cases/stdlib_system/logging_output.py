import logging, sys, io
logging.basicConfig(level=logging.INFO, format="%(levelname)s:%(name)s:%(message)s", stream=sys.stdout)
log = logging.getLogger("app.part"); log.info("hello %s %d", "x", 5); log.debug("hidden"); log.warning("warn")
h = logging.StreamHandler(sys.stdout); h.setFormatter(logging.Formatter("[{levelname:>8}] {message} {funcName} {lineno}", style="{")); log.addHandler(h); log.propagate = False
def f():
    try: 1 / 0
    except ZeroDivisionError: log.exception("failed")
f(); log.setLevel("ERROR"); log.warning("filtered"); print(log.getEffectiveLevel(), log.isEnabledFor(40), logging.getLevelName(30), log, logging.getLogger().handlers[0].level)
logging.getLogger("other").error("bad args %d", "x") if False else logging.getLogger("other").critical({"k": 1})
class Filter(logging.Filter):
    def filter(self, r): return "secret" not in r.getMessage()
h.addFilter(Filter()); log.error("secret"); log.error("public", extra={"user": "u"}, stack_info=False)
