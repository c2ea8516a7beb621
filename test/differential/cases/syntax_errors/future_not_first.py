print("not reached")
x = 1
from __future__ import annotations
