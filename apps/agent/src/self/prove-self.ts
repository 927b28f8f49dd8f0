import type { AgentConfig } from '../config/agent-config.js';
import { toFailure } from '../errors.js';
import type { Log } from '../log.js';
import type { OwnAgent } from './own-agent.js';
import { Trials } from './trials.js';

/** After a talk with the console in which its answer was taken in: that is what a new agent has to be able to do. */
export function proveSelf({ self }: AgentConfig, { sha256 }: OwnAgent, log: Log): void {
  if (self === null) return;
  const trials = new Trials(self.dir);
  const trial = trials.trial();
  if (trial === null || trial.sha256 !== sha256 || trials.isProven(trial)) return;
  try {
    trials.prove(trial);
    log.info('agent.proven', { sha256 });
  } catch (error) {
    // Said again after the next talk.
    log.warn('agent.unproven', { ...toFailure(error, 'STATE_UNWRITABLE') });
  }
}
