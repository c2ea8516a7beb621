"""The finder and loader of the standard library's archive."""

import _frozen_importlib as _bootstrap
import _frozen_importlib_external as _external
import _pyvm


class LibraryLoader(_external.SourceFileLoader):
    """Loads modules whose compiled code lies in the archive."""

    def get_code(self, fullname):
        code = _pyvm.library_code(fullname)
        return super().get_code(fullname) if code is None else code

    def exec_module(self, module):
        # Not by exec(): that may be denied to programs, the library is not.
        name = module.__spec__.name
        if not _bootstrap._call_with_frames_removed(_pyvm.exec_library, name, module):
            super().exec_module(module)
        if name == 'linecache':
            _pyvm.register_sources(module)


class SourceLoader(_external.SourceFileLoader):
    """Loads a program's own modules; the host compiles them and keeps the result."""

    def get_code(self, fullname):
        return _pyvm.source_code(self.path)

    def exec_module(self, module):
        _bootstrap._call_with_frames_removed(_pyvm.exec_source, self.path, module)


class LibraryFinder:
    """Finds the modules below one folder of the archive."""

    def __init__(self, path):
        if path != _pyvm.library_root and not path.startswith(_pyvm.library_root + '/'):
            raise ImportError('only for the library', path=path)
        self.path = path
        self._prefix = path[len(_pyvm.library_root) + 1:].replace('/', '.')

    def __repr__(self):
        return f'{type(self).__name__}({self.path!r})'

    def find_spec(self, fullname, target=None):
        tail = fullname.rpartition('.')[2]
        name = self._prefix + '.' + tail if self._prefix else tail
        is_package = _pyvm.find_library(name)
        if is_package is None:
            return None
        folder = self.path + '/' + tail
        path = folder + '/__init__.py' if is_package else folder + '.py'
        loader = LibraryLoader(fullname, path)
        spec = _bootstrap.ModuleSpec(fullname, loader, origin=path, is_package=is_package)
        spec._set_fileattr = True
        if is_package:
            spec.submodule_search_locations.append(folder)
        return spec

    def invalidate_caches(self):
        pass

    def iter_modules(self, prefix=''):
        for name, is_package in _pyvm.list_library(self._prefix):
            yield prefix + name, is_package


def zip_hook(path):
    """Path hook for zip files; zipimport is imported when the first one is met."""
    import zipimport
    return zipimport.zipimporter(path)


def install_source(path_hooks):
    """Source files only, and no cache that the program could reach, for folders that are no library."""
    path_hooks[1:] = [_external.FileFinder.path_hook((SourceLoader, ['.py']))]


def install(path_hooks):
    path_hooks.insert(0, LibraryFinder)
    # Behind the hook for folders, which would otherwise pay for it.
    path_hooks.append(zip_hook)
