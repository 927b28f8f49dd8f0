import type { Chance } from '@release-console/fleet-sim';
import { withJson, type DrawnRequest } from './drawn-request.js';

type Spoil = (request: DrawnRequest, chance: Chance) => DrawnRequest;

/** Written for this: what breaks parsers, databases, terminals, pages and spreadsheets. */
export const HOSTILE_TEXTS: readonly string[] = [
  ...['', ' ', '\u0000', 'a\u0000b', '\ud800', '\udfff\ud800', '\u202eevil', 'zero\u200bwidth', '\ufeffbom'],
  ...[
    'e\u0301',
    '\u00e9',
    '\uff21dmin',
    '\u0430dmin',
    'I\u0307',
    '\u{1f600}'.repeat(50),
    '\r\nSet-Cookie: a=b',
  ],
  ...[
    "' OR 1=1 --",
    '"; DROP TABLE releases; --',
    '$1',
    '%',
    '_',
    '\\',
    '../../etc/passwd',
    '..%2f..%2f',
    'file:///etc/passwd',
  ],
  ...[
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    'javascript:alert(1)',
    '{{7*7}}',
    '${7*7}',
    '=1+1',
  ],
  ...[
    '__proto__',
    'constructor',
    'null',
    'undefined',
    'NaN',
    'true',
    '-1',
    '1e400',
    '9007199254740993',
    '0x10',
  ],
  ...[
    'x'.repeat(10_000),
    '\u4e2d'.repeat(3_000),
    '((((((((((a+)+)+)+)+)+)+)+)+)+)$',
    '2026-02-30T25:61:61Z',
    '+275760-09-13',
  ],
];

export const ODD_CONTENT_TYPES: readonly string[] = [
  ...[
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
  ],
  ...[
    'application/json; charset=utf-16',
    'application/json;',
    'application/json garbage',
    ' application/json',
  ],
  ...[
    'application/json\t',
    'APPLICATION/JSON',
    'application/jsonx',
    'application/vnd.api+json',
    '*/*',
    'json',
  ],
];

const ODD_VALUES: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308, '', '1', [], {}, [[]], [null], { a: {} }],
];

const EXTRA_FIELDS = [
  'id',
  'isAdmin',
  'status',
  'createdAt',
  'passwordHash',
  'projectId',
  '__proto__',
  'constructor',
  'revision',
];

const SPOILS: readonly Spoil[] = [
  flipped,
  flipped,
  dropped,
  extra,
  hostile,
  hostile,
  hostile,
  oddType,
  broken,
  oddPath,
  oddQuery,
  oddHeader,
];

/** Makes one thing of it wrong, or at least odd. */
export function spoiled(request: DrawnRequest, chance: Chance): DrawnRequest {
  return chance.pick(SPOILS)(request, chance);
}

function flipped(request: DrawnRequest, chance: Chance): DrawnRequest {
  return atSomePlace(request, chance, () => chance.pick(ODD_VALUES));
}

function hostile(request: DrawnRequest, chance: Chance): DrawnRequest {
  return atSomePlace(request, chance, () => chance.pick(HOSTILE_TEXTS));
}

function dropped(request: DrawnRequest, chance: Chance): DrawnRequest {
  return atSomePlace(request, chance, () => undefined);
}

function extra(request: DrawnRequest, chance: Chance): DrawnRequest {
  const { json } = request;
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return oddQuery(request, chance);
  // Through the text: `__proto__` in a literal would not be a field.
  const field = `${JSON.stringify(chance.pick(EXTRA_FIELDS))}:${JSON.stringify(chance.pick(ODD_VALUES))}`;
  const inner = JSON.stringify(json).slice(1, -1);
  return { ...request, body: Buffer.from(`{${field}${inner === '' ? '' : `,${inner}`}}`) };
}

function oddType(request: DrawnRequest, chance: Chance): DrawnRequest {
  const type = chance.pick(ODD_CONTENT_TYPES);
  const body = request.body ?? Buffer.from('{"a":1}');
  return { ...request, body, headers: { ...request.headers, 'content-type': type } };
}

function broken(request: DrawnRequest, chance: Chance): DrawnRequest {
  const whole = request.body ?? Buffer.from('{}');
  const body = chance.pick<() => Buffer>([
    () => whole.subarray(0, Math.floor(whole.length / 2)),
    () => Buffer.concat([whole, Buffer.from('}')]),
    () => Buffer.from([0x22, 0x61, 0xff, 0x22]),
    () => Buffer.from(`${'['.repeat(200)}${']'.repeat(200)}`),
    () => Buffer.from(`{"a":${'9'.repeat(400)}}`),
    () => Buffer.from('{"a":1,"a":2}'),
    () => Buffer.alloc(0),
  ])();
  return { ...request, body, headers: { 'content-type': 'application/json', ...request.headers } };
}

function oddPath(request: DrawnRequest, chance: Chance): DrawnRequest {
  const parts = request.path.split('/');
  const index = chance.int(3, Math.max(3, parts.length - 1));
  const odd = chance.pick([
    ...HOSTILE_TEXTS.filter(isWellFormed).map(encodeURIComponent),
    '%',
    '%ff',
    '%00',
    '..',
    '.',
    '',
  ]);
  return { ...request, path: parts.map((part, at) => (at === index ? odd.slice(0, 2_000) : part)).join('/') };
}

function oddQuery(request: DrawnRequest, chance: Chance): DrawnRequest {
  const names = [
    ...request.query.map(([name]) => name),
    'limit',
    'cursor',
    'q',
    'dryRun',
    'unknown',
    '__proto__',
    'sort',
  ];
  const text = chance.pick(HOSTILE_TEXTS.filter(isWellFormed)).slice(0, 2_000);
  return { ...request, query: [...request.query, [chance.pick(names), text] as const] };
}

function oddHeader(request: DrawnRequest, chance: Chance): DrawnRequest {
  const header = chance.pick<readonly [string, string]>([
    ['if-match', chance.pick(['"1"', '*', 'W/"1"', '1', '""', '"9007199254740993"'])],
    ['idempotency-key', chance.pick(['a', 'x'.repeat(300), 'a b', '"quoted"'])],
    ['range', chance.pick(['bytes=0-', 'bytes=-1', 'bytes=9-1', 'lines=1-2', 'bytes=0-0,2-2'])],
    ['accept', chance.pick(['text/html', 'application/xml', 'nonsense'])],
    ['x-forwarded-for', '203.0.113.9'],
    ['x-http-method-override', 'DELETE'],
    ['origin', 'https://evil.example.com'],
  ]);
  return { ...request, headers: { ...request.headers, [header[0]]: header[1] } };
}

function isWellFormed(text: string): boolean {
  return !/[\ud800-\udfff]/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ''));
}

/** Puts something else in one place of the body, however deep; undefined takes it away. */
function atSomePlace(request: DrawnRequest, chance: Chance, make: () => unknown): DrawnRequest {
  const { json } = request;
  if (typeof json !== 'object' || json === null) return oddQuery(request, chance);
  const copy = structuredClone(json) as Record<string, unknown>;
  let place = copy;
  for (;;) {
    const keys = Object.keys(place);
    if (keys.length === 0) break;
    const key = chance.pick(keys);
    const inner = place[key];
    if (typeof inner === 'object' && inner !== null && chance.is(0.7)) {
      place = inner as Record<string, unknown>;
      continue;
    }
    const value = make();
    if (value === undefined) delete place[key];
    else place[key] = value;
    break;
  }
  return withJson(request, copy);
}
