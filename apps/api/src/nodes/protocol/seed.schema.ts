import { fields, text, type JsonSchema } from './schema-parts.js';

const NODE_NAME = text('Host name.', 200);
const NODE_ID = text('The node’s id; without it the identity in the credentials.', 100);

export const keepaliveBody = fields({
  node_id: NODE_ID,
  nodeId: NODE_ID,
  node_name: NODE_NAME,
  nodeName: NODE_NAME,
  cpu_arch: text('CPU architecture as the host calls it.', 50),
  cpuArch: text('Same as cpu_arch.', 50),
  os_release: text('Release of the operating system.', 200),
  osRelease: text('Same as os_release.', 200),
  bin_proxy_version: text('Version of the agent.', 100),
  binProxyVersion: text('Same as bin_proxy_version.', 100),
});

export const keepaliveQuery = fields({
  node_id: NODE_ID,
  nodeId: NODE_ID,
  node_name: NODE_NAME,
  nodeName: NODE_NAME,
});

/** Programs on a host ask by what the agent lists under `configs`. */
export const configQuery: JsonSchema = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', maxLength: 63, description: 'Name of the file: `<project>.<file>`.' },
    wait: {
      type: 'string',
      pattern: '^([0-5]?[0-9]|60)$',
      description: 'Seconds to wait for another text, 0 to 60.',
    },
  },
};

export const seedNode = fields({
  node_id: { type: 'string' },
  node_name: { type: 'string' },
  cpu_arch: { type: 'string', nullable: true },
  os_release: { type: 'string', nullable: true },
  bin_proxy_version: { type: 'string', nullable: true },
  lifecycle: { type: 'string' },
  created_at: { type: 'string' },
  last_seen_at: { type: 'string' },
});

export const keepaliveAnswer = fields({ message: { type: 'string' }, node: seedNode });

export const binParams = fields(
  { bin_name: { type: 'string', maxLength: 100, description: 'Name of the bin.' } },
  ['bin_name'],
);

export const binAnswer = fields({
  bin_name: { type: 'string' },
  sha256sum: { type: 'string' },
  sha256: { type: 'string' },
  version: { type: 'string', nullable: true },
});

const RUNNING_DIGEST: JsonSchema = {
  type: 'string',
  nullable: true,
  pattern: '^([0-9a-fA-F]{64})?$',
  description: 'Digest of what runs now; empty for nothing.',
};

export const runningBody = fields({
  node_id: NODE_ID,
  nodeId: NODE_ID,
  node_name: NODE_NAME,
  nodeName: NODE_NAME,
  sha256sum: RUNNING_DIGEST,
  sha256: RUNNING_DIGEST,
});

export const progressBody = fields(
  {
    node_id: NODE_ID,
    nodeId: NODE_ID,
    node_name: NODE_NAME,
    nodeName: NODE_NAME,
    targetHash: text('Digest that the update is to.', 200),
    target_hash: text('Same as targetHash.', 200),
    status: {
      type: 'string',
      maxLength: 64,
      description: 'in_progress, success or failed; other words are stored as they are.',
    },
    processingTime: {
      description:
        'How long it took, as the agent counts: a number, or text of at most 64 characters; anything else is left away.',
    },
    error: text('What went wrong.', 4_000),
    message: text('What went wrong.', 4_000),
  },
  ['status'],
);

export const messageAnswer = fields({ message: { type: 'string' } });

export const downloadParams = fields(
  { file: { type: 'string', maxLength: 300, description: 'A bin, `<bin>-<version>` or a sha256.' } },
  ['file'],
);
