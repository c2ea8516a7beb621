import sys
sys.stdout.write("partial line")
raise ValueError("after partial")
