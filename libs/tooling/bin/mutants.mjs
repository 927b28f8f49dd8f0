#!/usr/bin/env node
import '../bootstrap/require-node.mjs';

const { main } = await import('../bootstrap/main.mjs');
const { mutants } = await import('../commands/mutants.mjs');
await main(mutants);
