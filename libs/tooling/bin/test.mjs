#!/usr/bin/env node
import '../bootstrap/require-node.mjs';

const { main } = await import('../bootstrap/main.mjs');
const { test } = await import('../commands/test.mjs');
await main(test);
