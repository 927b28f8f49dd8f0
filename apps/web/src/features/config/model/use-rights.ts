import { canIn, useMe } from '../../../lib/session';
import type { ConfigRights } from './rights';

/** Of the signed-in person in a project; in one whose file is archived nobody edits. */
export function useRights(projectId: string, isArchived = false): ConfigRights {
  const me = useMe();
  return {
    mayEdit: !isArchived && canIn(me, projectId, 'editConfig'),
    mayPublish: !isArchived && canIn(me, projectId, 'draft'),
    mayRollBack: !isArchived && canIn(me, projectId, 'operate'),
    mayReveal: canIn(me, projectId, 'revealSecret'),
  };
}
