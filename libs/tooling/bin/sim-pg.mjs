#!/usr/bin/env node
import '../bootstrap/require-node.mjs';

const { main } = await import('../bootstrap/main.mjs');
const { simPg } = await import('../commands/sim-pg.mjs');
await main(simPg);
