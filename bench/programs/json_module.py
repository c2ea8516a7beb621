"""The module json, both ways."""
import json


def run(scale):
    data = [
        {"id": i, "name": f"item {i}", "price": i * 1.25, "tags": ["x", "y\n", "\u00e9"], "inner": {"ok": True, "none": None}}
        for i in range(scale)
    ]
    text = json.dumps(data)
    back = json.loads(text)
    return len(text), back == data, len(json.dumps(data[:100], indent=2, sort_keys=True))


SCALE = 8000
