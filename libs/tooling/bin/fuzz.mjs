#!/usr/bin/env node
import '../bootstrap/require-node.mjs';

const { main } = await import('../bootstrap/main.mjs');
const { fuzz } = await import('../commands/fuzz.mjs');
await main(fuzz);
