#!/usr/bin/env node
import '../bootstrap/require-node.mjs';

const { main } = await import('../bootstrap/main.mjs');
const { kill } = await import('../commands/kill.mjs');
await main(kill);
