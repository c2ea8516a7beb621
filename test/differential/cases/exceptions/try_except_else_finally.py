def run(kind):
    try:
        print("try", kind)
        if kind == "value": raise ValueError("v")
        if kind == "key": raise KeyError("k")
        if kind == "return": return "from try"
    except ValueError as error:
        print("except", error)
    except (KeyError, IndexError):
        print("tuple")
        return "from except"
    else:
        print("else")
    finally:
        print("finally")
    return "end"
for kind in ("none", "value", "key", "return"):
    print(run(kind))
def override():
    try:
        raise ValueError("lost")
    finally:
        for _ in range(1):
            pass
        return_value = "x"
    return return_value
try:
    override()
except ValueError as e:
    print(e)
