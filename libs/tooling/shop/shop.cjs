#!/usr/bin/env node
// A small shop for the demo: answers orders, counts them for Prometheus, and does what its build says.
const { createServer } = require('node:http');

const BUILD = JSON.parse('__BUILD__');
const USUAL_ERRORS = 0.002;
const USUAL_SECONDS = 0.04;
const SPREAD = 0.6;
const BOUNDS = Array.from({ length: 56 }, (_, place) => Number((0.001 * 1.15 ** place).toPrecision(4)));

const counts = new Map();
const leaked = [];

function drawNormal() {
  const [a, b] = [1 - Math.random(), Math.random()];
  return Math.sqrt(-2 * Math.log(a)) * Math.cos(2 * Math.PI * b);
}

/** How long an order takes; the slowest twentieth are those that a build may make slower still. */
function drawSeconds() {
  const normal = drawNormal();
  const isSlowest = normal > 1.645;
  return USUAL_SECONDS * Math.exp(SPREAD * normal) * (isSlowest ? BUILD.slowestTimes : 1);
}

function count(status, seconds) {
  const known = counts.get(status) ?? { buckets: BOUNDS.map(() => 0), sum: 0, count: 0 };
  counts.set(status, known);
  const place = BOUNDS.findIndex((bound) => seconds <= bound);
  if (place >= 0) known.buckets[place] += 1;
  known.sum += seconds;
  known.count += 1;
}

function metrics() {
  const name = 'http_server_request_duration_seconds';
  const lines = [`# TYPE ${name} histogram`];
  for (const [status, { buckets, sum, count: total }] of counts) {
    const labels = `http_response_status_code="${status}"`;
    let below = 0;
    for (const [place, bound] of BOUNDS.entries())
      lines.push(`${name}_bucket{${labels},le="${bound}"} ${(below += buckets[place])}`);
    lines.push(`${name}_bucket{${labels},le="+Inf"} ${total}`, `${name}_sum{${labels}} ${sum}`);
    lines.push(`${name}_count{${labels}} ${total}`);
  }
  return `${lines.join('\n')}\n`;
}

function order(answer) {
  const began = performance.now();
  if (BUILD.leakedBytes > 0) leaked.push(Buffer.alloc(BUILD.leakedBytes, 1));
  const isFailed = Math.random() < USUAL_ERRORS + BUILD.errorShare;
  setTimeout(() => {
    const status = isFailed ? 500 : 200;
    count(status, (performance.now() - began) / 1_000);
    answer.writeHead(status).end();
  }, drawSeconds() * 1_000);
}

const [, host = '127.0.0.1', port = '0'] = /^--serve=(.+):(\d+)$/.exec(process.argv[2] ?? '') ?? [];
createServer((request, answer) => {
  if (request.url === '/orders') order(answer);
  else if (request.url === '/metrics')
    answer.setHeader('content-type', 'text/plain; version=0.0.4').end(metrics());
  else answer.end(`${JSON.stringify({ version: BUILD.version })}\n`);
}).listen(Number(port), host);
process.stdin.on('end', () => process.exit(0)).resume();
process.on('SIGTERM', () => process.exit(0));
