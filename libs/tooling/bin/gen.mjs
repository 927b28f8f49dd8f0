#!/usr/bin/env node
import '../bootstrap/require-node.mjs';

const { main } = await import('../bootstrap/main.mjs');
const { gen } = await import('../commands/gen.mjs');
await main(gen);
