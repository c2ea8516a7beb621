class A:
    def __call__(self, *a): return a
print(callable(A()), callable(1), callable(len), callable(A), A()(1, 2))
try: (1)()
except TypeError as e: print(e)
