import os, tempfile, pathlib, shutil
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "a.txt")
    with open(path, "w", encoding="utf-8") as f: print(f.write("héllo\nworld\n"), f.mode, f.encoding, f.closed)
    with open(path) as f: print(f.read(2), f.readline(), f.readlines(), f.read())
    with open(path, "rb") as f: print(f.read(), f.seek(1), f.read(2), f.tell())
    with open(path, "a") as f: f.writelines(["x\n", "y"])
    with open(path, "r+") as f: f.seek(0); f.write("H"); f.seek(0); print(f.read())
    print(os.path.getsize(path), os.listdir(folder), os.path.exists(path), os.path.isdir(folder), os.stat(path).st_size)
    p = pathlib.Path(folder) / "sub" / "deep"; p.mkdir(parents=True); (p / "f.py").write_text("x = 1"); print((p / "f.py").read_text(), sorted(q.name for q in pathlib.Path(folder).rglob("*")), (p / "f.py").suffix, p.parts[-2:], p.name)
    os.rename(path, path + ".bak"); print(sorted(os.listdir(folder)), [(os.path.relpath(r, folder), d, f) for r, d, f in os.walk(folder)])
    try: open(path, "x").close(); open(path, "x")
    except FileExistsError as error: print(type(error).__name__)
    for f in (lambda: open(folder), lambda: os.rmdir(folder), lambda: os.remove(path + "nope"), lambda: open(path, "q"), lambda: open(path, "rb", encoding="x"), lambda: open(path, "rw"), lambda: os.mkdir(folder)):
        try: f()
        except (OSError, ValueError) as error: print(type(error).__name__, getattr(error, "strerror", None) or error)
    shutil.copy(path + ".bak", path); shutil.rmtree(os.path.join(folder, "sub")); print(sorted(os.listdir(folder)))
print(os.path.exists(folder))
