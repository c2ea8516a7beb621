import helper_circular.fine_b
value = "late"
def get(): return helper_circular.fine_b.get()
