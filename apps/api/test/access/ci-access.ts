import {
  CONFIGURE,
  DRAFT,
  byProject,
  everybody,
  of,
  open,
  READ,
  somewhere,
  type AccessRow,
} from './access-rows.js';
import type { Things } from './things.js';

const RULE = { name: 'a', job: 'a', file: '*', version: '1', arch: 'any' };
const ofSource = ({ ciSource: sourceId, bin }: Things): object => ({ ...RULE, sourceId, bin });

export const CI_ACCESS: readonly AccessRow[] = [
  // Proven by the secret of the source, whoever sends them.
  open('POST /webhooks/jenkins/:source', ['ciSource']),
  open('POST /webhooks/gitlab/:source', ['ciSource']),
  open('POST /webhooks/github/:source', ['ciSource']),
  open('POST /webhooks/generic/:source', ['ciSource']),
  everybody('GET /ci/sources', [], { probe: byProject }),
  somewhere(CONFIGURE)('POST /ci/sources', [], {
    probe: { body: ({ project: projectId }) => ({ projectId, kind: 'generic', name: 'planted' }) },
  }),
  of(READ, 'GET /ci/sources/:id', ['ciSource']),
  of(CONFIGURE, 'PATCH /ci/sources/:id', ['ciSource']),
  of(CONFIGURE, 'POST /ci/sources/:id/secret', ['ciSource']),
  of(CONFIGURE, 'POST /ci/sources/:id/test', ['ciSource']),
  of(DRAFT, 'POST /ci/sources/:id/builds', ['ciSource']),
  of(READ, 'GET /ci/sources/:id/builds/started', ['ciSource']),
  everybody('GET /ci/rules', [], { probe: byProject }),
  somewhere(CONFIGURE)('POST /ci/rules', [], { probe: { body: ofSource } }),
  somewhere(CONFIGURE)('POST /ci/rules/try', [], { probe: { body: ofSource } }),
  of(READ, 'GET /ci/rules/:id', ['ciRule']),
  of(CONFIGURE, 'PUT /ci/rules/:id', ['ciRule']),
  everybody('GET /ci/deliveries', [], { probe: byProject }),
  of(READ, 'GET /ci/deliveries/:id', ['ciDelivery']),
  of(DRAFT, 'POST /ci/deliveries/:id/replay', ['ciDelivery']),
  everybody('GET /ci/builds', [], { probe: byProject }),
  of(READ, 'GET /ci/builds/:id', ['ciBuild']),
  everybody('GET /ci/imports', [], { probe: byProject }),
  of(DRAFT, 'POST /ci/imports/:id/retry', ['ciImport']),
  everybody('GET /ci/provenance', [], { probe: { query: (things) => `bin=${things.bin}` } }),
  of(CONFIGURE, 'DELETE /ci/rules/:id', ['ciRule']),
  of(CONFIGURE, 'DELETE /ci/sources/:id', ['ciSource']),
];
