/**
 * Specs that mostly wait for hosts, and take turns in `npm test`: those of one turn a day. `npm run test:whole` and Jest by
 * itself leave none out.
 * @type {Readonly<Record<string, readonly (readonly string[])[]>>}
 */
export const TURNS = {
  'api-db': [
    [
      'src/releases/engine/lanes.db-spec.ts',
      'src/releases/emergency/emergency-stop.db-spec.ts',
      'src/releases/engine/changing-world.db-spec.ts',
      'src/releases/engine/claims.db-spec.ts',
      'src/bins/upload-memory.db-spec.ts',
    ],
    [
      'src/releases/engine/held-nodes.db-spec.ts',
      'src/releases/engine/promotion-rule.db-spec.ts',
      'src/releases/store/candidates.db-spec.ts',
      'src/releases/insight/insight.db-spec.ts',
      'src/nodes/protocol/idle-cost.db-spec.ts',
    ],
    [
      'src/releases/engine/database-restarts.db-spec.ts',
      'src/releases/planning/rollback.db-spec.ts',
      'src/releases/engine/side-by-side.db-spec.ts',
      'src/releases/engine/freezes.db-spec.ts',
      'src/nodes/drift/drift.db-spec.ts',
    ],
  ],
};

/**
 * What a run that takes turns leaves to other days.
 * @param {string} room
 * @param {number} day
 * @returns {readonly string[]}
 */
export function notOn(room, day) {
  const turns = TURNS[room] ?? [];
  return turns.filter((_, turn) => turn !== day % turns.length).flat();
}
