import { mkdirSync } from 'node:fs';

import type { AgentConfig } from '../config/agent-config.js';
import { UsageError } from '../config/settings.js';
import { HoldFile, parseDuration } from '../state/hold-file.js';

export function holdNode(config: AgentConfig, options: ReadonlyMap<string, string>, now: number): string {
  const time = options.get('for');
  const milliseconds = time === undefined ? null : parseDuration(time);
  if (time !== undefined && milliseconds === null)
    throw new UsageError('--for takes a time such as 90s, 30m, 2h or 1d');
  const until = milliseconds === null ? null : new Date(now + milliseconds).toISOString();
  const reason = options.get('reason') ?? 'held by hand on the host';
  mkdirSync(config.stateDir, { recursive: true, mode: 0o700 });
  new HoldFile(config.stateDir).write({ reason, until });
  return `held ${until === null ? 'until it is released' : `until ${until}`}: ${reason}`;
}

export function releaseNode(config: AgentConfig): string {
  new HoldFile(config.stateDir).remove();
  return 'released: this node follows the console again';
}
