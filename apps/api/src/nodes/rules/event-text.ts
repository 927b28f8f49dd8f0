import type { ReportedError } from './node-words.js';
import type { Phase } from './phase.js';

export interface EventFacts {
  readonly kind: string;
  readonly bin: string | null;
  readonly phase: string | null;
  readonly generation: number | null;
  readonly attempt: number | null;
  readonly error: ReportedError | null;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Sentence {
  readonly en: string;
  readonly zh: string;
}

/** One line of a node's history for people. */
export function eventText(facts: EventFacts): Sentence {
  return SENTENCES[facts.kind]?.(facts, by(facts)) ?? { en: facts.kind, zh: facts.kind };
}

const SENTENCES: Readonly<Record<string, (facts: EventFacts, by: Sentence) => Sentence>> = {
  progress: (facts) => said(facts),
  remark: ({ bin, phase }) => ({
    en: `Said "${phase ?? ''}" about a build of ${bin ?? '?'} that is not asked for now.`,
    zh: `报告 ${bin ?? '?'} 的一个当前未要求的构建：“${phase ?? ''}”。`,
  }),
  impossible: (facts) => impossible(facts),
  'node.registered': (_, { en, zh }) => ({ en: `Registered${en}.`, zh: `${zh}登记了该节点。` }),
  'node.changed': (_, { en, zh }) => ({ en: `Changed${en}.`, zh: `${zh}修改了该节点。` }),
  'node.joined': (_, { en, zh }) => ({ en: `Joined an environment${en}.`, zh: `${zh}将其加入一个环境。` }),
  'node.left': (_, { en, zh }) => ({ en: `Left a project${en}.`, zh: `${zh}将其移出一个项目。` }),
  'node.adopted': (_, { en, zh }) => ({
    en: `Adopted with what it ran${en}.`,
    zh: `${zh}按其当前运行内容纳管了该节点。`,
  }),
  'node.lifecycle_changed': ({ data }, { en, zh }) => ({
    en: `Went from ${word(data, 'from')} to ${word(data, 'to')}${en}.`,
    zh: `${zh}将状态由 ${word(data, 'from')} 改为 ${word(data, 'to')}。`,
  }),
  'node.held': ({ data }, { en, zh }) => ({
    en: `Held${en}${until(data).en}.`,
    zh: `${zh}锁定了该节点${until(data).zh}。`,
  }),
  'node.hold_changed': ({ data }, { en, zh }) => ({
    en: `The hold was changed${en}${until(data).en}.`,
    zh: `${zh}修改了锁定${until(data).zh}。`,
  }),
  'node.hold_lifted': (_, { en, zh }) => ({ en: `The hold was lifted${en}.`, zh: `${zh}解除了锁定。` }),
  'node.hold_ended': (_, { en, zh }) => ({
    en: `The time of the hold${en} has passed.`,
    zh: `锁定${zh}已到期。`,
  }),
  'node.drifted': ({ data }) => ({
    en: `${word(data, 'bin')} has drifted: it runs something else than it should and once did.`,
    zh: `${word(data, 'bin')} 已偏离：当前运行的与应当运行且曾经运行的不同。`,
  }),
  'node.drift_ended': ({ data }) => ({
    en: `The drift of ${word(data, 'bin')} is over${DRIFT_ENDS[word(data, 'how')]?.en ?? ''}.`,
    zh: `${word(data, 'bin')} 的偏离已结束${DRIFT_ENDS[word(data, 'how')]?.zh ?? ''}。`,
  }),
  'node.drift_enforced': ({ data }) => ({
    en: `Asked again for the ${word(data, 'bin')} that it should run, to undo the drift.`,
    zh: `为消除偏离，再次要求其运行应有的 ${word(data, 'bin')}。`,
  }),
  'node.quarantined': () => ({
    en: 'Quarantined: two agents speak in its name, so nothing that it says is believed.',
    zh: '已隔离：有两个代理使用同一身份，它的报告不再可信。',
  }),
  'node.quarantine_cleared': (_, { en, zh }) => ({
    en: `The quarantine ended${en}.`,
    zh: `${zh}解除了隔离。`,
  }),
  'node.token_issued': (_, { en, zh }) => ({ en: `Got a new token${en}.`, zh: `${zh}签发了新令牌。` }),
  'node.token_revoked': (_, { en, zh }) => ({ en: `A token was revoked${en}.`, zh: `${zh}吊销了一个令牌。` }),
};

const DRIFT_ENDS: Readonly<Record<string, Sentence>> = {
  agrees: { en: ': it runs what it should', zh: '：运行内容已符合要求' },
  desired_changed: { en: ': something else is desired now', zh: '：期望内容已变更' },
  node_left: { en: ': the node left', zh: '：节点已离开' },
};

const PHASES_ZH: Readonly<Record<string, string>> = {
  queued: '排队中',
  downloading: '正在下载',
  verified: '校验通过',
  prechecking: '正在预检',
  staged: '已就位',
  draining: '正在摘除流量',
  stopping: '正在停止',
  swapping: '正在替换',
  starting: '正在启动',
  checking: '正在检查健康',
  warming: '正在预热',
  undraining: '正在恢复流量',
  switching: '正在切换流量',
  active: '已生效',
  reverting: '正在还原',
  reverted: '已还原',
  failed: '失败',
} satisfies Record<Phase, string>;

function said({ bin, phase, generation, attempt, error }: EventFacts): Sentence {
  const times = attempt !== null && attempt > 1 ? attempt : null;
  return {
    en: `${bin ?? '?'}: ${phase ?? ''} (generation ${generation ?? 0}${times ? `, attempt ${times}` : ''})${error ? `: ${error.code} ${error.message}` : ''}`.trim(),
    zh: `${bin ?? '?'}：${PHASES_ZH[phase ?? ''] ?? phase ?? ''}（第 ${generation ?? 0} 代${times ? `，第 ${times} 次尝试` : ''}）${error ? `：${error.code} ${error.message}` : ''}`.trim(),
  };
}

function impossible({ bin, generation, data }: EventFacts): Sentence {
  if (data['reason'] === 'unknown_digest') {
    return {
      en: `Reports running a build of ${bin ?? '?'} that was never uploaded here.`,
      zh: `报告正在运行 ${bin ?? '?'} 的一个从未上传过的构建。`,
    };
  }
  return {
    en: `Reports generation ${generation ?? 0} of ${bin ?? '?'}, which was never assigned; it does not count.`,
    zh: `报告了从未分配过的 ${bin ?? '?'} 第 ${generation ?? 0} 代；不予计入。`,
  };
}

function by({ data }: EventFacts): Sentence {
  const name = word(data, 'by');
  const reason = word(data, 'reason');
  return {
    en: `${name ? ` by ${name}` : ''}${reason ? ` (${reason})` : ''}`,
    zh: `${name ? `${name} ` : ''}${reason ? `（${reason}）` : ''}`,
  };
}

/** Of what, and for how long. */
function until(data: EventFacts['data']): Sentence {
  const bin = word(data, 'bin');
  const end = word(data, 'until').slice(0, 16).replace('T', ' ');
  return {
    en: `${bin ? `, only ${bin}` : ''}${end ? `, until ${end} UTC` : ''}`,
    zh: `${bin ? `，仅 ${bin}` : ''}${end ? `，直到 ${end} UTC` : ''}`,
  };
}

function word(data: EventFacts['data'], key: string): string {
  const value = data[key];
  return typeof value === 'string' ? value : '';
}
