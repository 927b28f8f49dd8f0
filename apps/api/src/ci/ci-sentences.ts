import { text, type Text } from '@release-console/rollout-core';
import type { BuildState } from './ci-words.js';

/*
 * What the console itself says of calls, builds and sources. It is kept in both languages where it is kept, so that each
 * reader gets their own; what others said stands in it as they said it.
 */

const STATES: Readonly<Record<BuildState, string>> = {
  running: '进行中',
  succeeded: '成功',
  unstable: '不稳定',
  failed: '失败',
  aborted: '已中止',
};

export const bodyUnreadable = (): Text => text('Its body can not be read any more.', '其内容已无法读取。');

export const otherCallFirst = (): Text =>
  text(
    'Another call came first with this id, so this one has no effect.',
    '已有另一条通知先使用了此 ID，因此这一条不产生影响。',
  );

export const consoleFailed = (): Text =>
  text('Something went wrong in the console; its log says what.', '控制台内部出错，原因见其日志。');

export const eventNotLookedAt = (event: string): Text =>
  text(`Events of kind ${event} are not looked at.`, `不处理 ${event} 类型的事件。`);

export const namesNoBuild = (): Text =>
  text('It names no job, number or phase.', '其中没有任务、编号或阶段。');

export const hasNoBuild = (): Text =>
  text('It has no build with job and number.', '其中没有包含任务和编号的构建。');

export const bodyTooLarge = (mostBytes: number): Text =>
  text(
    `Its body is larger than ${mostBytes} bytes, so it was not read.`,
    `其内容超过 ${mostBytes} 字节，因此未读取。`,
  );

export const statusNotKnown = (status: string): Text =>
  text(`The status "${status}" is not known.`, `无法识别状态“${status}”。`);

export const namesNoRepository = (): Text => text('It names no repository.', '其中没有仓库。');

export const namesNoRun = (): Text => text('It names no run.', '其中没有运行记录。');

export const namesNoRelease = (): Text => text('It names no release.', '其中没有发布。');

export const namesNoPipeline = (): Text => text('It names no project or pipeline.', '其中没有项目或流水线。');

export const namesNoProjectOrRelease = (): Text =>
  text('It names no project or release.', '其中没有项目或发布。');

export const onlyPublished = (): Text =>
  text('Only published releases are looked at.', '只处理已公开的发布。');

export const onlyNewReleases = (): Text => text('Only new releases are looked at.', '只处理新建的发布。');

export const pathsLeftOut = (count: number): Text =>
  text(
    `${count} files were left out: their paths can not be used.`,
    `忽略了 ${count} 个文件：其路径无法使用。`,
  );

export const filesLeftOut = (count: number): Text =>
  text(
    `${count} files were left out: their paths or digests can not be used.`,
    `忽略了 ${count} 个文件：其路径或摘要无法使用。`,
  );

export const buildNotOver = (): Text => text('The build is not over.', '构建尚未结束。');

export const buildEnded = (state: BuildState): Text =>
  text(
    `The build ended as ${state}: nothing is made of it.`,
    `构建的结果为“${STATES[state]}”，不产生任何版本。`,
  );

export const buildIs = (state: BuildState): Text =>
  text(`The build is ${state}.`, `构建状态为“${STATES[state]}”。`);

export const filesBroughtIn = (count: number): Text =>
  text(`${count} ${count === 1 ? 'file is' : 'files are'} brought in.`, `将获取 ${count} 个文件。`);

export const nothingMore = (): Text => text('Nothing more is to be done.', '没有其他需要处理的内容。');

export const digestsDiffer = (paths: readonly string[]): Text => {
  const named = paths.join(', ').slice(0, 500);
  return text(
    `The build told two digests of ${named}: this is not brought in, and versions that have it are withdrawn.`,
    `构建给出了两个不同摘要的文件：${named}。不再获取，已含有这些文件的版本已撤下。`,
  );
};

export const noRuleForFiles = (): Text =>
  text('No rule is about a file of this build.', '没有规则涉及此构建的文件。');

export const ruleFault = (rule: string, path: string, why: Text): Text =>
  text(`${rule}, ${path}: ${why.en}`, `${rule}，${path}：${why.zh}`);

export const jobIsNot = (pattern: string): Text =>
  text(`The job is not ${pattern}.`, `任务不匹配 ${pattern}。`);

export const namesNoRef = (): Text =>
  text('The build names no branch and no tag.', '构建没有给出分支或标签。');

export const refIsNot = (pattern: string): Text =>
  text(`Neither branch nor tag is ${pattern}.`, `分支和标签都不匹配 ${pattern}。`);

export const pathIsNot = (pattern: string): Text =>
  text(`The path is not ${pattern}.`, `路径不匹配 ${pattern}。`);

export const wordMissing = (word: string): Text =>
  text(`There is no {${word}} in this build.`, `此构建中没有 {${word}}。`);

export const notAVersion = (value: string): Text =>
  text(`"${value}" is not the name of a version.`, `“${value}”不能作为版本名称。`);

export const notAnArch = (value: string): Text =>
  text(`"${value}" is not an architecture.`, `“${value}”不是有效的架构。`);

export const startForgotten = (): Text =>
  text('It is followed no longer: it began more than a day ago.', '已不再跟踪：启动已超过一天。');

export const startCancelled = (): Text =>
  text('It was taken out of the queue of Jenkins.', '已从 Jenkins 的队列中移除。');

export const startLost = (): Text =>
  text(
    'Jenkins forgot its place in the queue, and none of the newest builds of the job had it: look at the job.',
    'Jenkins 已不再保留其队列项，该任务最近的构建中也没有它：请查看该任务。',
  );

export const startUnanswered = (): Text =>
  text(
    'The console ended before the answer came, so the build may have begun: look at the job before starting it again.',
    '控制台在收到答复前已退出，构建可能已经开始：再次启动前请先查看该任务。',
  );

export const startWaits = (why: string): Text => text(`Jenkins says: ${why}`, `Jenkins 的说明：${why}`);

export const sourceAnswered = (status: number): Text => text(`It answered ${status}.`, `返回了 ${status}。`);

/** One after the other, as far as they are there. */
export function together(...sentences: readonly (Text | null)[]): Text {
  const said = sentences.filter((sentence) => sentence !== null);
  return text(said.map(({ en }) => en).join(' '), said.map(({ zh }) => zh).join(''));
}
