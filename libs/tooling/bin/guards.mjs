#!/usr/bin/env node
import '../bootstrap/require-node.mjs';

const { main } = await import('../bootstrap/main.mjs');
const { guards } = await import('../commands/guards.mjs');
await main(guards);
