// A price list whose rules are written in Python by people who are not trusted: each rule runs with limits, asks the host
// for prices, and is told off when it does what it may not. Run it with `node examples/embedding.mjs` after `npm ci`.
import { DeniedError, LimitError, Python, PythonError } from 'pyvm';

const catalogue = new Map([
  ['tea', 2.5],
  ['milk', 1.2],
  ['sugar', 0.9],
]);

/** What the host offers to every rule: an asynchronous look-up, as a database would be. */
const shop = {
  price: async (sku) => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    const price = catalogue.get(sku);
    if (price === undefined) throw new PythonError('KeyError', sku);
    return price;
  },
};

const rules = {
  plain: 'sum(price(s) for s in cart)',
  cheapest: 'from shop import price\nmin(cart, key=price)',
  discount: `
class Rule:
    def __init__(self): self.total = sum(map(price, cart))
    @property
    def reduced(self): return round(self.total * 0.9, 2)
Rule().reduced`,
  unknown: 'price("gold")',
  greedy: 'while True: pass',
  curious: 'open("/etc/passwd").read()',
  networked: 'import socket',
};

for (const [name, source] of Object.entries(rules)) {
  // A fresh instance costs a few milliseconds, so that no rule finds what another left behind.
  const py = await Python.create({
    limits: { instructions: 1_000_000, wallMs: 10_000 },
    allow: { modules: ['math', 'shop'] },
    modules: { shop },
    functions: shop,
  });
  const result = await py.tryRun(source, { inputs: { cart: ['tea', 'milk', 'tea'] } });
  if (result.ok) console.log(`${name}: ${result.value}`);
  else if (result.error instanceof DeniedError) console.log(`${name}: may not ${result.error.operation}`);
  else if (result.error instanceof LimitError) console.log(`${name}: too much (${result.error.limit})`);
  else console.log(`${name}: ${result.error.message}`);
  await py.close();
}
// prints plain: 6.2
// prints cheapest: milk
// prints discount: 5.58
// prints unknown: KeyError: 'gold'
// prints greedy: too much (instructions)
// prints curious: may not open
// prints networked: may not import
