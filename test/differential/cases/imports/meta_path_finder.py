import sys, importlib.abc, importlib.machinery, importlib.util
class Loader(importlib.abc.Loader):
    def create_module(self, spec): return None
    def exec_module(self, module):
        module.made_by = "loader"
        module.name_seen = __name__ and module.__name__
class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.startswith("virtual"):
            print("find", name, path)
            return importlib.machinery.ModuleSpec(name, Loader(), is_package=name == "virtual")
sys.meta_path.insert(0, Finder())
import virtual.child
print(virtual.made_by, virtual.child.name_seen, virtual.__path__)
print(importlib.util.find_spec("virtual.other").name)
import importlib
print(importlib.reload(virtual.child) is virtual.child)
sys.modules["blocked"] = None
try:
    import blocked
except ModuleNotFoundError as error:
    print(error)
