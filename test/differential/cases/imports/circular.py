try:
    import helper_circular.a
except ImportError as error:
    print(error.msg.split(" (/")[0])
import helper_circular.fine_a
print(helper_circular.fine_a.get())
