print("not reached")
import a from b
