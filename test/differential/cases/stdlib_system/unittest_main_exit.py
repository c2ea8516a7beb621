import unittest, sys
class T(unittest.TestCase):
    def test_truth(self): self.assertTrue(False)
program = unittest.main(exit=False, argv=["prog", "-q"], testRunner=unittest.TextTestRunner(stream=open("/dev/null", "w")))
print(program.result.wasSuccessful())
sys.exit(not program.result.wasSuccessful())
