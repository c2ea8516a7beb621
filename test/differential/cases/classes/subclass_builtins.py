class MyInt(int):
    def __new__(cls, v): return super().__new__(cls, v * 2)
    def __repr__(self): return f"MyInt({int(self)})"
class MyStr(str):
    def upper(self): return "my " + super().upper()
class MyList(list):
    def append(self, v): super().append(v); super().append(v)
class MyDict(dict):
    def __missing__(self, k): return f"missing {k}"
class MyTuple(tuple):
    pass
print(MyInt(4), MyInt(4) + 1, type(MyInt(4) + 1), [MyInt(1)])
print(MyStr("x").upper(), type(MyStr("x") + "y"), MyStr("k") in {"k": 1})
l = MyList(); l.append(1); print(l, type(l[:]))
print(MyDict()["q"], MyDict().get("q"), MyDict(a=1))
print(MyTuple([1, 2]), type(MyTuple() + ()), MyTuple() == ())
class MyFloat(float): 
    attr = 1
f = MyFloat("1.5"); f.extra = 2
print(f, f.extra, f * 2)
