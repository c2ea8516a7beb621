import json
for text in ("", "{", '{"a"}', '{"a":1,}', "[1,]", "[1 2]", "nul", '"abc', '"\\x"', "01", "1.", "-", "{'a':1}", "[1] 2", '"\t"', "NaN", '{"a":1 "b":2}', '"\\ud83d"', "\ufeff[]", "1e999", "[" * 3):
    try:
        print(repr(text), ascii(json.loads(text)))
    except json.JSONDecodeError as error:
        print(repr(text), error, error.pos, error.lineno, error.colno)
print(json.loads('{"a": 1, "b": {"c": 2}}', object_hook=lambda d: sorted(d)), json.loads('{"a": 1, "a": 2}', object_pairs_hook=list), json.loads("[1.10, 2]", parse_float=str, parse_int=float), json.loads(b'"\xc3\xa9"'), json.loads('"\\ud83d\\ude00"'))
print(json.JSONDecoder().raw_decode("[1] tail"))
