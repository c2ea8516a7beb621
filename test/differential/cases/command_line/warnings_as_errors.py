# options: -W error::UserWarning
import warnings
try:
    warnings.warn('stop')
except UserWarning as e:
    print('raised', e)
warnings.warn('again', DeprecationWarning)
