"""A JSON reader written in Python: string indexes, slices, recursion."""


def parse(text):
    value, at = read_value(text, 0)
    assert at == len(text)
    return value


def read_value(text, at):
    c = text[at]
    if c == "{":
        result = {}
        at += 1
        while text[at] != "}":
            key, at = read_string(text, at + 1)
            value, at = read_value(text, at + 1)
            result[key] = value
            if text[at] == ",":
                at += 1
        return result, at + 1
    if c == "[":
        items = []
        at += 1
        while text[at] != "]":
            value, at = read_value(text, at)
            items.append(value)
            if text[at] == ",":
                at += 1
        return items, at + 1
    if c == '"':
        return read_string(text, at + 1)
    if text.startswith("null", at):
        return None, at + 4
    start = at
    while at < len(text) and text[at] in "-0123456789.":
        at += 1
    number = text[start:at]
    return (float(number) if "." in number else int(number)), at


def read_string(text, at):
    start = at
    while text[at] != '"':
        at += 1
    return text[start:at], at + 1


def run(scale):
    record = '{"id":17,"name":"example","tags":["a","bc","def"],"size":[1.5,2.25,-3],"none":null}'
    records = parse("[" + ",".join([record] * scale) + "]")
    return len(records), sum(r["id"] for r in records), records[-1]["size"]


SCALE = 6000
