import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import type { AlertEnvironment } from '../alert-place.dto.js';
import { ENVIRONMENT_JSON } from '../place-json.js';

export interface PlaceNames {
  readonly environment: AlertEnvironment;
  readonly bin: string | null;
  readonly releaseNumber: number | null;
}

interface Named {
  readonly environmentId: string;
  readonly binId: string | null;
  readonly releaseId: string | null;
}

const FIND = `
  SELECT q.place, ${ENVIRONMENT_JSON} AS environment, b.name AS bin, r.number AS "releaseNumber"
  FROM jsonb_to_recordset($1::jsonb) AS q(place int, "environmentId" uuid, "binId" uuid, "releaseId" uuid)
  JOIN environments e ON e.id = q."environmentId" LEFT JOIN bins b ON b.id = q."binId" LEFT JOIN releases r ON r.id = q."releaseId"`;

@Injectable()
export class PlaceNamesReadModel {
  /** In the order in which they are asked for. */
  async of(tx: Tx, asked: readonly Named[]): Promise<readonly (PlaceNames | undefined)[]> {
    const places = asked.map(({ environmentId, binId, releaseId }, place) => ({
      place,
      environmentId,
      binId,
      releaseId,
    }));
    const rows = await tx.query<(PlaceNames & { readonly place: number })[]>(FIND, [JSON.stringify(places)]);
    const found = new Map(rows.map((row) => [row.place, row]));
    return asked.map((_, place) => found.get(place));
  }
}
