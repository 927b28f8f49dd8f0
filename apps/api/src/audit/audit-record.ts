export interface AuditActor {
  readonly kind: 'user' | 'node' | 'system';
  readonly id: string | null;
  readonly name: string;
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
