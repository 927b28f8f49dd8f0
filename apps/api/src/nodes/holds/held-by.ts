/** On the host by its operators, or here by people. */
export type HeldBy = 'host' | 'people';

/** For a statement in which `n` is a node; `binId` is an expression, null for the node as a whole. */
export function heldBySql(binId: string): string {
  return `CASE
    WHEN EXISTS (SELECT 1 FROM node_holds h WHERE h.node_id = n.id AND h.ended_at IS NULL
      AND (h.bin_id IS NULL OR h.bin_id = ${binId})) THEN 'people'
    WHEN n.held_reason IS NOT NULL AND (n.held_until IS NULL OR n.held_until > now()) THEN 'host' END`;
}
