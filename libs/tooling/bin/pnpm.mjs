#!/usr/bin/env node
import '../bootstrap/require-node.mjs';

const { main } = await import('../bootstrap/main.mjs');
const { pnpm } = await import('../commands/pnpm.mjs');
await main(pnpm);
