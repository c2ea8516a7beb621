print("not reached")
import a as b.c
