import warnings
warnings.warn("shown once per place")
warnings.warn("deprecated in main", DeprecationWarning)
warnings.warn("ignored", PendingDeprecationWarning)
for _ in range(2):
    warnings.warn("in a loop", RuntimeWarning)
def caller():
    warnings.warn("points at caller", UserWarning, stacklevel=2)
caller()
class Custom(UserWarning): pass
warnings.warn(Custom("custom object"))
