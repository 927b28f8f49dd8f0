import type { CiBuildEntity } from '../builds/ci-build.entity.js';
import { buildNotGood, twoDigests } from '../ci-work.errors.js';

/** Throws when nothing is to be made of the build, or not of this file: it may have ended well first and failed after all. */
export function ensureGood({ state, files }: Pick<CiBuildEntity, 'state' | 'files'>, path?: string): void {
  if (state !== 'succeeded') throw buildNotGood(state);
  if (path !== undefined && files.find((file) => file.path === path)?.isContradicted) throw twoDigests();
}
