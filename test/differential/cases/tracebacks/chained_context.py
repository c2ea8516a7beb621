def connect():
    raise ConnectionError("no route")
def load():
    try:
        connect()
    except ConnectionError:
        return {}["config"]
load()
