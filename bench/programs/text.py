"""Building and taking apart text: formatting, join, replace, translate, encode."""


def run(scale):
    rows = []
    for i in range(scale):
        rows.append(f"{i:>6}|{i * 1.5:8.2f}|{i:#x}|" + ("%-10s" % f"name{i % 100}") + "|{:^9}".format(i % 7))
    text = "\n".join(rows)
    table = str.maketrans("0123456789", "ABCDEFGHIJ")
    changed = text.translate(table).replace("name", "NAME").title()
    fields = [line.split("|") for line in text.splitlines()]
    width = max(len(field.strip()) for line in fields for field in line)
    joined = ";".join(field.strip() for line in fields for field in line)
    return len(changed), width, len(joined.encode()), joined.count("name"), text.find("zzz"), joined[100:120][::-1]


SCALE = 15000
