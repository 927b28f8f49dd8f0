import { Injectable } from '@nestjs/common';
import type { SampleWindow } from '@release-console/metrics-core';
import type { Tx } from '../../platform/database/index.js';
import { NodeWindowsReadModel } from '../figures/node-windows.read-model.js';
import { PlacesReadModel } from '../intake/places.read-model.js';
import { Figures } from '../store/figures.js';
import type { Series } from '../store/series.js';
import type { JudgeTask } from './judge-task.js';
import { NodesBeforeReadModel } from './nodes-before.read-model.js';
import { sampleWindows, stratumOf, type CohortFigures } from './sample-windows.js';

const BEFORE_SECONDS = 30 * 60;

/** Nodes that ran something else meanwhile, such as an earlier try of the same release, say nothing of how nodes differ. */
function mostCommon(places: readonly Series[]): ReadonlyMap<string, string | null> {
  const counts = new Map<string, Map<string | null, number>>();
  for (const place of places) {
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
    const measured = [...told].map(([nodeId, windows]) => ({ nodeId, windows }));
    const ours = (await this.places.told(tx, measured)).filter(
      ({ series }) =>
        series.environmentId === task.environmentId && task.bins.some(({ binId }) => binId === series.binId),
    );
    const usual = mostCommon(ours.map(({ series }) => series));
    const figures = ours
      .filter(({ series }) => usual.get(series.binId) === series.versionId)
      .map(({ nodeId, at, bin, series }): CohortFigures => {
        const stratum = stratumOf(series);
        return { at, stratum, isCanary: canaries.has(nodeId), figures: Figures.ofWindow(bin) };
      });
    return sampleWindows(figures).map(({ window }) => window);
  }
}
