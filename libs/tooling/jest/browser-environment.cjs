const { createRequire } = require('node:module');
const { join } = require('node:path');

const web = createRequire(join(__dirname, '../../../apps/web/package.json'));
const { TestEnvironment } = web('jest-environment-jsdom');

/** What every browser has and jsdom lacks; Node's own are used as one family, so that they accept each other. */
const FROM_NODE = [
  'TextEncoder',
  'TextDecoder',
  'ReadableStream',
  'WritableStream',
  'TransformStream',
  'fetch',
  'Request',
  'Response',
  'Headers',
  'AbortController',
  'AbortSignal',
  'structuredClone',
  'BroadcastChannel',
];

class BrowserEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    for (const name of FROM_NODE) this.global[name] = globalThis[name];
  }
}

module.exports = BrowserEnvironment;
