print("not reached")
from a import
