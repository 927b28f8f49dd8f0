import { nodesDo, nodesText, soakOf, soakText } from '../index.js';
import { seconds } from './text.js';

describe('numbers in sentences', () => {
  it.each([
    [0, '0 s', '0 秒'],
    [119, '119 s', '119 秒'],
    [120, '2 min', '2 分钟'],
    [7_199, '120 min', '120 分钟'],
    [7_200, '2 h', '2 小时'],
    [86_400, '24 h', '24 小时'],
  ])('%i seconds are %s', (total, en, zh) => expect(seconds(total)).toEqual({ en, zh }));

  it('fit one node and several', () => {
    expect([0, 1, 2].map(nodesText)).toEqual(['0 nodes', '1 node', '2 nodes']);
    expect([1, 2].map((count) => nodesDo(count, 'has', 'have'))).toEqual(['1 node has', '2 nodes have']);
  });
});

describe('what is said of the promotion rule', () => {
  const version = (bin: string, completedAt: number | null) => ({ bin, version: '2', completedAt });
  it('names in Chinese, too, what is missing and for how long', () => {
    const absent = [version('api', null), version('web', null), version('job', 0)];
    const said = (hours: number): string => soakText(soakOf({ environment: '预发', hours }, absent, 1)).zh;
    expect(said(24)).toBe('api 2、web 2 须先在“预发”发布完成并运行满 24 小时');
    expect(said(0)).toBe('api 2、web 2 须先在“预发”发布完成');
  });
});
