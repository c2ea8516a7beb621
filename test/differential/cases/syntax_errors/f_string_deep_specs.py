print("not reached")
f'{x:{y:{z:{w}}}}'
