from helper_circular.a import value
