import { text, type Text } from '@release-console/rollout-core';
import { calendarWords } from '../../projects/index.js';

/** What is wrong with a plan, and the same in Chinese; `#` is a number. */
const KNOWN: Readonly<Record<string, string>> = {
  'An analysis needs at least one check that may decide.': '评判至少需要一项可作决定的检查。',
  'Give either the size of a batch or the waves by their labels.':
    '请给出每批的数量，或按标签划分的波次，二者选一。',
  'A batch needs at least one node.': '每批至少一个节点。',
  'Name at least one label; the rest comes last by itself.': '请至少指定一个标签；其余节点会排在最后。',
  'A pause lasts from # second to # days, or until somebody promotes.':
    '等待为 # 秒到 # 天，或直到人工推进。',
  'A pause before the first weight waits for nothing.': '首个比例之前的等待没有意义。',
  'Before the first weight there is nothing to judge.': '首个比例之前没有可评判的内容。',
  'Name at least one label of the nodes to add.': '请至少指定要加入的节点的一个标签。',
  'A weight is a whole number from # to #.': '比例必须是 # 到 # 的整数。',
  'Each weight must be larger than the one before.': '每个比例都必须大于前一个。',
  'A canary needs at least one step that adds nodes.': '金丝雀至少需要一个加入节点的步骤。',
  'A canary has at most # steps.': '金丝雀最多 # 步。',
  'With # nothing could ever be updated.': '为 # 时任何节点都无法更新。',
  'Must be a whole number from # to #.': '必须是 # 到 # 的整数。',
  'The deadline of a node must be later than minReadySeconds.': '单节点时限必须大于 minReadySeconds。',
  'That makes more than # waves; use larger batches and maxUnavailable.':
    '这样会超过 # 批；请增大每批的数量和 maxUnavailable。',
};
const NUMBER = /\b\d+\b/g;
const TWICE = /^(.+) is named twice; each bin has one place\.$/;

/** A fault of a plan in both languages; what nobody translated is framed. */
export function planFaultWords(message: string): Text {
  const bin = TWICE.exec(message)?.[1];
  if (bin !== undefined) return text(message, `${bin} 出现了两次；每个程序只能有一个位置。`);
  const known = KNOWN[message.replace(NUMBER, '#')];
  if (known === undefined) return calendarWords(message);
  const numbers = message.match(NUMBER) ?? [];
  let place = 0;
  return text(
    message,
    known.replace(/#/g, () => numbers[place++] ?? ''),
  );
}
