/** What the gate needs to know of one bin. */
export interface AtGate {
  /** The agent itself is being exchanged: nothing else may be under way. */
  readonly isSwitching: boolean;
  /** Something of this bin is under way that can't be left and taken up again as if nothing had been. */
  readonly isMidway: boolean;
}

/** Keeps the exchange of the agent and the updates of its bins apart: who is midway goes on, all others wait. */
export class Gate {
  private readonly members: AtGate[] = [];

  join(member: AtGate): void {
    this.members.push(member);
  }

  isClosedFor(member: AtGate): boolean {
    const others = this.members.filter((other) => other !== member);
    if (member.isSwitching) return others.some(({ isMidway }) => isMidway);
    return !member.isMidway && others.some(({ isSwitching }) => isSwitching);
  }
}
