import type { Answer } from '../console/console.js';
import { isBroken } from './oracle.fixtures.js';

describe('the oracle on what is taken back', () => {
  it('I27 sees who is left with half of what failed', () => {
    const leaving = (answer: Answer): Answer =>
      answer.releases.some(({ status }) => status === 'rolling_back')
        ? answer
        : { ...answer, writes: answer.writes.filter(({ action }) => action !== 'revert') };
    expect(isBroken('I27', leaving)).toBe(true);
  });

  it('I27 sees who is put back to what was only tried there', () => {
    const tried = new Map<string, string | null>();
    const confusing = (answer: Answer): Answer => {
      const writes = answer.writes.map((write) => {
        const key = `${write.nodeId} ${write.bin}`;
        if (write.action === 'revert') return { ...write, sha256: tried.get(key) ?? write.sha256 };
        tried.set(key, write.sha256);
        return write;
      });
      return { ...answer, writes };
    };
    expect(isBroken('I27', confusing)).toBe(true);
  });
});
