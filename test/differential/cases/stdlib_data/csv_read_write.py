import csv, io
out = io.StringIO()
w = csv.writer(out)
w.writerow(["a", 1, None, 2.5, 'quo"te', "com,ma", "new\nline", ""]); w.writerows([[1], ["x", "y"]])
print(repr(out.getvalue()))
print(list(csv.reader(io.StringIO('a,"b ""q"" c",d\r\n1,"multi\nline",\r\n\r\n x , y'))))
out = io.StringIO()
d = csv.DictWriter(out, ["n", "v"], extrasaction="ignore", lineterminator="\n"); d.writeheader(); d.writerow({"n": 1, "v": 2, "z": 3}); d.writerow({"n": 9})
print(out.getvalue(), list(csv.DictReader(io.StringIO("h1,h2\n1,2\n3\n4,5,6"))))
print(list(csv.reader(["a;'b;c';d"], delimiter=";", quotechar="'")), list(csv.reader(["a\\,b,c"], escapechar="\\")), csv.list_dialects(), csv.Sniffer().sniff("a;b\n1;2").delimiter)
out = io.StringIO(); csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, delimiter="\t").writerow([1, "a", None]); print(repr(out.getvalue()))
for f in (lambda: csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow(["a,b"]), lambda: csv.DictWriter(io.StringIO(), ["a"]).writerow({"b": 1}), lambda: csv.reader([], delimiter="ab"), lambda: next(csv.reader(['"a"b'], strict=True)), lambda: csv.writer(io.StringIO()).writerow(5)):
    try:
        f()
    except (csv.Error, ValueError, TypeError) as error:
        print(type(error).__name__, error)
