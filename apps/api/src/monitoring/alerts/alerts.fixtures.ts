import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import type { Answer } from '../../../test/with-console.js';
import type { ReleaseWorld } from '../../releases/releases.fixtures.js';
import { AlertEvaluator } from './firing/alert-evaluator.js';
import { AlertTicker } from './firing/alert-ticker.js';

/** Looks at the rules when the spec says so, at times that the spec chooses. */
export class AlertStage {
  /** Seconds since 1970 at which the spec begins. */
  base = Math.floor(Date.now() / 1_000);

  constructor(readonly world: ReleaseWorld) {}

  /** The console's own looks would come in between. */
  async standStill(app: NestFastifyApplication = this.world.console.app): Promise<void> {
    await app.get(AlertTicker).beforeApplicationShutdown();
  }

  look(second: number, app: NestFastifyApplication = this.world.console.app): Promise<boolean> {
    return app.get(AlertEvaluator).look((this.base + second) * 1_000);
  }

  /** Looks every twenty seconds, the last time at `to`. */
  async lookUntil(from: number, to: number): Promise<void> {
    for (let second = from; second <= to; second += 20) await this.look(second);
  }

  ruleBody(condition: object, more: object = {}): object {
    const { project } = this.world;
    return {
      projectId: project.id,
      environmentId: this.world.environment('production'),
      name: `rule ${Math.random()}`,
      severity: 'warning',
      condition: { forSeconds: 0, ...condition },
      ...more,
    };
  }

  async rule(condition: object, more: object = {}): Promise<Answer['body']> {
    const answer = await this.world.console.admin.call(
      'POST',
      '/alert-rules',
      this.ruleBody(condition, more),
    );
    if (answer.status !== 201) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async dropRules(): Promise<void> {
    const { body } = await this.world.console.admin.call('GET', '/alert-rules?limit=200');
    for (const { id } of body.items) await this.world.console.admin.call('DELETE', `/alert-rules/${id}`);
  }

  async alerts(query: string): Promise<Answer['body'][]> {
    const { status, body } = await this.world.manager.call('GET', `/alerts?${query}`);
    if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
    return body.items;
  }

  async alertOf(rule: { readonly id: string }): Promise<Answer['body'] | undefined> {
    return (await this.alerts(`ruleId=${rule.id}`))[0];
  }

  /** What messages would be sent of, in their order. */
  async news(rule: { readonly id: string }): Promise<readonly string[]> {
    const rows = (await this.world.query(
      'SELECT e.kind FROM alert_events e JOIN alerts a ON a.id = e.alert_id WHERE a.rule_id = $1 ORDER BY e.id',
      [rule.id],
    )) as readonly { readonly kind: string }[];
    return rows.map(({ kind }) => kind);
  }

  /** As if nodes had called last at that second, once in ten. */
  async heard(nodeIds: readonly string[], second: number): Promise<void> {
    await this.world.query(
      `INSERT INTO node_presence (node_id, last_seen_at, expected_seconds)
       SELECT unnest($1::text[]), to_timestamp($2), 10
       ON CONFLICT (node_id) DO UPDATE SET last_seen_at = excluded.last_seen_at, expected_seconds = 10`,
      [nodeIds, this.base + second],
    );
  }
}

/** Of a rule that is gone: nothing looks after it any more. Its id. */
export async function anAlertThatIsOver(
  source: DataSource,
  { projectId, environmentId }: { readonly projectId: string; readonly environmentId: string },
): Promise<string> {
  const [row] = await source.query<{ id: string }[]>(
    `INSERT INTO alerts (rule_id, rule_name, severity, condition, project_id, environment_id, state, since, fired_at, resolved_at, ending, facts)
     VALUES (uuidv7(), 'a', 'info', '{"kind": "nodes", "state": "offline", "atLeast": 1, "forSeconds": 0}', $1, $2, 'resolved',
       now(), now(), now(), 'rule_deleted', '{}')
     RETURNING id`,
    [projectId, environmentId],
  );
  return row?.id ?? '';
}
