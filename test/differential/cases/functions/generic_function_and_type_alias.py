def first[T](items: list[T]) -> T:
    return items[0]
print(first([3]), first.__type_params__)
type Pair[A, *Ts, **P] = tuple[A, *Ts]
print(Pair, Pair.__type_params__, Pair.__value__)
type Lazy = list[Lazy] | NotYet
print(Lazy.__name__)
try:
    Lazy.__value__
except NameError as error:
    print(error)
class Box[T: (int, str) = int]:
    def get(self) -> T: ...
t, = Box.__type_params__
print(t.__constraints__, t.__default__, Box[int], Box.__orig_bases__, Box.__parameters__)
def bounded[S: float](x: S): return S.__bound__
print(bounded(1))
