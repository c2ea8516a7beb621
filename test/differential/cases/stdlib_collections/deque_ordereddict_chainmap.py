from collections import deque, OrderedDict, ChainMap, UserDict, UserList, UserString
d = deque([1, 2, 3], maxlen=4); d.append(4); d.append(5); d.appendleft(0); d.rotate(1); d.extend("x"); d.extendleft("yz")
print(d, d[0], d[-1], d.pop(), d.popleft(), d.count("y"), d.index(0) if 0 in d else "-", d.maxlen, list(reversed(d)), d.copy() == d, deque("abc") + deque("d"), deque([1]) * 3)
d.insert(1, "ins"); d.remove("ins"); d.reverse(); del d[0]; print(d)
for f in (lambda: deque().pop(), lambda: deque([1])[5], lambda: deque([1]).remove(2), lambda: deque([1], 1).insert(0, 2), lambda: deque(maxlen=-1)):
    try:
        f()
    except (IndexError, ValueError) as error:
        print(type(error).__name__, error)
o = OrderedDict(a=1, b=2, c=3); o.move_to_end("a"); o.move_to_end("c", last=False); print(o, o.popitem(last=False), list(reversed(o)), o == OrderedDict(a=1, b=2), o == {"a": 1, "b": 2})
m = ChainMap({"a": 1}, {"a": 2, "b": 3}); m["c"] = 4; print(m, m["b"], m.maps, m.new_child({"a": 9})["a"], m.parents, list(m))
class U(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)
print(U(a=1), UserList([1]) + [2], UserString("ab").upper())
