"""Flips of permutations: list subscripts and slices of small ints."""


def run(scale):
    permutation = list(range(scale))
    counts = list(range(scale))
    most = checksum = turn = 0
    r = scale
    while True:
        while r != 1:
            counts[r - 1] = r
            r -= 1
        if permutation[0] != 0:
            work = permutation[:]
            flips = 0
            first = work[0]
            while first:
                work[:first + 1] = work[first::-1]
                flips += 1
                first = work[0]
            most = max(most, flips)
            checksum += -flips if turn & 1 else flips
        while True:
            if r == scale:
                return checksum, most
            head = permutation[0]
            for i in range(r):
                permutation[i] = permutation[i + 1]
            permutation[r] = head
            counts[r] -= 1
            if counts[r] > 0:
                break
            r += 1
        turn += 1


SCALE = 8
