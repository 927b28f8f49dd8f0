import { useMemo, useRef } from 'react';
import { ChartDeck, OpenMark, useNewCrosshair } from '../../../components/charts';
import type { Check, ReleaseAnalysis, ReleaseDetail, Timeseries } from '../../../lib/api';
import { canaryData } from '../model/canary-data';
import type { CanaryView } from '../model/difference';
import { FormerNote } from './former-note';
import styles from './monitoring.module.css';
import { useCanaryWords } from './use-canary-words';
import { useFormer, type FormerFound } from './use-former';
import { useMarks } from './use-marks';

const NO_CHECKS: readonly Check[] = [];

/** What is measured of a release, beside what it is held to. */
export function CanaryPanels(props: {
  readonly release: ReleaseDetail;
  readonly series: Timeseries;
  readonly analysis: ReleaseAnalysis | undefined;
  readonly view: CanaryView;
  /** Null where nobody asks for it. */
  readonly former: FormerFound | null;
}) {
  const { release, series, analysis, view } = props;
  const words = useCanaryWords();
  const { figures: former, ...asked } = useFormer(props.former, release, series);
  const checks = release.plan.checks ?? NO_CHECKS;
  const isOver = release.finishedAt !== null;
  const startedAt = release.startedAt ?? series.from;
  const data = useMemo(
    () => canaryData({ series, checks, analysis, isOver, view, startedAt, former }, words),
    [series, checks, analysis, isOver, view, startedAt, former, words],
  );
  const box = useRef<HTMLDivElement>(null);
  const crosshair = useNewCrosshair();
  const openMark = useMarks(data, box, crosshair);
  return (
    <>
      {props.former && (
        <FormerNote found={props.former} figures={former} {...asked} stepSeconds={series.stepSeconds} />
      )}
      <div ref={box} className={styles.deck}>
        <OpenMark value={openMark}>
          <ChartDeck data={data} crosshair={crosshair} />
        </OpenMark>
      </div>
    </>
  );
}
