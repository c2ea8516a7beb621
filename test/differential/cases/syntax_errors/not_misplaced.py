print("not reached")
x = a + not b
