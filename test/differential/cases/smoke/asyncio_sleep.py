# args: one two
# stdin: first line
# stdin: second line
import asyncio
import sys

async def main():
    await asyncio.sleep(0.01)
    print("slept", sys.argv[1:], input())
    print(sorted(n for n in globals()))
asyncio.run(main())
print(sys.stdin.read())
sys.exit("bye")
