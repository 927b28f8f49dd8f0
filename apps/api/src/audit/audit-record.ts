export interface AuditActor {
  readonly kind: 'user' | 'node' | 'system';
  readonly id: string | null;
  readonly name: string;
}

/** As the log keeps it: through what a person acted, it finds by itself. */
export interface RecordedActor {
  readonly kind: AuditActor['kind'] | 'token';
  /** Of a token it is its owner, who answers for what it does. */
  readonly id: string | null;
  readonly name: string;
  readonly token: { readonly id: string; readonly name: string } | null;
}

/** Who acts when no person or node does. */
export const SYSTEM: AuditActor = { kind: 'system', id: null, name: 'Release Console' };

export interface AuditRecord {
  readonly actor: AuditActor;
  /** Past tense below its subject, for example `release.promoted`. */
  readonly action: string;
  readonly subject: { readonly type: string; readonly id: string; readonly name?: string };
  /** Who may read the entry; absent or null for what concerns no project: admins only. */
  readonly projectId?: string | null;
  readonly reason?: string | null;
  /** What changed, as plain JSON with `from` and `to` where something did; never a secret. */
  readonly data?: Readonly<Record<string, unknown>>;
}
