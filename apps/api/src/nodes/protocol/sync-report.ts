import type { HostFacts, NodeState } from '../desired/node-state.js';
import type { BinReport, HeldFact, NodeReport, ReportedEvent } from '../observed/node-report.js';
import type { ReportedError } from '../rules/node-words.js';
import { phaseRank } from '../rules/phase.js';
import { MOST_ATTEMPTS, type RunningReport } from '../rules/report-judgement.js';
import { joinBins } from '../rules/side-by-side.js';
import { cleanText } from './clean-text.js';
import type { EventItem, ObservedItem, SyncBody } from './sync.types.js';

/** What of a request must be stored before it is answered; undefined when nothing of it is news. */
export function reportOf(body: SyncBody, state: NodeState, receivedAt: number): NodeReport | undefined {
  const bins = binReportsOf(body);
  const facts = changedFacts(body, state.facts);
  const held = changedHold(body, state.held);
  if (bins.length === 0 && !facts && held === undefined) return undefined;
  return { nodeId: state.id, receivedAt, bins, facts, held };
}

/**
 * What an agent must soon know to be stored is answered at once. One that only repeats what it runs, with every call,
 * must still be able to wait for a change.
 */
export function tellsNews({ bins, facts, held }: NodeReport, state: NodeState): boolean {
  return facts !== null || held !== undefined || bins.some((report) => isNewsOf(report, state));
}

function isNewsOf({ bin, running, events }: BinReport, state: NodeState): boolean {
  if (events.length > 0) return true;
  const known = state.bins.get(bin);
  return known !== undefined && (!known.isSettled || known.observedSha256 !== running?.sha256);
}

function binReportsOf(body: SyncBody): readonly BinReport[] {
  if (!body.observed?.length && !body.events?.length) return [];
  const bins = new Map<string, { running: RunningReport | null; events: ReportedEvent[] }>();
  const of = (bin: string): { running: RunningReport | null; events: ReportedEvent[] } => {
    const known = bins.get(bin) ?? { running: null, events: [] };
    bins.set(bin, known);
    return known;
  };
  for (const event of body.events ?? []) of(event.bin).events.push(toEvent(event));
  for (const item of body.observed ?? []) of(item.bin).running = toRunning(item);
  return [...bins].map(([bin, said]) => ({ bin, ...said }));
}

function toRunning(item: ObservedItem): RunningReport {
  return {
    sha256: item.sha256?.toLowerCase() ?? null,
    source: item.source ?? null,
    healthy: item.healthy ?? null,
    generation: item.generation,
    phase: cleanText(item.phase, 64),
    kept: (item.kept ?? []).flatMap((digest) => cleanText(digest, 64) ?? []),
    error: cleanError(item.error),
  };
}

function toEvent(event: EventItem): ReportedEvent {
  const phase = cleanText(event.phase, 64) ?? 'unknown';
  return {
    generation: event.generation,
    attempt: Math.min(event.attempt, MOST_ATTEMPTS),
    seq: event.seq,
    rank: phaseRank(phase),
    phase,
    error: cleanError(event.error),
    saidAt: isoTime(event.at),
    durationMs:
      event.durationMs === undefined || event.durationMs === null
        ? null
        : Math.min(Math.round(event.durationMs), Number.MAX_SAFE_INTEGER),
  };
}

export function cleanError(error: ReportedError | null | undefined): ReportedError | null {
  if (!error) return null;
  return { code: cleanText(error.code, 100) ?? 'UNKNOWN', message: cleanText(error.message, 2_000) ?? '' };
}

/** All facts with what the request says laid over them, or null when that changes nothing, which is nearly always. */
function changedFacts({ agent, facts }: SyncBody, known: HostFacts): HostFacts | null {
  const isKnown =
    known.protocol === 'agent' &&
    isSame(agent?.version, known.agentVersion) &&
    isSame(agent?.instance, known.agentInstance);
  if (isKnown && !facts) return null;
  const said: HostFacts = {
    hostName: cleanText(facts?.name, 200) ?? known.hostName,
    cpuArch: cleanText(facts?.arch, 50) ?? known.cpuArch,
    os: cleanText(facts?.os, 100) ?? known.os,
    osRelease: cleanText(facts?.osRelease, 200) ?? known.osRelease,
    kernel: cleanText(facts?.kernel, 200) ?? known.kernel,
    agentVersion: cleanText(agent?.version, 100) ?? known.agentVersion,
    agentInstance: cleanText(agent?.instance, 100) ?? known.agentInstance,
    protocol: 'agent',
    sideBySideBins: facts ? joinBins(facts.sideBySide?.filter(isBinName) ?? []) : known.sideBySideBins,
  };
  return sameFacts(said, known) ? null : said;
}

/** What is stored is a list of names with spaces in between. */
function isBinName(name: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{0,62}$/.test(name);
}

function isSame(said: string | null | undefined, known: string | null): boolean {
  return said === undefined || said === null || said === known;
}

export function sameFacts(left: HostFacts, right: HostFacts): boolean {
  return (Object.keys(left) as (keyof HostFacts)[]).every((key) => left[key] === right[key]);
}

function changedHold(body: SyncBody, known: HeldFact | null): HeldFact | null | undefined {
  if (body.held === undefined) return undefined;
  const said = body.held && {
    reason: cleanText(body.held.reason, 500) ?? 'held',
    until: isoTime(body.held.until),
  };
  return said?.reason === known?.reason && (said?.until ?? null) === (known?.until ?? null)
    ? undefined
    : said;
}

function isoTime(text: string | null | undefined): string | null {
  if (!text) return null;
  const millis = Date.parse(text);
  return Number.isNaN(millis) || Math.abs(millis) > 4e12 ? null : new Date(millis).toISOString();
}
