import helper_circular.fine_a
def get(): return helper_circular.fine_a.value
