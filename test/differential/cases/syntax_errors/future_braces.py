print("not reached")
from __future__ import braces
