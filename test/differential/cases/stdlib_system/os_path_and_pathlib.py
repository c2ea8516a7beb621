import os.path as p, pathlib
print(p.join("a", "/b", "c"), p.split("/a/b"), p.splitext("x.tar.gz"), p.basename("/a/b/"), p.dirname("/a/b"), p.normpath("a//b/../c/."), p.isabs("/a"), p.commonpath(["/a/b", "/a/c"]), p.commonprefix(["abc", "abd"]), p.relpath("/a/b", "/a/c"), p.splitext(".bashrc"), p.join("a", ""))
q = pathlib.PurePosixPath("/usr/lib/python3.14/os.py")
print(q, repr(q), q.parent, q.name, q.stem, q.suffix, q.parts, q.with_suffix(".txt"), q.with_name("x"), q.relative_to("/usr"), q.is_absolute(), q.match("*.py"), list(q.parents)[:2], q / "../x", pathlib.PurePosixPath("a", "b") < pathlib.PurePosixPath("b"), q.as_uri(), pathlib.PureWindowsPath("C:\\a\\b").drive, q.full_match("/usr/**/*.py"), q.joinpath("a", "b"))
try:
    q.relative_to("/etc")
except ValueError as error:
    print(error)
