import os, sys, atexit
atexit.register(print, "never")
print("shown", flush=True)
try:
    os._exit(9)
finally:
    print("never")
