import random
random.seed(42)
print(random.random(), random.randint(1, 100), random.uniform(1, 2), random.choice("abcdef"), random.sample(range(100), 5), random.randrange(0, 100, 7), random.getrandbits(70), random.gauss(0, 1), random.choices([1, 2, 3], weights=[1, 2, 3], k=5))
l = list(range(10)); random.shuffle(l); print(l, random.triangular(), random.expovariate(1), random.betavariate(1, 2), random.normalvariate(), random.randbytes(5), random.gammavariate(2, 1), random.binomialvariate(10, 0.3), random.vonmisesvariate(0, 1), random.paretovariate(3))
r = random.Random("text seed"); print(r.random()); state = r.getstate(); a = r.random(); r.setstate(state); print(a == r.random(), random.Random(2**100).random(), random.Random(b"x").random(), random.Random(-5).random())
for f in (lambda: random.choice([]), lambda: random.sample([1], 2), lambda: random.randint(5, 1), lambda: random.Random([]), lambda: random.choices([], k=1), lambda: random.randrange(0), lambda: random.sample({1}, 1), lambda: random.getrandbits(-1)):
    try:
        f()
    except (IndexError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
