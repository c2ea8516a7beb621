print("not reached")
class C[T=int, U]: pass
