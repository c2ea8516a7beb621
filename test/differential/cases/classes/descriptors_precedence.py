class Data:
    def __get__(self, obj, owner): return "data", obj is None, owner.__name__
    def __set__(self, obj, value): print("set", value)
    def __delete__(self, obj): print("delete")
class NonData:
    def __get__(self, obj, owner): return "nondata"
class C:
    data = Data()
    nondata = NonData()
    plain = "class"
c = C()
c.__dict__.update(data="inst", nondata="inst", plain="inst")
print(c.data, c.nondata, c.plain)
print(C.data, C.nondata)
c.data = 5
del c.data
c.nondata = 6
print(c.__dict__)
C.data = "replaced"
print(c.data)
