print("not reached")
from __future__ import nothing_like_it
