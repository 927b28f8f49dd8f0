import { UsageError } from '../config/settings.js';
import type { AgentConfig } from '../config/agent-config.js';
import { HoldFile } from '../state/hold-file.js';
import { JournalStore } from '../state/journal-store.js';
import { systemClock } from '../clock.js';

/** Run by the old agent before it lets this bundle take its place; changes nothing, throws what stands against it. */
export function checkHost(config: AgentConfig): string {
  if (config.self === null) throw new UsageError('the configuration has no "self"');
  const store = new JournalStore(config.stateDir);
  for (const { name } of config.bins) store.load(name);
  new HoldFile(config.stateDir).read(systemClock.now());
  return `can work here, on Node ${process.version}`;
}
