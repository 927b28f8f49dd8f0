import { useInfiniteQuery } from '@tanstack/react-query';
import { IconHammer } from '@tabler/icons-react';
import { Button, EmptyState, MoreRows, Panel, QueryView, Select } from '../../../components/ui';
import { pagedRows } from '../../../lib/api/paged-rows';
import { useTranslate } from '../../../lib/i18n';
import { ciBuildsQuery } from '../api/builds';
import { BUILD_STATES } from '../model/looks';
import { BuildsList } from './builds-list';

/** Builds of a source. */
export function BuildsPanel(props: {
  readonly sourceId: string;
  readonly state: string;
  readonly onFilter: (state: string) => void;
}) {
  const { sourceId, state, onFilter } = props;
  const t = useTranslate();
  const query = useInfiniteQuery(ciBuildsQuery({ sourceId, state }));
  const { rows } = pagedRows(query);
  const icon = <IconHammer size={22} />;
  const filter = (
    <Select
      size="xs"
      aria-label={t('ci.build.state')}
      placeholder={t('ci.anyState')}
      clearable
      data={BUILD_STATES.map((one) => ({ value: one, label: t(`ci.build.state.${one}`) }))}
      value={state || null}
      onChange={(chosen) => onFilter(chosen ?? '')}
      w={160}
    />
  );
  const nothing =
    state === '' ? (
      <EmptyState icon={icon} title={t('ci.build.none')} text={t('ci.build.noneText')} />
    ) : (
      <EmptyState
        icon={icon}
        title={t('empty.noMatch')}
        action={<Button onClick={() => onFilter('')}>{t('common.clearFilters')}</Button>}
      />
    );
  return (
    <Panel title={t('ci.builds')} isFlush aside={filter}>
      <QueryView query={query} what={t('ci.builds')} rows={3} rowHeight={72}>
        {() => (rows.length === 0 ? nothing : <BuildsList builds={rows} />)}
      </QueryView>
      <MoreRows query={query} />
    </Panel>
  );
}
