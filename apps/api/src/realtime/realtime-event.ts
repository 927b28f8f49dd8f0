export type RealtimeTopic = 'release' | 'node' | 'project' | 'bin' | 'alert' | 'config';

/** Something changed; whoever shows it reads it again, or applies the patch. */
export interface RealtimeEvent {
  readonly topic: RealtimeTopic;
  readonly id: string;
  /** Whose members hear of it; null for what belongs to no project yet: whoever belongs to any. */
  readonly projectId: string | null;
  /** The fields that changed, when they are few. */
  readonly patch?: Readonly<Record<string, unknown>>;
}
