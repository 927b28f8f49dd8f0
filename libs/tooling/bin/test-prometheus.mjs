#!/usr/bin/env node
import '../bootstrap/require-node.mjs';

const { main } = await import('../bootstrap/main.mjs');
const { testPrometheus } = await import('../commands/test-prometheus.mjs');
await main(testPrometheus);
