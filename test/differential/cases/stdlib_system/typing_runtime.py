import typing as t
from typing import *
print(Optional[int], Union[int, str], List[int], Callable[[int], str], Any, Literal["a", 1], Annotated[int, "m"], ClassVar[int], Tuple[int, ...], get_origin(List[int]), get_args(Dict[str, int]), TypeVar("T"), NewType("U", int)(5), cast(int, "x"), Final[int])
class P(Protocol):
    def run(self) -> int: ...
@runtime_checkable
class R(Protocol):
    def run(self) -> int: ...
class Impl:
    def run(self): return 1
print(isinstance(Impl(), R), issubclass(int, R))
class TD(TypedDict, total=False):
    a: Required[int]
    b: str
class NT(NamedTuple):
    x: int
    y: str = "d"
print(TD(a=1), TD.__required_keys__, TD.__optional_keys__, NT(1), NT.__annotations__, get_type_hints(NT), NT._field_defaults)
T = TypeVar("T", bound=int)
class G(Generic[T]):
    pass
print(G[int], G.__parameters__, G[int].__args__, T.__bound__, get_type_hints(lambda: 0), Self, Never, overload.__name__, assert_never.__name__)
for f in (lambda: isinstance(1, P), lambda: List[int, str], lambda: Optional[1, 2], lambda: Generic[int], lambda: Any(), lambda: Union[()], lambda: isinstance(1, List[int]), lambda: P(), lambda: ClassVar[ClassVar[int]]):
    try: f()
    except TypeError as error: print(error)
