import helper_package
print(helper_package.__name__, helper_package.VALUE, hasattr(helper_package, "late"))
import helper_package.late
print(helper_package.late.up(), helper_package.late.__package__, helper_package.late.__spec__.name)
from helper_package import late as again, sub
print(again is helper_package.late, sub.deep.where(), sub.__path__ == sub.__spec__.submodule_search_locations)
from helper_package.sub.deep import where
print(where())
try:
    from helper_package import nothing
except ImportError as error:
    print(type(error).__name__, error.name, error.msg.split(" (")[0])
try:
    import helper_package.nothing
except ModuleNotFoundError as error:
    print(error)
try:
    from helper_package.late import top
    top()
except ImportError as error:
    print(error)
try:
    import helper_package.late.x
except ModuleNotFoundError as error:
    print(error)
