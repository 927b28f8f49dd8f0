import { until } from '../processes/until.js';
import type { ApiSession } from './api-session.js';
import type { Who } from './people.js';

export interface Release {
  readonly id: string;
  readonly number: number;
  readonly status: string;
  readonly headline: { readonly en: string };
  readonly planHash: string;
  readonly exceptions: readonly { readonly nodeName: string; readonly status: string }[];
}

export interface Draft {
  readonly title: string;
  readonly strategy: object;
  readonly checks?: readonly object[];
  readonly failureThreshold?: number;
  readonly darkAfterSeconds?: number;
}

export interface NamedVersion {
  readonly bin: string;
  readonly version: string;
}

/** Whoever learns of a release in another way than from the one who drafted it. */
export interface ApprovalGiver {
  /** Approves what is asked for next, and answers which release that was. */
  approveNext(): Promise<string>;
}

/** Nobody who watches the demo has to wait long. */
export const IN_A_HURRY = {
  maxUnavailable: '100%',
  minReadySeconds: 1,
  nodeDeadlineSeconds: 60,
  darkAfterSeconds: 20,
  failureThreshold: 0,
  onFailure: 'rollback',
  rollbackDeadlineSeconds: 60,
};

export const CANARY = {
  type: 'canary',
  steps: [{ setWeight: 20 }, { pause: {} }, { setWeight: 100 }],
  stratifyBy: ['isp'],
};
export const ALL_AT_ONCE = { type: 'rolling', batch: '100%' };

/** Every release of the demo goes one way: drafted by one person, approved by another, deployed by the first. */
export class Releases {
  constructor(
    private readonly people: Readonly<Record<Who, ApiSession>>,
    private readonly place: { readonly project: string; readonly environment: string; readonly bin: string },
    private readonly giver?: ApprovalGiver,
  ) {}

  deploy({ version, ...draft }: Draft & { readonly version: string }): Promise<Release> {
    return this.deployAll([{ bin: this.place.bin, version }], draft);
  }

  async deployAll(bins: readonly NamedVersion[], draft: Draft): Promise<Release> {
    const { project, environment } = this.place;
    const { id } = await this.people.manager.post<Release>('/releases', {
      project,
      environment,
      bins,
      ...IN_A_HURRY,
      ...draft,
      submit: true,
    });
    return this.approveAndDeploy(id);
  }

  async approveAndDeploy(id: string): Promise<Release> {
    const { planHash } = await this.read(id);
    if (this.giver) {
      const approved = await this.giver.approveNext();
      if (approved !== id) throw new Error(`${approved} was approved in place of ${id}`);
    } else await this.people.approver.post(`/releases/${id}/approve`, { planHash });
    return this.people.manager.post<Release>(`/releases/${id}/deploy`, { planHash });
  }

  async promote(id: string): Promise<void> {
    await this.people.manager.post(`/releases/${id}/promote`);
  }

  read(id: string): Promise<Release> {
    return this.people.operator.get<Release>(`/releases/${id}`);
  }

  /** Fails at once when the release ends in another way. */
  async untilStatus(id: string, wanted: string, withinMs: number): Promise<Release> {
    let last: Release | undefined;
    try {
      return await until(`The status ${wanted}`, withinMs, async () => {
        last = await this.read(id);
        if (last.status === wanted) return last;
        if (FINAL.has(last.status))
          throw new Error(`The release ended as ${last.status} in place of ${wanted}`);
        return undefined;
      });
    } catch (error) {
      throw new Error(`${(error as Error).message}; last headline: ${last?.headline.en ?? 'none'}`);
    }
  }
}

const FINAL = new Set([
  'completed',
  'completed_with_exceptions',
  'rolled_back',
  'rolled_back_with_exceptions',
  'stopped',
  'failed',
  'rejected',
  'cancelled',
  'superseded',
]);
