import {
  fault,
  heldWords,
  passedByWords,
  reasonOf,
  runs,
  wanted,
  type AwaitedRelease,
  type ExplainFacts,
  type Sentence,
} from './explain-words.js';

export type { ExplainFacts } from './explain-words.js';

export type ExplanationKind =
  | 'left'
  | 'observing'
  | 'quarantined'
  | 'held'
  | 'nothing_decided'
  | 'left_alone'
  | 'no_file'
  | 'agent_too_old'
  | 'failed'
  | 'silent'
  | 'staged'
  | 'awaits_release'
  | 'under_way'
  | 'drift'
  | 'as_decided';

export interface Explanation {
  readonly kind: ExplanationKind;
  readonly text: Sentence;
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
          `该节点处于观察模式：运行 ${runs(facts).zh}，在纳管之前不会做任何更改。`,
        )
      : undefined,
  (facts) =>
    facts.isQuarantined
      ? say(
          'quarantined',
          `It reports ${runs(facts).en}, but two agents speak in its name, so releases pass it by until somebody clears that.`,
          `它报告运行 ${runs(facts).zh}，但有两个代理使用同一身份，因此在有人解除隔离之前，发布会跳过它。`,
        )
      : undefined,
  (facts) => held(facts),
  (facts) => (facts.awaited && isSettled(facts) ? awaits(facts, facts.awaited) : undefined),
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
    facts.needsNewerAgent
      ? say(
          'agent_too_old',
          `It should run ${wanted(facts)}, which is an archive, and its agent can't unpack one; upgrade the agent to 0.2.0 or newer. It runs ${runs(facts).en}.`,
          `应运行 ${wanted(facts)}，它是归档包，而该节点的代理无法解包；请将代理升级到 0.2.0 或更高版本。当前运行 ${runs(facts).zh}。`,
        )
      : undefined,
  (facts) =>
    facts.desired?.sha256 === null
      ? say(
          'no_file',
          `It should run ${wanted(facts)}, but which file is not known: the version has none for its architecture, or the architecture is not known.`,
          `应运行 ${wanted(facts)}，但无法确定文件：该版本没有对应架构的文件，或节点架构未知。`,
        )
      : undefined,
  (facts) =>
    facts.phase === 'failed'
      ? say(
          'failed',
          `It runs ${runs(facts).en} because ${wanted(facts)} failed here${fault(facts)}.`,
          `运行 ${runs(facts).zh}，因为 ${wanted(facts)} 在此失败${fault(facts)}。`,
        )
      : undefined,
  (facts) => (facts.running?.sha256 === facts.desired?.sha256 ? asDecided(facts) : undefined),
  (facts) =>
    facts.presence === 'offline' || facts.presence === 'never'
      ? say(
          'silent',
          `It should run ${wanted(facts)}, but it has not been heard of; it last ran ${runs(facts).en}.`,
          `应运行 ${wanted(facts)}，但联系不上；最后运行的是 ${runs(facts).zh}。`,
        )
      : undefined,
  (facts) =>
    facts.desired?.action === 'stage' && facts.desired.isReleaseOver
      ? say(
          'staged',
          `It runs ${runs(facts).en} and has ${wanted(facts)} beside it for a switch that does not come: release #${facts.desired.releaseNumber} has ended.`,
          `运行 ${runs(facts).zh}，旁边备有 ${wanted(facts)}，但不会再切换：发布 #${facts.desired.releaseNumber} 已结束。`,
        )
      : undefined,
  (facts) =>
    facts.desired?.action === 'stage'
      ? say(
          'staged',
          `It runs ${runs(facts).en} and keeps ${wanted(facts)} ready for the switch.`,
          `运行 ${runs(facts).zh}，并已备好 ${wanted(facts)} 等待切换。`,
        )
      : undefined,
  (facts) =>
    !facts.isDrifted
      ? say(
          'under_way',
          `It runs ${runs(facts).en} and is on its way to ${wanted(facts)}${facts.phase ? ` (${facts.phase})` : ''}.`,
          `运行 ${runs(facts).zh}，正在更新到 ${wanted(facts)}${facts.phase ? `（${facts.phase}）` : ''}。`,
        )
      : undefined,
  (facts) =>
    say(
      'drift',
      `It should run ${wanted(facts)} and had reached it, but now runs ${runs(facts).en}: something on the host changed it.`,
      `应运行且曾运行 ${wanted(facts)}，但现在运行 ${runs(facts).zh}：主机上有其他操作改变了它。`,
    ),
];

/** Hold beats release beats baseline: whatever was decided, it keeps what it runs. */
function held(facts: ExplainFacts): Explanation | undefined {
  if (!facts.held) return undefined;
  const why = heldWords(facts.held);
  const waits = facts.awaited
    ? `${facts.bin} ${facts.awaited.version}`
    : facts.desired?.sha256 != null && facts.desired.sha256 !== facts.running?.sha256
      ? wanted(facts)
      : null;
  return say(
    'held',
    `It keeps ${runs(facts).en} because ${why.en}${waits ? `; ${waits} waits` : ''}.`,
    `保持运行 ${runs(facts).zh}，因为${why.zh}${waits ? `；${waits} 在等待` : ''}。`,
  );
}

/** Nothing else is open between the node and what was decided before. */
function isSettled({ desired, running, phase }: ExplainFacts): boolean {
  return phase !== 'failed' && (desired?.sha256 == null || desired.sha256 === running?.sha256);
}

function awaits(facts: ExplainFacts, release: AwaitedRelease): Explanation {
  const { number, version, wave, isPaused, passedBy } = release;
  const next = `${facts.bin} ${version}`;
  if (passedBy !== null) {
    const why = passedByWords(passedBy);
    return say(
      'awaits_release',
      `It runs ${runs(facts).en}: release #${number} passed it by because ${why.en}, and brings ${next} as soon as that is over.`,
      `运行 ${runs(facts).zh}：发布 #${number} 因其${why.zh}而跳过了它，情况结束后会部署 ${next}。`,
    );
  }
  return say(
    'awaits_release',
    `It runs ${runs(facts).en} and gets ${next} in wave ${wave} of release #${number}${isPaused ? ', which is paused' : ', which has not come to it yet'}.`,
    `运行 ${runs(facts).zh}，将在发布 #${number} 的第 ${wave} 批获得 ${next}${isPaused ? '（该发布已暂停）' : '（尚未轮到）'}。`,
  );
}

function asDecided(facts: ExplainFacts): Explanation {
  const why = reasonOf(facts.desired);
  return say(
    'as_decided',
    `It runs ${runs(facts).en} because ${why.en}.`,
    `运行 ${runs(facts).zh}，因为${why.zh}。`,
  );
}

function say(kind: ExplanationKind, en: string, zh: string): Explanation {
  return { kind, text: { en, zh } };
}
