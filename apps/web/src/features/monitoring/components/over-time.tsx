import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ChartDeck } from '../../../components/charts';
import { Panel, QueryView } from '../../../components/ui';
import type { Timeseries } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { timeseriesQuery } from '../api/get-timeseries';
import { chartData, tellsRequests } from '../model/chart-data';
import type { FigureScope } from '../model/figure-scope';
import { ALL_FIGURES } from '../model/figures';
import { shownGroups } from '../model/group-lines';
import { chosenRange, type RangeTexts } from '../model/time-span';
import { MarkList } from './mark-list';
import styles from './monitoring.module.css';
import { NothingMeasured } from './nothing-measured';
import { CustomRange, RangePicker } from './range-picker';
import { useWords } from './use-words';

/** All figures of a scope over one range of time. */
export function OverTime(props: {
  readonly scope: FigureScope;
  readonly environments: ReadonlyMap<string, string>;
  readonly range: RangeTexts;
  readonly onRange: (range: Partial<RangeTexts>) => void;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}) {
  const { scope, environments, range, onRange, isFiltered, onClear } = props;
  const t = useTranslate();
  const chosen = useMemo(() => chosenRange(range), [range]);
  const query = useQuery({
    ...timeseriesQuery(scope, chosen.span),
    enabled: chosen.fault === null,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <Panel
        title={t('monitoring.overTime')}
        isFlush
        aside={<RangePicker chosen={chosen} onChange={onRange} />}
      >
        <CustomRange chosen={chosen} texts={range} onChange={onRange} />
        {(chosen.fault === null || query.data) && (
          <QueryView query={query} what={t('monitoring.overTime')} rows={3} rowHeight={210}>
            {(series) =>
              series.groups.length > 0 ? (
                <Figures series={series} environments={environments} isFaded={query.isPlaceholderData} />
              ) : (
                <NothingMeasured
                  isHere={isFiltered || chosen.name === 'custom'}
                  onClear={isFiltered ? onClear : null}
                />
              )
            }
          </QueryView>
        )}
      </Panel>
      {query.data && <MarkList marks={query.data.marks} />}
    </>
  );
}

function Figures(props: {
  readonly series: Timeseries;
  readonly environments: ReadonlyMap<string, string>;
  readonly isFaded: boolean;
}) {
  const { series, environments, isFaded } = props;
  const t = useTranslate();
  const words = useWords(environments);
  const data = useMemo(() => chartData(series, ALL_FIGURES, words), [series, words]);
  const [shown, all] = [shownGroups(series.groups).length, series.groups.length];
  return (
    <>
      {shown < all && <p className={styles.note}>{t('monitoring.someShown', { shown, all })}</p>}
      {!tellsRequests(series) && <p className={styles.note}>{t('monitoring.noRequests')}</p>}
      <ChartDeck data={data} isFaded={isFaded} />
    </>
  );
}
