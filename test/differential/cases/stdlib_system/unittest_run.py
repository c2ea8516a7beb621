import unittest
class T(unittest.TestCase):
    @classmethod
    def setUpClass(cls): print("class set up")
    def setUp(self): self.v = 1
    def test_pass(self): self.assertEqual(self.v, 1)
    def test_fail(self): self.assertEqual([1, 2, 3], [1, 2, 4], "with message")
    def test_error(self): {}["missing"]
    @unittest.skip("because")
    def test_skip(self): pass
    @unittest.expectedFailure
    def test_expected(self): self.fail("x")
    def test_raises(self):
        with self.assertRaisesRegex(ValueError, "bad .*"): raise ValueError("bad thing")
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertNotEqual(i, 1)
suite = unittest.defaultTestLoader.loadTestsFromTestCase(T)
result = unittest.TestResult(); suite.run(result)
print(result.testsRun, sorted(t.id().split(".")[-1] for t, _ in result.failures), [t.id() for t, _ in result.errors], result.skipped[0][1], len(result.expectedFailures), result.wasSuccessful())
print(result.failures[0][1])
