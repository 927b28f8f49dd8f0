import { Injectable } from '@nestjs/common';
import type { SampleWindow } from '@release-console/metrics-core';
import type { Tx } from '../../platform/database/index.js';
import { NodeWindowsReadModel } from '../figures/node-windows.read-model.js';
import { PlacesReadModel } from '../intake/places.read-model.js';
import { Figures } from '../store/figures.js';
import type { Series } from '../store/series.js';
import type { JudgeTask } from './judge-task.js';
import { NodesBeforeReadModel } from './nodes-before.read-model.js';
import { sampleWindows, type CohortFigures } from './sample-windows.js';

const BEFORE_SECONDS = 30 * 60;

/** Nodes that ran something else meanwhile, such as an earlier try of the same release, say nothing of how nodes differ. */
function mostCommon(places: readonly (Series | undefined)[]): ReadonlyMap<string, string | null> {
  const counts = new Map<string, Map<string | null, number>>();
  for (const place of places) {
    if (!place) continue;
    const ofBin = counts.get(place.binId) ?? new Map<string | null, number>();
    counts.set(place.binId, ofBin);
    ofBin.set(place.versionId, (ofBin.get(place.versionId) ?? 0) + 1);
  }
  return new Map(
    [...counts].map(([binId, ofBin]) => [binId, [...ofBin].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null]),
  );
}

/** How the nodes that run the new version now did beside the others while all of them ran the old one. */
@Injectable()
export class BeforeWindows {
  constructor(
    private readonly nodes: NodesBeforeReadModel,
    private readonly windows: NodeWindowsReadModel,
    private readonly places: PlacesReadModel,
  ) {}

  /** Empty where it is too long ago, or nobody measured then. */
  async of(tx: Tx, task: JudgeTask): Promise<readonly SampleWindow[]> {
    const nodes = await this.nodes.of(tx, task);
    const canaries = new Set(nodes.filter(({ isCanary }) => isCanary).map(({ nodeId }) => nodeId));
    const told = await this.windows.between(
      nodes.map(({ nodeId }) => nodeId),
      { from: task.deployedAt - BEFORE_SECONDS, to: task.deployedAt - 9 },
    );
    const flat = [...told].flatMap(([nodeId, windows]) =>
      windows.flatMap(({ at, bins }) => (bins ?? []).map((bin) => ({ nodeId, at, bin }))),
    );
    const places = await this.places.of(
      tx,
      flat.map(({ nodeId, bin }) => ({ nodeId, bin: bin.bin, sha256: bin.sha256 ?? null })),
    );
    const usual = mostCommon(places);
    const figures = flat.flatMap(({ nodeId, at, bin }, index): CohortFigures[] => {
      const place = places[index];
      if (!place || place.environmentId !== task.environmentId) return [];
      if (!task.bins.some(({ binId }) => binId === place.binId)) return [];
      if (usual.get(place.binId) !== place.versionId) return [];
      const stratum = `${place.binId} ${place.stratum}`;
      return [{ at, stratum, isCanary: canaries.has(nodeId), figures: Figures.ofWindow(bin) }];
    });
    return sampleWindows(figures).map(({ window }) => window);
  }
}
