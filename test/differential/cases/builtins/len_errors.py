class A:
    def __len__(self): return -1
class B:
    def __len__(self): return 'x'
for x in (1, A(), B(), None):
    try: len(x)
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
