import type { ApiSession } from './api-session.js';
import { ConfigDesk } from './config-desk.js';
import { DEMO_CONFIGS, PASSWORD } from './demo-configs.js';
import type { Who } from './people.js';
import { Releases } from './releases.js';

/** The demo's configuration files, published once; whatever people made of them since stays. */
export async function ensureConfigs(
  people: Readonly<Record<Who, ApiSession>>,
  place: { readonly projectId: string; readonly project: string; readonly environment: string },
  bin: string,
): Promise<void> {
  const desk = new ConfigDesk(people, place, new Releases(people, { ...place, bin }));
  const fresh: string[] = [];
  for (const config of DEMO_CONFIGS) {
    if ((await desk.idOf(config.file)) !== undefined) continue;
    if (fresh.length === 0) await desk.setSecret(PASSWORD.name, PASSWORD.value);
    fresh.push(await desk.create(config));
  }
  if (fresh.length > 0) await desk.publishTogether(fresh, 'First configuration');
}
