print((2.5).is_integer(), (0.75).as_integer_ratio(), (1.5).hex(), float.fromhex('0x1.8p3'), 1e16, 1e-5, 123456789.123456789, 0.1 + 0.2, 1e22, 5e-324, 1.7976931348623157e308)
