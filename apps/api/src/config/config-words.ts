/** The layer that every environment inherits from; the other layers bear the code of their environment. */
export const BASE = 'base';
/** Like a name of a bin, which it becomes a part of. */
export const CONFIG_NAME = /^[a-z0-9][a-z0-9._-]{0,57}$/;
/** `base`, or the code of an environment. */
export const LAYER = /^[a-z0-9][a-z0-9-]{0,38}$/;

export const VERSION_KINDS = ['edit', 'import', 'promotion', 'rollback', 'deletion'] as const;
/** How a version of a layer came to be. */
export type VersionKind = (typeof VERSION_KINDS)[number];

export const PUBLICATION_STATES = ['unused', 'waiting', 'rolling', 'stable', 'former', 'bad'] as const;
/**
 * What became of a published text. `unused`: no release brings it, or that was never deployed; `waiting`: its release is not
 * deployed yet; `rolling`: it is on its way to the nodes; `stable`: what the environment has; `former`: it was that; `bad`: it was
 * taken back.
 */
export type PublicationState = (typeof PUBLICATION_STATES)[number];

/** Numbers of versions are whole numbers of the database. */
export const MOST_VERSION = 2_147_483_647;
