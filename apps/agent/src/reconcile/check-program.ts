import { PROCESS_UNKNOWN } from '../actuators/service.js';
import type { HookFacts } from '../actuators/service.js';
import type { Clock } from '../clock.js';
import type { BinConfig, HealthConfig } from '../config/agent-config.js';
import { AgentError } from '../errors.js';
import { probeHttp } from '../probes/health-probe.js';
import { sameProcess } from '../probes/process-table.js';
import type { ProcessIdentity } from '../probes/process-table.js';
import { NOTHING_SEEN } from '../probes/running-program.js';
import type { RunningProgram, StartedProgram } from '../probes/running-program.js';
import type { Program } from './program.js';

const FIRST_PAUSE_MILLISECONDS = 100;
const LONGEST_PAUSE_MILLISECONDS = 500;
/** A start command may return a little before its pid file is there. */
const GONE_LIMIT_MILLISECONDS = 1_500;
/** Without a health question a program must at least stay alive for so many looks. */
const LOOKS_WITHOUT_QUESTION = 4;

export interface CheckRequest {
  readonly bin: BinConfig;
  readonly program: Program;
  readonly clock: Clock;
  readonly sha256: string;
  readonly started: StartedProgram | null;
  readonly facts: HookFacts;
  readonly signal: AbortSignal;
}

/** Waits until the wanted version itself runs and says that it is well; throws when it does not in time. */
export async function checkProgram(request: CheckRequest): Promise<RunningProgram> {
  const { bin, clock, signal } = request;
  const deadline = clock.monotonic() + bin.health.startupSeconds * 1_000;
  const hasQuestion = bin.health.http !== null || bin.hooks.health !== undefined;
  const needed = hasQuestion || bin.service.kind === 'none' ? 1 : LOOKS_WITHOUT_QUESTION;
  let streak: { length: number; process: ProcessIdentity | null } = { length: 0, process: null };
  let seenAt = clock.monotonic();
  for (let round = 0; ; round += 1) {
    const { running, reason } = await lookOnce(request);
    const isSame =
      streak.length === 0 || streak.process === null || sameProcess(streak.process, running.process);
    streak =
      reason !== null
        ? { length: 0, process: null }
        : { length: isSame ? streak.length + 1 : 1, process: running.process };
    if (streak.length >= needed) return running;
    if (running.process !== null) seenAt = clock.monotonic();
    if (request.program.isStartedOnce && clock.monotonic() - seenAt >= GONE_LIMIT_MILLISECONDS) {
      throw new AgentError('PROGRAM_ENDED', 'the program ended soon after it was started');
    }
    if (clock.monotonic() >= deadline) {
      const message = `not healthy within ${bin.health.startupSeconds} s: ${reason ?? 'it did not stay up'}`;
      throw new AgentError('NOT_HEALTHY', message);
    }
    await clock.sleep(Math.min(FIRST_PAUSE_MILLISECONDS * (round + 1), LONGEST_PAUSE_MILLISECONDS), signal);
    if (signal.aborted) throw new AgentError('INTERRUPTED', 'the check was interrupted');
  }
}

async function lookOnce(request: CheckRequest): Promise<{ running: RunningProgram; reason: string | null }> {
  let running: RunningProgram;
  try {
    running = await request.program.look(request.started);
  } catch (error) {
    // A service manager that is busy for a moment is asked again.
    if (!(error instanceof AgentError) || error.code !== PROCESS_UNKNOWN) throw error;
    return { running: NOTHING_SEEN, reason: error.message };
  }
  if (running.sha256 !== request.sha256) {
    return { running, reason: `what runs is ${running.sha256 ?? 'nothing'} and not ${request.sha256}` };
  }
  const health = await request.program.health(running, request.facts);
  return { running, reason: health === null || health.isHealthy ? null : (health.reason ?? 'not healthy') };
}

/** Asks where traffic comes in until it answers as it should; throws when it does not in time. */
export async function checkTraffic(request: {
  readonly url: string;
  readonly health: HealthConfig;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { url, health, clock, signal } = request;
  const deadline = clock.monotonic() + health.startupSeconds * 1_000;
  for (;;) {
    const { isHealthy, reason } = await probeHttp(url, health);
    if (isHealthy) return;
    if (clock.monotonic() >= deadline) {
      const message = `${url} did not answer well after traffic was moved: ${reason ?? 'not healthy'}`;
      throw new AgentError('TRAFFIC_NOT_HEALTHY', message);
    }
    await clock.sleep(FIRST_PAUSE_MILLISECONDS, signal);
    if (signal.aborted) throw new AgentError('INTERRUPTED', 'the check was interrupted');
  }
}
