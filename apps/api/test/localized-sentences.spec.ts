import type { Text } from '@release-console/rollout-core';
import * as bins from '../src/bins/bin.errors.js';
import * as ci from '../src/ci/ci-sentences.js';
import * as work from '../src/ci/ci-work.errors.js';
import * as notifications from '../src/notifications/notification-sentences.js';
import { cutText, DomainError, invalidField, notFound } from '../src/platform/http/index.js';
import { mailNotSet } from '../src/platform/mail/index.js';
import * as outgoing from '../src/platform/outgoing/outgoing.errors.js';
import { secretUnreadable } from '../src/platform/secrets/secrets.errors.js';

type Build = (...values: readonly unknown[]) => Text | DomainError;

const WHY: Text = { en: 'because of x', zh: '因为 x' };
/** What each of them is about, in the order of its parameters. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  eventNotLookedAt: ['push_tag'],
  bodyTooLarge: [262_144],
  statusNotKnown: ['half-done'],
  pathsLeftOut: [7],
  filesLeftOut: [7],
  buildEnded: ['failed'],
  buildIs: ['unstable'],
  filesBroughtIn: [7],
  digestsDiffer: [['dist/app', 'dist/other']],
  ruleFault: ['builds-1', 'dist/app', WHY],
  jobIsNot: ['team/*'],
  refIsNot: ['release/*'],
  pathIsNot: ['dist/*'],
  wordMissing: ['parameter.X'],
  notAVersion: ['../1'],
  notAnArch: ['../2'],
  startWaits: ['no executor'],
  sourceAnswered: [200],
  together: [WHY, null, WHY],
  notAskable: ['noBaseUrl'],
  resting: [new Date(0), WHY],
  badAnswer: ['ci.example', WHY],
  passingAnswer: ['ci.example', 429, true],
  refusedAnswer: ['ci.example', 404],
  digestDiffers: ['fingerprint'],
  buildNotGood: ['failed'],
  filesMissing: [['dist/app', 'dist/other']],
  environmentGone: ['production-1'],
  editorMayNot: ['release.draft'],
  sendingFailed: ['connect ECONNRESET'],
  answeredWith: [451, 'try later'],
  answeredOnly: [502],
  channelGivenUp: ['robot', WHY],
  outgoingRefused: ['a.example'],
  outgoingUrl: [WHY],
  outgoingFailed: ['a.example', WHY],
  otherBytes: ['aa'],
  otherKind: ['file'],
  artifactTooLarge: [9],
};
const { otherBytes, otherKind, versionWithdrawn, artifactTooLarge, emptyArtifact, noSpace } = bins;
const { isConfigFile, binProjectArchived, fileIncomplete } = bins;
const KEPT = {
  ...ci,
  ...work,
  ...notifications,
  ...outgoing,
  ...{ otherBytes, otherKind, versionWithdrawn, artifactTooLarge, emptyArtifact, noSpace },
  ...{ isConfigFile, binProjectArchived, fileIncomplete, mailNotSet, secretUnreadable },
};
const BUILDERS = (Object.entries(KEPT) as [string, unknown][]).filter(
  (one): one is [string, Build] => typeof one[1] === 'function',
);
const PHRASES = Object.values({ ...work.NOT_ASKABLE, ...work.BAD_ANSWER });

function wordsOf(name: string, build: Build): Text {
  const values = VALUES[name] ?? [];
  expect({ name, values: values.length }).toEqual({ name, values: Math.max(build.length, values.length) });
  const said = build(...values);
  return said instanceof DomainError ? said.words : said;
}

describe('sentences that are kept for whoever looks later', () => {
  it.each(BUILDERS)('%s is whole in English and in Chinese', (name, build) => {
    const { en, zh } = wordsOf(name, build);
    expect(en).toMatch(/^[\x20-\x7e“”]+$/);
    expect(zh).toMatch(/\p{Script=Han}/u);
    // The frame of what nobody wrote in Chinese.
    expect(zh).not.toMatch(/^控制台拒绝了此操作/);
    for (const sentence of [en, zh]) expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\$\{/);
  });

  it.each(BUILDERS)('%s names the same in both', (name, build) => {
    const { en, zh } = wordsOf(name, build);
    const named = (VALUES[name] ?? []).filter(
      (value) => typeof value === 'number' || (typeof value === 'string' && /[^a-z]/i.test(value)),
    );
    for (const value of named)
      expect([name, en.includes(String(value)), zh.includes(String(value))]).toEqual([name, true, true]);
  });

  it('have phrases in both too', () => {
    for (const { en, zh } of PHRASES)
      expect([/^[\x20-\x7e]+$/.test(en), /\p{Script=Han}/u.test(zh)]).toEqual([true, true]);
  });

  it('of refusals have the faults of fields behind them', () => {
    expect(notFound('bin').words.zh).toBe('内容不存在，或无权查看。');
    expect(invalidField('bin', 'unknown', { en: 'There is none.', zh: '不存在。' }).words).toEqual({
      en: 'The request has a fault. bin: There is none.',
      zh: '请求有误。 bin: 不存在。',
    });
  });

  it('are cut where a column may not have more, and leave nothing that it does not take', () => {
    expect(cutText({ en: 'ab😀', zh: '中\0文' }, 3)).toEqual({ en: 'ab\uFFFD', zh: '中\uFFFD文' });
  });
});
