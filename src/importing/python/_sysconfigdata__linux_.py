"""The settings of the build, for sysconfig: there is no C compiler behind this interpreter, and no C extension."""

build_time_vars = {
    'CFLAGS': '',
    'CONFIG_ARGS': '',
    'EXE': '',
    'EXT_SUFFIX': '.so',
    'LDFLAGS': '',
    'MULTIARCH': '',
    'PY_CFLAGS': '',
    'Py_DEBUG': 0,
    'Py_GIL_DISABLED': 0,
    'SHLIB_SUFFIX': '.so',
    'TZPATH': '/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo',
    'VERSION': '3.14',
    'WITH_DOC_STRINGS': 1,
    'abiflags': '',
}
