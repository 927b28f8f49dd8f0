import type { ServiceConfig } from '../config/agent-config.js';
import { CommandService } from './command-service.js';
import type { Service, ServiceTools } from './service.js';
import { SupervisorService } from './supervisor-service.js';
import { SystemdService } from './systemd-service.js';

/** Null for `none`: then hooks, if any, start and stop the program. */
export function serviceFor(config: ServiceConfig, tools: ServiceTools): Service | null {
  if (config.kind === 'systemd') return new SystemdService(config.unit, tools);
  if (config.kind === 'supervisor') return new SupervisorService(config.program, tools);
  if (config.kind === 'commands') return new CommandService(config, tools);
  return null;
}
