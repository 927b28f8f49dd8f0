import { useMemo } from 'react';
import { ChartDeck } from '../../../components/charts';
import type { Check, ReleaseAnalysis, ReleaseDetail, Timeseries } from '../../../lib/api';
import { formatNumber } from '../../../lib/format';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import { canaryData, type CanaryView } from '../model/canary-data';
import { requestsIn } from '../model/chart-data';
import { FormerNote } from './former-note';
import styles from './monitoring.module.css';
import { useCanaryWords } from './use-canary-words';
import { useFormer, type FormerFound } from './use-former';

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
  const startedAt = release.startedAt ?? series.from;
  const data = useMemo(
    () => canaryData({ series, checks, analysis, view, startedAt, former }, words),
    [series, checks, analysis, view, startedAt, former, words],
  );
  return (
    <>
      {props.former && (
        <FormerNote found={props.former} figures={former} {...asked} stepSeconds={series.stepSeconds} />
      )}
      <ChartDeck data={data} />
      <Samples series={series} />
    </>
  );
}

/** On how many requests the lines stand: a share of three says little. */
function Samples({ series }: { readonly series: Timeseries }) {
  const t = useTranslate();
  const language = useLanguage();
  const countOf = (cohort: 'canary' | 'baseline'): string => {
    const group = series.groups.find(({ key }) => key.cohort === cohort);
    return formatNumber(group ? requestsIn(series, group) : 0, language);
  };
  return (
    <p className={styles.told} data-samples>
      {t('monitoring.samples', { canary: countOf('canary'), baseline: countOf('baseline') })}
    </p>
  );
}
