#!/usr/bin/env node
import '../bootstrap/require-node.mjs';

const { main } = await import('../bootstrap/main.mjs');
const { sim } = await import('../commands/sim.mjs');
await main(sim);
