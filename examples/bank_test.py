"""A bank account and its unittest suite: fixtures, subtests, mocks, expected failures, skipped tests.

    python bank_test.py
    python bank_test.py -k transfer
"""

import io
import sys
import unittest
from contextlib import redirect_stdout
from decimal import Decimal
from unittest import mock


class InsufficientFunds(Exception):
    def __init__(self, wanted: Decimal, available: Decimal):
        super().__init__(f"{wanted} wanted, {available} available")
        self.missing = wanted - available


class Account:
    def __init__(self, owner: str, balance: Decimal | int | str = 0, *, overdraft: int = 0, notify=None):
        self.owner = owner
        self.overdraft = Decimal(overdraft)
        self.notify = notify
        self._balance = Decimal(balance)
        self.history: list[tuple[str, Decimal]] = []

    @property
    def balance(self) -> Decimal:
        return self._balance

    @property
    def available(self) -> Decimal:
        return self._balance + self.overdraft

    def _record(self, kind: str, amount: Decimal) -> None:
        self._balance += amount
        self.history.append((kind, amount))
        if self.notify is not None:
            self.notify(self.owner, kind, amount, balance=self._balance)

    @staticmethod
    def _amount(value: Decimal | int | str) -> Decimal:
        if isinstance(value, float):
            raise TypeError("amounts are exact: use Decimal, int or str")
        amount = Decimal(value)
        if amount <= 0:
            raise ValueError(f"amount must be positive, not {amount}")
        return amount

    def deposit(self, value) -> None:
        self._record("deposit", self._amount(value))

    def withdraw(self, value) -> None:
        amount = self._amount(value)
        if amount > self.available:
            raise InsufficientFunds(amount, self.available)
        self._record("withdrawal", -amount)

    def transfer(self, value, to: "Account") -> None:
        self.withdraw(value)
        try:
            to.deposit(value)
        except Exception:
            self._record("reversal", self._amount(value))
            raise

    def add_interest(self, percent: Decimal) -> None:
        if self._balance > 0:
            self._record("interest", (self._balance * percent / 100).quantize(Decimal("0.01")))

    def statement(self) -> None:
        for kind, amount in self.history:
            print(f"{kind:<12}{amount:>10.2f}")
        print(f"{'balance':<12}{self._balance:>10.2f}")


class AccountTestCase(unittest.TestCase):
    """What the suites below share: two accounts for each test."""

    def setUp(self):
        self.ada = Account("Ada", 100)
        self.bob = Account("Bob", "20.50", overdraft=50)

    def assertBalance(self, account, expected):
        self.assertEqual(account.balance, Decimal(expected), f"balance of {account.owner}")


class DepositTest(AccountTestCase):
    def test_deposit_adds_to_balance(self):
        self.ada.deposit("0.10")
        self.ada.deposit("0.20")
        self.assertBalance(self.ada, "100.30")

    def test_amount_must_be_positive(self):
        for amount in (0, -1, "-0.01"):
            with self.subTest(amount=amount), self.assertRaisesRegex(ValueError, "must be positive"):
                self.ada.deposit(amount)
        self.assertBalance(self.ada, 100)

    def test_floats_are_refused(self):
        with self.assertRaises(TypeError) as caught:
            self.ada.deposit(0.1)
        self.assertIn("exact", str(caught.exception))


class WithdrawalTest(AccountTestCase):
    def test_withdraw(self):
        self.ada.withdraw(40)
        self.assertBalance(self.ada, 60)

    def test_overdraft_is_available(self):
        self.assertEqual(self.bob.available, Decimal("70.50"))
        self.bob.withdraw(70)
        self.assertLess(self.bob.balance, 0)

    def test_too_much(self):
        with self.assertRaises(InsufficientFunds) as caught:
            self.ada.withdraw(250)
        self.assertEqual(caught.exception.missing, 150)
        self.assertEqual(caught.exception.args, ("250 wanted, 100 available",))
        self.assertFalse(self.ada.history)

    @unittest.expectedFailure
    def test_no_fee_for_overdraft_yet(self):
        self.bob.withdraw(30)
        self.assertBalance(self.bob, "-10.00")


class TransferTest(AccountTestCase):
    def test_transfer_moves_money(self):
        self.ada.transfer("12.25", self.bob)
        self.assertBalance(self.ada, "87.75")
        self.assertBalance(self.bob, "32.75")

    def test_failed_transfer_is_reversed(self):
        with mock.patch.object(Account, "deposit", side_effect=RuntimeError("closed")) as deposit:
            with self.assertRaises(RuntimeError):
                self.ada.transfer(10, self.bob)
        deposit.assert_called_once_with(10)
        self.assertBalance(self.ada, 100)
        self.assertEqual([kind for kind, _ in self.ada.history], ["withdrawal", "reversal"])

    def test_total_is_kept(self):
        before = self.ada.balance + self.bob.balance
        for amount in (1, 7, "13.37"):
            self.ada.transfer(amount, self.bob)
            self.bob.transfer(amount, self.ada)
        self.assertEqual(self.ada.balance + self.bob.balance, before)


class NotificationTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.listener = mock.Mock(name="listener")

    def setUp(self):
        self.listener.reset_mock()
        self.account = Account("Eve", notify=self.listener)
        self.addCleanup(self.account.history.clear)

    def test_each_movement_is_told(self):
        self.account.deposit(5)
        self.account.withdraw(2)
        self.assertEqual(
            self.listener.mock_calls,
            [
                mock.call("Eve", "deposit", Decimal(5), balance=Decimal(5)),
                mock.call("Eve", "withdrawal", Decimal(-2), balance=Decimal(3)),
            ],
        )

    def test_interest(self):
        self.account.deposit("33.33")
        self.account.add_interest(Decimal("1.5"))
        self.listener.assert_called_with("Eve", "interest", Decimal("0.50"), balance=mock.ANY)

    def test_no_interest_without_money(self):
        self.account.add_interest(Decimal(3))
        self.listener.assert_not_called()


class StatementTest(AccountTestCase):
    maxDiff = None

    def test_statement(self):
        self.ada.deposit(50)
        self.ada.withdraw("30.5")
        out = io.StringIO()
        with redirect_stdout(out):
            self.ada.statement()
        self.assertMultiLineEqual(
            out.getvalue(),
            "deposit          50.00\n"
            "withdrawal      -30.50\n"
            "balance         119.50\n",
        )

    @unittest.skipUnless(hasattr(Account, "export_pdf"), "statements cannot be exported yet")
    def test_export(self):
        self.ada.export_pdf()

    @unittest.skipIf(sys.version_info < (3, 14), "needs Python 3.14")
    def test_history_is_ordered(self):
        for amount in range(1, 6):
            self.ada.deposit(amount)
        self.assertListEqual([amount for _, amount in self.ada.history], list(range(1, 6)))
        self.assertCountEqual({kind for kind, _ in self.ada.history}, ["deposit"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
