import type pg from 'pg';

/** What was written, by whom, and in which transaction, noted by the database itself. */
export type Note =
  | { readonly kind: 'decision' | 'decision_gone'; readonly data: DecisionNote }
  | { readonly kind: 'request'; readonly data: RequestNote }
  | { readonly kind: 'release'; readonly data: ReleaseNote }
  | { readonly kind: 'target'; readonly data: TargetNote }
  | {
      readonly kind: 'member' | 'member_gone';
      readonly data: { readonly userId: string; readonly role: string };
    };

export interface DecisionNote {
  readonly releaseId: string;
  readonly planHash: string;
  readonly round: number;
  readonly approverId: string;
  readonly verdict: 'approved' | 'rejected';
}

export interface RequestNote {
  readonly releaseId: string;
  readonly round: number;
  readonly roles: readonly string[];
  readonly minimum: number;
}

export interface ReleaseNote {
  readonly releaseId: string;
  readonly status: string;
  readonly planHash: string;
  readonly makerIds: readonly string[];
  /** Bins, versions and digests as the release holds them. */
  readonly content: string;
}

/** What a host is to get. */
export interface TargetNote {
  readonly releaseId: string;
  readonly digest: string;
}

const TRIGGERS = `
  CREATE TABLE race_notes (id bigserial PRIMARY KEY, transaction text DEFAULT pg_current_xact_id()::text, kind text, data jsonb);
  CREATE FUNCTION note_decision() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE r record; BEGIN
    IF TG_OP = 'DELETE' THEN r := OLD; ELSE r := NEW; END IF;
    INSERT INTO race_notes (kind, data) VALUES (CASE TG_OP WHEN 'DELETE' THEN 'decision_gone' ELSE 'decision' END,
      jsonb_build_object('releaseId', r.release_id, 'planHash', r.plan_hash, 'round', r.round, 'approverId', r.approver_id,
        'verdict', r.verdict)); RETURN NULL; END $$;
  CREATE FUNCTION note_request() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO race_notes (kind, data) VALUES ('request', jsonb_build_object('releaseId', NEW.release_id, 'round', NEW.round,
      'roles', NEW.policy->'levels'->0->'roles', 'minimum', NEW.policy->'levels'->0->'minimum')); RETURN NULL; END $$;
  CREATE FUNCTION note_release() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO race_notes (kind, data) VALUES ('release', jsonb_build_object('releaseId', NEW.id, 'status', NEW.status,
      'planHash', NEW.plan_hash, 'makerIds', NEW.maker_ids, 'content', (NEW.rollout->'plan'->'bins')::text)); RETURN NULL; END $$;
  CREATE FUNCTION note_target() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO race_notes (kind, data) VALUES ('target', jsonb_build_object('releaseId', NEW.release_id, 'digest', NEW.digest));
    RETURN NULL; END $$;
  CREATE FUNCTION note_member() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE r record; BEGIN
    IF TG_OP = 'DELETE' THEN r := OLD; ELSE r := NEW; END IF;
    INSERT INTO race_notes (kind, data) VALUES (CASE TG_OP WHEN 'DELETE' THEN 'member_gone' ELSE 'member' END,
      jsonb_build_object('userId', r.user_id, 'role', r.role)); RETURN NULL; END $$;
  CREATE TRIGGER race_decision AFTER INSERT OR UPDATE OR DELETE ON release_approvals FOR EACH ROW EXECUTE FUNCTION note_decision();
  CREATE TRIGGER race_request AFTER INSERT ON approval_requests FOR EACH ROW EXECUTE FUNCTION note_request();
  CREATE TRIGGER race_release AFTER INSERT OR UPDATE ON releases FOR EACH ROW EXECUTE FUNCTION note_release();
  CREATE TRIGGER race_target AFTER INSERT OR UPDATE OF digest ON release_target_bins FOR EACH ROW EXECUTE FUNCTION note_target();
  CREATE TRIGGER race_member AFTER INSERT OR UPDATE OR DELETE ON project_members FOR EACH ROW EXECUTE FUNCTION note_member();`;

export class Witness {
  constructor(private readonly client: pg.Client) {}

  async begin(): Promise<void> {
    await this.client.query(TRIGGERS);
  }

  /** Everything noted since the last time, by transaction, in the order in which each wrote it. */
  async take(): Promise<ReadonlyMap<string, readonly Note[]>> {
    const { rows } = await this.client.query<Note & { transaction: string; id: string }>(
      'WITH gone AS (DELETE FROM race_notes RETURNING *) SELECT * FROM gone ORDER BY id',
    );
    const notes = new Map<string, Note[]>();
    for (const { transaction, ...note } of rows)
      notes.set(transaction, [...(notes.get(transaction) ?? []), note]);
    return notes;
  }
}
