"""Points of the Mandelbrot set: float arithmetic in local variables."""


def run(scale):
    inside = 0
    for row in range(scale):
        ci = 2.0 * row / scale - 1.0
        for column in range(scale):
            cr = 2.0 * column / scale - 1.5
            zr = zi = 0.0
            for _ in range(50):
                zr2 = zr * zr
                zi2 = zi * zi
                if zr2 + zi2 > 4.0:
                    break
                zi = 2.0 * zr * zi + ci
                zr = zr2 - zi2 + cr
            else:
                inside += 1
    return inside


SCALE = 150
