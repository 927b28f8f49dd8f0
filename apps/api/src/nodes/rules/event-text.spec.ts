import { eventText } from './event-text.js';
import { PHASES } from './phase.js';

const facts = { kind: 'progress', bin: 'edge', generation: 3, attempt: 1, error: null, data: {} };

describe('the line of a node’s history', () => {
  it.each(PHASES)('says %s in Chinese to people who read Chinese', (phase) => {
    expect(eventText({ ...facts, phase }).zh).toMatch(/^edge：\p{Script=Han}+（第 3 代）$/u);
  });

  it('says a word that it does not know as the agent said it', () => {
    expect(eventText({ ...facts, phase: 'polishing' })).toEqual({
      en: 'edge: polishing (generation 3)',
      zh: 'edge：polishing（第 3 代）',
    });
  });
});
