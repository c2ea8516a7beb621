print("not reached")
import class
