import type pg from 'pg';

/** Everything that a race may write to. */
const TABLES = [
  ...['release_events', 'release_target_bins', 'release_targets', 'release_approvals', 'approval_requests'],
  ...[
    'releases',
    'desired_state',
    'project_members',
    'projects',
    'environments',
    'bin_versions',
    'artifacts',
  ],
  ...['audit_entries', 'audit_chain', 'notification_events'],
];

/**
 * States of the tables that the console itself once brought about, and that are put back as they were. Their rows were checked
 * when they were written, so neither foreign keys nor triggers look at them again.
 */
export class KeptStates {
  /** Entries up to this one are in every state. */
  private firstAudit = '0';

  constructor(private readonly client: pg.Client) {}

  async begin(): Promise<void> {
    const { rows } = await this.client.query<{ seq: string }>('SELECT max(seq) AS seq FROM audit_entries');
    this.firstAudit = rows[0]?.seq ?? '0';
    const puttingBack = TABLES.map(
      (table) => `DELETE FROM public.${table} WHERE ${this.ownRows(table)};
        INSERT INTO public.${table} OVERRIDING SYSTEM VALUE SELECT (kept_row).* FROM kept.${table} WHERE kept_as = state;`,
    );
    await this.client.query(`
      SET session_replication_role = replica;
      CREATE SCHEMA kept;
      ${TABLES.map((table) => `CREATE TABLE kept.${table} (kept_as text, kept_row public.${table});`).join('\n')}
      ${TABLES.map((table) => `CREATE INDEX ON kept.${table} (kept_as);`).join('\n')}
      CREATE FUNCTION kept.put_back(state text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN ${puttingBack.join('\n')} END $$`);
  }

  async keep(state: string): Promise<void> {
    for (const table of TABLES)
      await this.client.query(
        `INSERT INTO kept.${table} SELECT $1, whole FROM public.${table} whole WHERE ${this.ownRows(table)}`,
        [state],
      );
  }

  async putBack(state: string): Promise<void> {
    await this.client.query('SELECT kept.put_back($1)', [state]);
  }

  /** Of every table of the console, by its name: the same as long as not one value differs. */
  async fingerprints(): Promise<Readonly<Record<string, string>>> {
    const { rows: tables } = await this.client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    const found: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows } = await this.client.query<{ fingerprint: string }>(
        `SELECT md5(string_agg(whole::text, ' ' ORDER BY whole::text)) AS fingerprint FROM public.${name} whole`,
      );
      found[name] = rows[0]?.fingerprint ?? 'empty';
    }
    return found;
  }

  private ownRows(table: string): string {
    return table === 'audit_entries' ? `seq > ${this.firstAudit}` : 'true';
  }
}
