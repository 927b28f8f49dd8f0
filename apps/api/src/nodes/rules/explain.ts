import type { DesiredAction, DesiredSource, Lifecycle, Presence, ReportedError } from './node-words.js';

export interface ExplainFacts {
  readonly bin: string;
  readonly lifecycle: Lifecycle;
  readonly presence: Presence;
  readonly held: { readonly reason: string } | null;
  /** What it reports running; version null when the digest is none of ours. */
  readonly running: {
    readonly sha256: string;
    readonly version: string | null;
    readonly healthy: boolean | null;
  } | null;
  readonly desired: {
    readonly sha256: string | null;
    readonly version: string | null;
    readonly action: DesiredAction;
    readonly source: DesiredSource;
    readonly releaseNumber: number | null;
  } | null;
  /** About the current generation only. */
  readonly phase: string | null;
  readonly error: ReportedError | null;
}

export type ExplanationKind =
  | 'left'
  | 'observing'
  | 'nothing_decided'
  | 'left_alone'
  | 'no_file'
  | 'failed'
  | 'held'
  | 'silent'
  | 'staged'
  | 'under_way'
  | 'drift'
  | 'as_decided';

export interface Explanation {
  readonly kind: ExplanationKind;
  readonly text: { readonly en: string; readonly zh: string };
}

type Rule = (facts: ExplainFacts) => Explanation | undefined;

/** Why a node runs what it runs, in one sentence: the first rule that has something to say. */
export function explain(facts: ExplainFacts): Explanation {
  for (const rule of RULES) {
    const explanation = rule(facts);
    if (explanation) return explanation;
  }
  return asDecided(facts);
}

const RULES: readonly Rule[] = [
  ({ lifecycle, ...facts }) =>
    lifecycle === 'retired' || lifecycle === 'replaced'
      ? say(
          'left',
          `The node is ${lifecycle} and is told nothing any more; it last ran ${runs(facts).en}.`,
          `该节点已${lifecycle === 'retired' ? '退役' : '被替换'}，不再接收指令；最后运行的是 ${runs(facts).zh}。`,
        )
      : undefined,
  (facts) =>
    facts.lifecycle === 'observing'
      ? say(
          'observing',
          `The node only observes: it runs ${runs(facts).en} and nothing is changed until it is adopted.`,
          `该节点处于观察模式：运行 ${runs(facts).zh}，在接管之前不会做任何更改。`,
        )
      : undefined,
  (facts) =>
    facts.desired === null
      ? say(
          'nothing_decided',
          `Nothing of ${facts.bin} was ever released to this node; it runs ${runs(facts).en}.`,
          `从未向该节点发布过 ${facts.bin}；当前运行 ${runs(facts).zh}。`,
        )
      : undefined,
  (facts) =>
    facts.desired?.sha256 === null && facts.desired.version === null
      ? say(
          'left_alone',
          `Nothing is desired of ${facts.bin} here, so what runs is left alone: ${runs(facts).en}.`,
          `此处对 ${facts.bin} 没有期望版本，保持现状：${runs(facts).zh}。`,
        )
      : undefined,
  (facts) =>
    facts.desired?.sha256 === null
      ? say(
          'no_file',
          `It should run ${wanted(facts).en}, but which file is not known: the version has none for its architecture, or the architecture is not known.`,
          `应运行 ${wanted(facts).zh}，但无法确定文件：该版本没有对应架构的文件，或节点架构未知。`,
        )
      : undefined,
  (facts) =>
    facts.phase === 'failed'
      ? say(
          'failed',
          `It runs ${runs(facts).en} because ${wanted(facts).en} failed here${fault(facts)}.`,
          `运行 ${runs(facts).zh}，因为 ${wanted(facts).zh} 在此失败${fault(facts)}。`,
        )
      : undefined,
  (facts) => (facts.running?.sha256 === facts.desired?.sha256 ? asDecided(facts) : undefined),
  (facts) =>
    facts.held
      ? say(
          'held',
          `It runs ${runs(facts).en} because the host is held (${facts.held.reason}); ${wanted(facts).en} waits.`,
          `运行 ${runs(facts).zh}，因为主机被锁定（${facts.held.reason}）；${wanted(facts).zh} 在等待。`,
        )
      : undefined,
  (facts) =>
    facts.presence === 'offline' || facts.presence === 'never'
      ? say(
          'silent',
          `It should run ${wanted(facts).en}, but it has not been heard of; it last ran ${runs(facts).en}.`,
          `应运行 ${wanted(facts).zh}，但联系不上；最后运行的是 ${runs(facts).zh}。`,
        )
      : undefined,
  (facts) =>
    facts.desired?.action === 'stage'
      ? say(
          'staged',
          `It runs ${runs(facts).en} and keeps ${wanted(facts).en} ready for the switch.`,
          `运行 ${runs(facts).zh}，并已备好 ${wanted(facts).zh} 等待切换。`,
        )
      : undefined,
  (facts) =>
    facts.phase !== 'active'
      ? say(
          'under_way',
          `It runs ${runs(facts).en} and is on its way to ${wanted(facts).en}${facts.phase ? ` (${facts.phase})` : ''}.`,
          `运行 ${runs(facts).zh}，正在更新到 ${wanted(facts).zh}${facts.phase ? `（${facts.phase}）` : ''}。`,
        )
      : undefined,
  (facts) =>
    say(
      'drift',
      `It should run ${wanted(facts).en} and had reached it, but now runs ${runs(facts).en}: something on the host changed it.`,
      `应运行且曾运行 ${wanted(facts).zh}，但现在运行 ${runs(facts).zh}：主机上有其他操作改变了它。`,
    ),
];

function asDecided(facts: ExplainFacts): Explanation {
  const why = reasonOf(facts.desired);
  return say(
    'as_decided',
    `It runs ${runs(facts).en} because ${why.en}.`,
    `运行 ${runs(facts).zh}，因为${why.zh}。`,
  );
}

function reasonOf(desired: ExplainFacts['desired']): { readonly en: string; readonly zh: string } {
  const release = desired?.releaseNumber ? `#${desired.releaseNumber}` : '';
  if (desired?.source === 'baseline')
    return { en: 'that is the baseline of its environment', zh: '这是其环境的基线' };
  if (desired?.source === 'adopted')
    return { en: 'it ran that when it was adopted', zh: '接管时它正在运行该版本' };
  if (desired?.action === 'revert')
    return { en: `release ${release} was rolled back`, zh: `发布 ${release} 已回滚` };
  return { en: `release ${release} gave it that`, zh: `发布 ${release} 部署了该版本` };
}

function runs({ running, bin }: Pick<ExplainFacts, 'running' | 'bin'>): {
  readonly en: string;
  readonly zh: string;
} {
  if (!running) return { en: `no ${bin} that it told of`, zh: `（未报告 ${bin}）` };
  const name =
    running.version === null ? `${bin} ${running.sha256.slice(0, 12)}…` : `${bin} ${running.version}`;
  return running.healthy === false
    ? { en: `${name} (not healthy)`, zh: `${name}（不健康）` }
    : { en: name, zh: name };
}

function wanted({ desired, bin }: ExplainFacts): { readonly en: string; readonly zh: string } {
  const name = `${bin} ${desired?.version ?? desired?.sha256?.slice(0, 12) ?? ''}`.trim();
  return { en: name, zh: name };
}

function fault({ error }: ExplainFacts): string {
  return error ? ` (${error.code}${error.message ? `: ${error.message}` : ''})` : '';
}

function say(kind: ExplanationKind, en: string, zh: string): Explanation {
  return { kind, text: { en, zh } };
}
