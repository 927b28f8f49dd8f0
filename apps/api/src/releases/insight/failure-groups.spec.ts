import { FailureGroups, keyOfFact, type Fact, type FailedTarget } from './failure-groups.js';

const fact = (kind: Fact['kind'], value: string, name = ''): Fact => ({ kind, name, value });
const OLD = fact('kernel', '4.18');
const NEW = fact('kernel', '5.14');

const failed = (index: number, message: string, facts: readonly Fact[] = []): FailedTarget => ({
  nodeId: `n${index}`,
  nodeName: `edge-${index}`,
  status: 'failed',
  error: { code: 'HEALTH_FAILED', message },
  facts: [fact('label', `rack-${index}`, 'rack'), fact('arch', 'amd64'), ...facts],
});

function fold(targets: readonly FailedTarget[]): FailureGroups {
  const groups = new FailureGroups();
  for (const target of targets) groups.add(target);
  return groups;
}

describe('failed nodes by what they share', () => {
  const old = Array.from({ length: 14 }, (_, index) =>
    failed(index, `exit ${index} on edge-${index}`, [OLD]),
  );
  const others = [failed(20, 'no space left', [NEW]), failed(21, 'no space left', [OLD])];
  const asked = new Map([
    [keyOfFact(OLD), 15],
    [keyOfFact(NEW), 45],
    [keyOfFact(fact('arch', 'amd64')), 60],
  ]);

  it('are told apart by what they say, the largest group first', () => {
    const groups = fold([...others, ...old]).result(60, asked);
    expect(groups.map(({ text, count }) => [text, count])).toEqual([
      ['exit <n> on <node>', 14],
      ['no space left', 2],
    ]);
  });

  it('name the kernel that all of them and few others have, and not what everybody has', () => {
    const [first] = fold(old).result(60, asked);
    expect(first?.shared).toEqual([{ ...OLD, inGroup: 14, asked: 15, lift: 4 }]);
  });

  it('of different kinds share nothing', () => {
    const groups = fold(others).result(60, asked);
    expect(groups[0]?.shared).toEqual([]);
  });

  it('ask only for facts that at least half of a group has', () => {
    const names = fold(old).candidates().map(keyOfFact);
    expect(names).toEqual([keyOfFact(fact('arch', 'amd64')), keyOfFact(OLD)]);
  });

  it('without words are told apart by their status', () => {
    const silent: FailedTarget = { ...failed(1, ''), status: 'dark', error: null };
    expect(fold([silent]).result(1, new Map())[0]).toMatchObject({
      code: 'DARK',
      text: '',
      statuses: { dark: 1 },
    });
  });

  it('stay within bounds when every node says something of its own', () => {
    const letters = (index: number): string =>
      [...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
    const many = Array.from({ length: 1_000 }, (_, index) => failed(index, `fault ${letters(index)}`));
    const groups = fold(many).result(1_000, new Map());
    expect(groups).toHaveLength(201);
    expect(groups[0]).toMatchObject({ code: 'OTHER', count: 800 });
    expect(groups[0]?.nodes).toHaveLength(20);
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(1_000);
  });
});
