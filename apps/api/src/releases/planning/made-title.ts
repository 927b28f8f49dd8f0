import type { ReleaseDraft } from './release-draft.js';

/** What a release is called that nobody gave a title. */
export const madeTitle = (bins: ReleaseDraft['bins']): string =>
  bins.map(({ bin, version }) => `${bin} ${version}`).join(', ');
