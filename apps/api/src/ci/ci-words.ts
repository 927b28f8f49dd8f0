export const SOURCE_KINDS = ['jenkins', 'gitlab', 'github', 'generic'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** `waiting`: kept, and not looked at yet. `conflict`: its id came before with another body, so it has no effect. */
export const DELIVERY_STATES = ['waiting', 'processed', 'ignored', 'failed', 'conflict'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const BUILD_STATES = ['running', 'succeeded', 'unstable', 'failed', 'aborted'] as const;
export type BuildState = (typeof BUILD_STATES)[number];

/** Who told of a build first. */
export const BUILD_ORIGINS = ['delivery', 'poll', 'console', 'upload'] as const;
export type BuildOrigin = (typeof BUILD_ORIGINS)[number];

/** `waiting`: for its turn, or for the next try. `refused`: it would fail again in the same way. */
export const IMPORT_STATES = ['waiting', 'fetching', 'done', 'failed', 'refused'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** `none`: the rule asks for no release. `waiting`: for the files. */
export const RUN_RELEASE_STATES = ['none', 'waiting', 'done', 'refused'] as const;
export type RunReleaseState = (typeof RUN_RELEASE_STATES)[number];

export const RELEASE_MODES = ['draft', 'submit'] as const;
export type ReleaseMode = (typeof RELEASE_MODES)[number];

export const START_STATES = ['asked', 'queued', 'running', 'finished', 'failed'] as const;
export type StartState = (typeof START_STATES)[number];

export const NAME = /^[^\p{C}]{1,100}$/u;
