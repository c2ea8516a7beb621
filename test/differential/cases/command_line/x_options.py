# options: -X one -X two=2 -X utf8
import sys
print(sys._xoptions)
