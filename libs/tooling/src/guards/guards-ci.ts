import type { Guard } from './guard.js';

const CI = 'apps/api/src/ci';
const PROOF = `${CI}/intake/proof.ts`;
const PROOF_SPEC = `${CI}/intake/proof.spec.ts`;
const INTAKE_SPEC = `${CI}/intake/intake.db-spec.ts`;
const ASKING_SPEC = `${CI}/asking/asking.db-spec.ts`;

/** What builders tell counts once and only when it is proven, and what they made is what is kept. */
export const CI_GUARDS: readonly Guard[] = [
  {
    id: 'S01',
    guards: 'a file is the one that its build told',
    file: `${CI}/imports/import-worker.ts`,
    find: "if (told?.sha256 !== undefined && told.sha256 !== sha256) throw digestDiffers('build');",
    replace: '',
    spec: `${CI}/ci.db-spec.ts`,
    test: 'S01 of whose file',
  },
  {
    id: 'S01',
    guards: 'what came in before its build told another digest is withdrawn',
    file: `${CI}/imports/import-planner.ts`,
    find: 'if (file && (file.isContradicted || file.sha256 !== kept.sha256))',
    replace: 'if (file && file.sha256 === undefined)',
    spec: `${CI}/imports/second-news.db-spec.ts`,
    test: 'S01 what came in is withdrawn, and it is said',
  },
  {
    id: 'S01',
    guards: 'an upload that names a build is what that build made',
    file: `${CI}/imports/build-witness.ts`,
    find: "if (file?.sha256 !== undefined && file.sha256 !== sha256) throw digestDiffers('build');",
    replace: 'void digestDiffers;',
    spec: `${CI}/ci.db-spec.ts`,
    test: 'S01 are held to',
  },
  {
    id: 'S25',
    guards: 'files are fetched below the base URL only',
    file: `${CI}/asking/below-base.ts`,
    find: 'url.origin === base.origin && ',
    replace: '',
    spec: `${CI}/asking/below-base.spec.ts`,
    test: 'S25',
  },
  {
    id: 'S29',
    guards: 'a signature is of now',
    file: PROOF,
    find: 'if (Math.abs(nowMs / 1_000 - Number(timestamp)) > TOLERANCE_SECONDS)',
    replace: 'if (Number(timestamp) < TOLERANCE_SECONDS - nowMs)',
    spec: PROOF_SPEC,
    test: 'S29',
  },
  {
    id: 'S29',
    guards: 'what is signed badly is not let in by a weaker proof',
    file: PROOF,
    find: "['webhook-id', 'webhook-timestamp', 'webhook-signature'].some((name) => headers[name] !== undefined)",
    replace: "headers['webhook-signature'] === 'v1'",
    spec: PROOF_SPEC,
    test: 'S29',
  },
  {
    id: 'S30',
    guards: 'what is too large is cut',
    file: `${CI}/ci-bodies.ts`,
    find: 'if (refused.has(request)) request.raw.socket.destroySoon();',
    replace: '',
    spec: INTAKE_SPEC,
    test: 'S30 are cut',
  },
  {
    id: 'S30',
    guards: 'nothing is read of what is not proven',
    file: `${CI}/intake/intake.ts`,
    find: 'const { caller, id } = await this.proven(kind, address, received, (call',
    replace:
      'JSON.parse(textOf(received.body));\n    const { caller, id } = await this.proven(kind, address, received, (call',
    spec: INTAKE_SPEC,
    test: 'S30 are proven',
  },
  {
    id: 'F44',
    guards: 'a call that came before is not kept again',
    file: `${CI}/deliveries/deliveries.repository.ts`,
    find: "ON CONFLICT (source_id, dedupe_key) WHERE state <> 'conflict' DO NOTHING RETURNING id",
    replace: 'RETURNING id',
    spec: INTAKE_SPEC,
    test: 'F44',
  },
  {
    id: 'F45',
    guards: 'what is told late does not turn a build back',
    file: `${CI}/builds/merge-build.ts`,
    find: 'const isLater = isLaterThan(known, news);',
    replace: 'const isLater = news.phaseRank >= 0;',
    spec: `${CI}/builds/merge-build.spec.ts`,
    test: 'F45',
  },
  {
    id: 'F47',
    guards: 'a source that does not answer is left alone',
    file: `${CI}/asking/source-client.ts`,
    find: 'if (source.closedUntil && source.closedUntil > this.clock.now())',
    replace: 'if (source.closedUntil && source.closedUntil < source.closedUntil)',
    spec: ASKING_SPEC,
    test: 'F47',
  },
  {
    id: 'I30',
    guards: 'what proves nothing leaves a line',
    file: `${CI}/intake/intake.ts`,
    find: 'await this.unproven.note(kind, caller, proof.why);',
    replace: '',
    spec: INTAKE_SPEC,
    test: 'I30',
  },
];
