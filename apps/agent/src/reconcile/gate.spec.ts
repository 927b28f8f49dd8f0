import { Gate } from './gate.js';

const agent = { isSwitching: true, isMidway: true };
const resting = { isSwitching: false, isMidway: false };
const midway = { isSwitching: false, isMidway: true };

function gateOf(...members: readonly { isSwitching: boolean; isMidway: boolean }[]): Gate {
  const gate = new Gate();
  for (const member of members) gate.join(member);
  return gate;
}

describe('the exchange of the agent and the updates of its bins', () => {
  it('who is midway goes on, and the exchange waits for it', () => {
    const gate = gateOf(agent, midway, resting);
    expect([gate.isClosedFor(agent), gate.isClosedFor(midway)]).toEqual([true, false]);
  });

  it('nobody begins while the agent is exchanged', () => {
    const gate = gateOf(agent, resting);
    expect([gate.isClosedFor(agent), gate.isClosedFor(resting)]).toEqual([false, true]);
  });

  it('is open to all while the agent stays', () => {
    const gate = gateOf(midway, { ...midway }, resting);
    expect([gate.isClosedFor(midway), gate.isClosedFor(resting)]).toEqual([false, false]);
  });
});
