"""Prime numbers: list stores in nested loops."""


def run(scale):
    is_prime = [True] * (scale + 1)
    is_prime[0] = is_prime[1] = False
    i = 2
    while i * i <= scale:
        if is_prime[i]:
            j = i * i
            while j <= scale:
                is_prime[j] = False
                j += i
        i += 1
    return sum(is_prime)


SCALE = 500000
