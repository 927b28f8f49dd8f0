import { text, type Text } from '@release-console/rollout-core';
import { DomainError } from '../platform/http/index.js';
import { buildEnded } from './ci-sentences.js';
import type { BuildState } from './ci-words.js';

/* What goes wrong while nobody waits for an answer: it is kept, and shown in the language of whoever looks. */

/** Why a source is not asked. */
export const NOT_ASKABLE = {
  removed: text('it was removed', '它已被删除'),
  noFileUrl: text('it does not say where the file lies', '它没有给出文件的位置'),
  noBaseUrl: text('it has no base URL', '没有基础地址'),
  noAccess: text('it has no base URL or no token', '没有基础地址或令牌'),
  onlyJenkins: text('only Jenkins is asked to build', '只能请求 Jenkins 启动构建'),
} as const;

/** What is wrong with an answer. */
export const BAD_ANSWER = {
  notJson: text('this is no JSON, or not all of it', '返回的不是 JSON，或不完整'),
  noQueueItem: text('it does not say where in its queue the build is', '没有给出构建在队列中的位置'),
} as const;

export const notAskable = (why: keyof typeof NOT_ASKABLE): DomainError =>
  new DomainError(
    'conflict',
    'CI_NOT_ASKABLE',
    text(
      `The console can not ask this source: ${NOT_ASKABLE[why].en}.`,
      `控制台无法请求此来源：${NOT_ASKABLE[why].zh}。`,
    ),
  );

export const resting = (until: Date, error: Text | null): DomainError =>
  new DomainError(
    'unavailable',
    'CI_SOURCE_RESTING',
    text(
      `This source did not answer several times, so it is left alone until ${minuteOf(until)}. ${error?.en ?? ''}`.trimEnd(),
      `此来源多次没有应答，在 ${minuteOf(until)} 之前不再请求。${error?.zh ?? ''}`,
    ),
    { facts: { until: until.toISOString() } },
  );

export const outsideBase = (): DomainError =>
  new DomainError(
    'unprocessable',
    'CI_URL_OUTSIDE',
    text(
      'The file is not below the base URL of its source, so it is not fetched.',
      '文件不在来源的基础地址之下，因此不获取。',
    ),
  );

/** @param isOfAnswer it may be about what was asked for, and not about the source */
export const badAnswer = (host: string, what: Text, isOfAnswer = true): DomainError =>
  new DomainError(
    'unavailable',
    'CI_SOURCE_FAILED',
    text(`${host} did not answer as it should: ${what.en}.`, `${host} 没有正常应答：${what.zh}。`),
    isOfAnswer ? { facts: { isOfAnswer } } : {},
  );

export const passingAnswer = (host: string, status: number, isLimited: boolean): DomainError =>
  badAnswer(
    host,
    isLimited
      ? text(`it answered ${status} and asks to be left alone`, `返回了 ${status}，要求暂停请求`)
      : text(`it answered ${status}`, `返回了 ${status}`),
    !isLimited,
  );

export const GONE = 410;

const REFUSALS: Readonly<Record<number, Text>> = {
  404: text(
    'There is no such thing, or the token of the source may not see it.',
    '内容不存在，或来源的令牌无权查看。',
  ),
  [GONE]: text('The file is kept no longer; run the build again.', '文件已不再保留，请重新构建。'),
};
const REFUSED = text('Look at the user name and token of the source.', '请检查来源的用户名和令牌。');

export const refusedAnswer = (host: string, status: number): DomainError =>
  new DomainError(
    'unprocessable',
    'CI_SOURCE_REFUSED',
    text(
      `${host} answered ${status}. ${(REFUSALS[status] ?? REFUSED).en}`,
      `${host} 返回了 ${status}，${(REFUSALS[status] ?? REFUSED).zh}`,
    ),
    { facts: { status } },
  );

export const digestDiffers = (of: 'build' | 'fingerprint'): DomainError =>
  new DomainError(
    'unprocessable',
    'CI_DIGEST_DIFFERS',
    text(
      `The file has another digest than the ${of} says. Nothing was kept: look at who could have changed it.`,
      `文件的摘要与${of === 'build' ? '构建' : '指纹'}给出的不一致，未保存任何内容。请查明谁可能改动了文件。`,
    ),
  );

export const twoDigests = (): DomainError =>
  new DomainError(
    'unprocessable',
    'CI_TWO_DIGESTS',
    text(
      'The build told two digests of this file, so nobody knows which one it made. Look at who sent them, and build anew.',
      '构建给出了此文件的两个不同摘要，无法确定构建的是哪一个。请查明是谁发送的，并重新构建。',
    ),
  );

export const buildNotGood = (state: BuildState): DomainError =>
  new DomainError('conflict', 'CI_BUILD_ENDED', buildEnded(state));

export const filesMissing = (paths: readonly string[]): DomainError => {
  const named = paths.join(', ').slice(0, 500);
  return new DomainError(
    'conflict',
    'CI_FILES_MISSING',
    text(
      `There is no release, because not all files came in: ${named}.`,
      `文件没有到齐，因此没有创建发布：${named}。`,
    ),
  );
};

export const environmentGone = (environment: string): DomainError =>
  new DomainError(
    'not_found',
    'CI_ENVIRONMENT_GONE',
    text(`The project has no environment ${environment} any more.`, `项目中已没有环境 ${environment}。`),
  );

export const editorMayNot = (permission: string): DomainError =>
  new DomainError(
    'forbidden',
    'CI_EDITOR_MAY_NOT',
    text(
      `Who last edited the rule may not do this any more ("${permission}"). Somebody who may has to save the rule.`,
      `上次编辑规则的人已没有相应权限（“${permission}”），需要由有权限的人重新保存规则。`,
    ),
    { facts: { permission } },
  );

function minuteOf(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
