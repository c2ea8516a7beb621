# options: -W always
import warnings
for i in range(2):
    warnings.warn('twice', DeprecationWarning)
