import hashlib, hmac
for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_512", "blake2b", "blake2s"):
    h = hashlib.new(name, b"hello"); h.update(b" world")
    print(name, h.hexdigest(), h.digest_size, h.block_size)
print(hashlib.shake_128(b"x").hexdigest(8), hashlib.blake2b(b"k", digest_size=8, key=b"key").hexdigest(), hashlib.sha256().copy().hexdigest()[:8], hmac.new(b"k", b"m", "sha256").hexdigest(), hmac.compare_digest("a", "a"))
print(sorted(hashlib.algorithms_guaranteed)[:4])
for f in (lambda: hashlib.new("nope"), lambda: hashlib.sha256("str"), lambda: hashlib.md5(5)):
    try:
        f()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
