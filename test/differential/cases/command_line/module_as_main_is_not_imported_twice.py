# as: -m
import sys
print(sys.modules['__main__'].__spec__.name)
print('module_as_main_is_not_imported_twice' in sys.modules)
