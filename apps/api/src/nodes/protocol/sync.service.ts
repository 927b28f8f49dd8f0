import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import {
  Credentials,
  nodeGone,
  nodeMismatch,
  type EnrolmentIdentity,
  type Identity,
} from '../credentials/credentials.js';
import { EnrolmentService, type Enrolled } from '../credentials/enrolment.service.js';
import type { NodeState } from '../desired/node-state.js';
import { NodeStates } from '../desired/node-states.js';
import { MeasurementTakers } from '../observed/measurement-takers.js';
import { ReportWriter } from '../observed/report-writer.js';
import { PresenceBook } from '../presence/presence-book.js';
import { ARCHIVE_LIMITS } from '../rules/archive-support.js';
import { isServed } from '../rules/lifecycle.js';
import { syncAfterSeconds } from '../rules/sync-interval.js';
import { cleanLabels, cleanText } from './clean-text.js';
import { measuredWindows } from './measured-windows.js';
import { reportOf, tellsNews } from './sync-report.js';
import type { SyncAnswer, SyncBin, SyncBody } from './sync.types.js';
import { Waiters } from './waiters.js';

const LONGEST_WAIT_SECONDS = 55;

export interface SyncCall {
  readonly header: string;
  readonly body: SyncBody;
  /** Calls `wake` when the connection is closed by the other side. */
  readonly onClose: (wake: () => void) => void;
}

export interface SyncResult {
  readonly answer: SyncAnswer;
  /** This process ends: the agent had better open a new connection. */
  readonly isStopping: boolean;
}

/** `POST /agent/sync`: everything between an agent and the console in one request. */
@Injectable()
export class SyncService {
  constructor(
    private readonly credentials: Credentials,
    private readonly enrolment: EnrolmentService,
    private readonly states: NodeStates,
    private readonly writer: ReportWriter,
    private readonly measurements: MeasurementTakers,
    private readonly waiters: Waiters,
    private readonly presence: PresenceBook,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async sync(call: SyncCall): Promise<SyncResult> {
    const { header, body } = call;
    const identity = this.credentials.peek(header) ?? (await this.credentials.resolve(header));
    const enrolled = identity.kind === 'enrolment' ? await this.enrol(identity, body) : undefined;
    const nodeId = enrolled?.nodeId ?? ownId(identity, body);
    let state = await this.stateOf(nodeId);
    const receivedAt = this.clock.millis();
    const wait = Math.min(body.wait ?? 0, LONGEST_WAIT_SECONDS);
    const pause = syncAfterSeconds(this.settings.syncIntervalSeconds, state.isSettled, Math.random());
    this.presence.touch(nodeId, receivedAt, Math.max(pause, wait));
    const report = reportOf(body, state, receivedAt);
    const isNews = report !== undefined && tellsNews(report, state);
    if (report) {
      await this.writer.submit(report);
      state = await this.stateOf(nodeId);
    }
    if (body.measured?.length) await this.measurements.take(nodeId, measuredWindows(body.measured));
    const isIdle = !isNews && !enrolled && body.stateVersion === state.stateVersion;
    if (wait === 0 || !isIdle) return { answer: this.answer(call, state, enrolled), isStopping: false };
    const woken = await this.waiters.wait(nodeId, header, state.stateVersion, wait, call.onClose);
    if (woken === 'revoked') await this.credentials.resolve(header);
    return {
      answer: this.answer(call, await this.stateOf(nodeId), undefined),
      isStopping: woken === 'stopping',
    };
  }

  private answer({ body }: SyncCall, state: NodeState, enrolled: Enrolled | undefined): SyncAnswer {
    return {
      nodeId: state.id,
      serverTime: this.clock.now().toISOString(),
      ...(enrolled?.token ? { token: enrolled.token } : {}),
      stateVersion: state.stateVersion,
      lifecycle: state.lifecycle,
      ...(body.stateVersion === state.stateVersion ? {} : { bins: binsFor(state) }),
      acknowledged: body.events?.map(({ id }) => id) ?? [],
      syncAfterSeconds: syncAfterSeconds(this.settings.syncIntervalSeconds, state.isSettled, Math.random()),
      ...this.measuring(state),
    };
  }

  private measuring(state: NodeState): Pick<SyncAnswer, 'measureAfterSeconds'> {
    const seconds = this.measurements.everySeconds(state.bins.values());
    return seconds === undefined ? {} : { measureAfterSeconds: seconds };
  }

  private async stateOf(nodeId: string): Promise<NodeState> {
    const state = this.states.peek(nodeId) ?? (await this.states.get(nodeId));
    if (!state) throw nodeGone();
    return state;
  }

  private enrol(identity: EnrolmentIdentity, body: SyncBody): Promise<Enrolled> {
    const asked = cleanText(body.nodeId, 100);
    if (identity.user !== null && asked !== null && identity.user !== asked) throw nodeMismatch();
    return this.enrolment.enrol(identity, {
      nodeId: identity.user ?? asked ?? randomUUID(),
      hostName: cleanText(body.facts?.name, 200),
      labels: cleanLabels(body.facts?.labels),
      wantsOwnToken: true,
    });
  }
}

function ownId(identity: Identity, body: SyncBody): string {
  if (identity.kind !== 'node') throw nodeMismatch();
  if (typeof body.nodeId === 'string' && body.nodeId !== identity.nodeId) throw nodeMismatch();
  return identity.nodeId;
}

/** Observing and departed nodes are told nothing that they could act on. */
function binsFor(state: NodeState): readonly SyncBin[] {
  if (!isServed(state.lifecycle)) return [];
  const told = [...state.bins.values()].filter(({ isWithheld }) => !isWithheld);
  return told.map(({ bin, sha256, version, generation, sizeBytes, action, kind, keepOldSeconds }) => ({
    bin,
    sha256,
    version,
    generation,
    sizeBytes,
    urls: sha256 === null ? [] : [`download/${sha256}`],
    action,
    ...(kind === 'archive' ? { kind, limits: ARCHIVE_LIMITS } : {}),
    ...(keepOldSeconds === null ? {} : { mode: 'side-by-side', keepOldSeconds }),
  }));
}
