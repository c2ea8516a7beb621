from unittest import mock
m = mock.Mock(return_value=5); print(m(1, a=2), m.called, m.call_args, m.call_count); m.assert_called_once_with(1, a=2)
m.method.side_effect = [1, ValueError("x")]; print(m.method())
try: m.method()
except ValueError as error: print(error)
with mock.patch("os.getcwd", return_value="/fake"):
    import os; print(os.getcwd())
try: m.assert_called_with(9)
except AssertionError as error: print(error)
mm = mock.MagicMock(); mm.__len__.return_value = 3; print(len(mm), mm[0] is mm[0], mm.mock_calls == [], mock.call(1, x=2), mock.ANY == 5, mock.sentinel.a)
