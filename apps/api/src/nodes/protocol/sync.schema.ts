import { ACTIONS, LIFECYCLES } from '../rules/node-words.js';
import { measured } from './measured.schema.js';
import {
  count,
  digest,
  fields,
  listOf,
  orNull,
  reportedError,
  text,
  words,
  type JsonSchema,
} from './schema-parts.js';

const observedItem = fields(
  {
    bin: { type: 'string', maxLength: 100, description: 'Name of the bin.' },
    sha256: digest('Digest of what runs; null when nothing does.'),
    source: {
      type: 'string',
      nullable: true,
      enum: ['process', 'file', null],
      description: 'Taken from the running process or from the file on disk.',
    },
    healthy: { type: 'boolean', nullable: true, description: 'Null when nothing on the host can tell.' },
    generation: count('The last generation that the agent acted on; 0 for none.'),
    phase: text('Phase that the agent is in with this generation.', 64),
    kept: listOf(
      { type: 'string', maxLength: 64 },
      100,
      'Digests of older versions that lie ready on the host.',
    ),
    staged: digest('Digest that lies ready since a `stage`; null when none does.'),
    error: reportedError,
  },
  ['bin', 'generation'],
);

const eventItem = fields(
  {
    id: { type: 'string', maxLength: 200, description: 'Given back under `acknowledged` once it is stored.' },
    bin: { type: 'string', maxLength: 100, description: 'Name of the bin.' },
    generation: count('Generation that it is about.'),
    attempt: count('Grows with each try of the same generation, from 1.'),
    seq: count('Grows with each event of the attempt.'),
    phase: { type: 'string', maxLength: 64, description: 'Phase that was entered.' },
    at: text('When, by the host’s clock.', 64),
    durationMs: {
      type: 'number',
      nullable: true,
      minimum: 0,
      description: 'How long the phase before it took, in milliseconds.',
    },
    error: reportedError,
  },
  ['id', 'bin', 'generation', 'attempt', 'seq', 'phase'],
);

export const syncBody = fields({
  agent: fields({
    version: text('Version of the agent.', 100),
    instance: text('Random for each process start.', 100),
  }),
  facts: orNull(
    fields({
      name: text('Host name; shown to people, never used as an identity.', 200),
      arch: text('CPU architecture as the host calls it.', 50),
      os: text('Operating system.', 100),
      osRelease: text('Release of the operating system.', 200),
      kernel: text('Kernel release.', 200),
      labels: orNull({
        type: 'object',
        additionalProperties: { type: 'string' },
        description: 'Proposed labels; used at enrolment only.',
      }),
      sideBySide: orNull(
        listOf(
          { type: 'string', maxLength: 100 },
          500,
          'Bins of which the host can run two versions beside each other; absent for none.',
        ),
      ),
    }),
  ),
  nodeId: text('At enrolment the id asked for; afterwards the own id, if any.', 100),
  observed: listOf(
    observedItem,
    500,
    'Everything that runs; sent when it changed and at least every five minutes.',
  ),
  events: listOf(eventItem, 1_000, 'Progress, kept on the host until it is acknowledged.'),
  held: orNull(
    fields({
      reason: text('Why the host holds itself back.', 500),
      until: text('End of the hold, ISO time.', 64),
    }),
  ),
  measured,
  stateVersion: text('The last one received.', 100),
  wait: {
    type: 'number',
    minimum: 0,
    maximum: 3_600,
    description: 'Seconds to wait for a change, at most 55.',
  },
});

const desiredItem = fields(
  {
    bin: { type: 'string' },
    sha256: {
      type: 'string',
      nullable: true,
      description: 'Null: nothing is desired; leave what runs alone, and report the generation all the same.',
    },
    version: { type: 'string', nullable: true },
    generation: { type: 'integer', description: 'Act only when it is greater than the last one acted on.' },
    sizeBytes: { type: 'integer' },
    urls: {
      type: 'array',
      items: { type: 'string' },
      description: 'Where the file is, absolute or relative to the base URL (the one that ends in /api/v1).',
    },
    action: words('What to do with it.', ACTIONS),
    kind: {
      type: 'string',
      enum: ['archive'],
      description: 'Present for a tar or tar.gz that becomes a folder; absent for a single file.',
    },
    limits: fields(
      {
        maxBytes: { type: 'integer', description: 'Of all unpacked files together.' },
        maxEntries: { type: 'integer', description: 'Files and folders together.' },
        maxPathBytes: { type: 'integer', description: 'Of one path within the archive.' },
        maxDepth: { type: 'integer', description: 'Folders above a file, the file itself counted.' },
      },
      ['maxBytes', 'maxEntries', 'maxPathBytes', 'maxDepth'],
    ),
    mode: {
      type: 'string',
      enum: ['side-by-side'],
      description:
        'Present when the new version is started beside the old one and the host moves the traffic; absent for the new one in place of the old one.',
    },
    keepOldSeconds: {
      type: 'integer',
      description: 'With `mode`: how long the old version goes on running after traffic was moved.',
    },
  },
  ['bin', 'sha256', 'version', 'generation', 'sizeBytes', 'urls', 'action'],
);

export const syncAnswer: JsonSchema = fields(
  {
    nodeId: { type: 'string' },
    serverTime: { type: 'string', description: 'ISO time, UTC.' },
    token: { type: 'string', description: 'Only at enrolment: the node’s own token, shown once.' },
    stateVersion: { type: 'string' },
    lifecycle: words('observing and retired nodes act on nothing.', LIFECYCLES),
    bins: {
      type: 'array',
      items: desiredItem,
      description: 'Absent when `stateVersion` equals the one in the request.',
    },
    acknowledged: { type: 'array', items: { type: 'string' }, description: 'Ids of events that are stored.' },
    syncAfterSeconds: { type: 'number', description: 'When to call again.' },
    measureAfterSeconds: {
      type: 'number',
      description:
        'How often to send what was measured; absent: not at all. The answer says that what came with the request is stored.',
    },
  },
  ['nodeId', 'serverTime', 'stateVersion', 'lifecycle', 'acknowledged', 'syncAfterSeconds'],
);
