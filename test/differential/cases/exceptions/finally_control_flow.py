import warnings
warnings.simplefilter("ignore")
def loop():
    out = []
    for i in range(4):
        try:
            if i == 1: continue
            if i == 3: break
            out.append(i)
        finally:
            out.append(f"f{i}")
    return out
print(loop())
def nested():
    try:
        try:
            return "inner"
        finally:
            print("first")
    finally:
        print("second")
print(nested())
def value():
    x = 1
    try:
        return x
    finally:
        x = 2
print(value())
source = "def swallow():\n    try:\n        raise ValueError\n    finally:\n        return 'swallowed'\nprint(swallow())"
exec(source)
