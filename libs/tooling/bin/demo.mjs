#!/usr/bin/env node
import '../bootstrap/require-node.mjs';

const { main } = await import('../bootstrap/main.mjs');
const { demo } = await import('../commands/demo.mjs');
await main(demo);
