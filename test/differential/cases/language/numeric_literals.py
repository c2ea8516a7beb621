print(0xFF, 0o17, 0b101, 1_000_000, 1e3, 1_0.5_0, 0xdead_beef, 1j, 1.5e-3j, 00, 0_0)
