import {
  historyLine,
  type HistoryLine,
  type ReleaseView,
  type StoredState,
  type Write,
} from '@release-console/fleet-sim';
import { currentStep, type ReleaseEvent, type Rollout } from '@release-console/rollout-core';
import type pg from 'pg';

interface LogRow {
  readonly id: string;
  readonly release_id: string | null;
  readonly write: Omit<Write, 'releaseId'> | null;
  readonly line: { readonly revision: number; readonly at: number; readonly event: ReleaseEvent } | null;
}

interface ViewRow {
  readonly id: string;
  readonly plan_hash: string;
  readonly revision: number;
  readonly status: string;
  readonly rollout: Rollout;
  readonly targets: ReleaseView['targets'] | null;
}

type StateRow = StoredState['releases'][number];

export interface Changes {
  readonly writes: readonly Write[];
  readonly history: readonly HistoryLine[];
  readonly releases: readonly ReleaseView[];
}

/** What is found in the tables, and not what any process says of it. */
export class ChangeReader {
  private last = '0';

  constructor(private readonly client: pg.Client) {}

  /** All that was committed since the last call; `nameOf` turns the console's ids into those of the simulation. */
  async take(nameOf: (id: string) => string): Promise<Changes> {
    const { rows } = await this.client.query<LogRow>({
      name: 'sim-log',
      text: 'SELECT id, release_id, write, line FROM sim_log WHERE id > $1 ORDER BY id',
      values: [this.last],
    });
    this.last = rows.at(-1)?.id ?? this.last;
    const ids = [...new Set(rows.flatMap(({ release_id }) => release_id ?? []))];
    return {
      writes: rows.flatMap(({ release_id, write }) =>
        write ? [{ ...write, releaseId: release_id === null ? null : nameOf(release_id) }] : [],
      ),
      history: rows.flatMap(({ release_id, line }) =>
        line && release_id !== null
          ? [historyLine({ ...line, releaseId: nameOf(release_id) }, line.event)]
          : [],
      ),
      releases: ids.length === 0 ? [] : (await this.views(ids)).map((row) => viewOf(nameOf(row.id), row)),
    };
  }

  async state(nameOf: (id: string) => string): Promise<StoredState> {
    const { rows: releases } = await this.client.query<StateRow>(
      `SELECT id, status, COALESCE((SELECT jsonb_object_agg(node_id, status) FROM release_targets WHERE release_id = r.id), '{}') AS targets,
         ARRAY(SELECT step || ' ' || verdict FROM release_analyses WHERE release_id = r.id ORDER BY id) AS verdicts
       FROM releases r ORDER BY number`,
    );
    const { rows: desired } = await this.client.query<StoredState['desired'][number]>(
      `SELECT d.node_id AS "nodeId", b.name AS bin, d.generation::float8 AS generation, d.sha256, d.action
       FROM desired_state d JOIN bins b ON b.id = d.bin_id ORDER BY d.node_id, b.name`,
    );
    return {
      releases: releases.map(({ id, ...row }) => ({ id: nameOf(id), ...row })),
      desired,
    };
  }

  private async views(ids: readonly string[]): Promise<readonly ViewRow[]> {
    const { rows } = await this.client.query<ViewRow>({
      name: 'sim-views',
      text: `SELECT r.id, r.plan_hash, r.revision, r.status, r.rollout,
          (SELECT json_agg(json_build_object('nodeId', t.node_id, 'wave', t.wave, 'group', t.label_group, 'status', t.status,
            'isForgiven', t.is_forgiven, 'error', t.error_code) ORDER BY t.node_id)
           FROM release_targets t WHERE t.release_id = r.id) AS targets
        FROM releases r WHERE r.id = ANY ($1::uuid[]) ORDER BY r.number`,
      values: [ids],
    });
    return rows;
  }
}

function viewOf(id: string, { plan_hash, revision, status, rollout, targets }: ViewRow): ReleaseView {
  return {
    ...{ id, status, revision, planHash: plan_hash },
    step: rollout.step,
    stepKind: currentStep(rollout)?.kind ?? null,
    pause: rollout.pause?.kind ?? null,
    waves: rollout.waves.map(({ counts }) => counts),
    targets: targets ?? [],
  };
}
