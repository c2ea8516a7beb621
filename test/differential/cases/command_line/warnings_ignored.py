# options: -W ignore
import warnings
warnings.warn('unseen')
print('done')
