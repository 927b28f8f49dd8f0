#!/usr/bin/env node
import '../bootstrap/require-node.mjs';

const { main } = await import('../bootstrap/main.mjs');
const { bench } = await import('../commands/bench.mjs');
await main(bench);
