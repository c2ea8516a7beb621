import logging
logging.info("not shown")
logging.getLogger("x").warning("to stderr, bare")
logging.error("configures root")
logging.getLogger("x").error("now formatted")
