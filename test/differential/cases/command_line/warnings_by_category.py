# options: -W error::RuntimeWarning -W ignore::UserWarning
import warnings
warnings.warn('unseen', UserWarning)
try:
    warnings.warn('raised', RuntimeWarning)
except RuntimeWarning as e:
    print(e)
