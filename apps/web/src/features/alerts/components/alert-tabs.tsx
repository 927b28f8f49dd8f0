import { SegmentedControl } from '../../../components/ui';
import type { AlertSummary } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { tabOf, TABS, type AlertTab } from '../model/alert-tabs';

export function AlertTabs(props: {
  readonly current: AlertTab;
  readonly summary: AlertSummary | undefined;
  readonly onSelect: (tab: AlertTab) => void;
}) {
  const { current, summary, onSelect } = props;
  const t = useTranslate();
  const firing = summary ? summary.critical + summary.warning + summary.info + summary.silenced : 0;
  return (
    <SegmentedControl
      aria-label={t('alert.tabs')}
      data={TABS.map((tab) => {
        const word = t(`alert.tab.${tab}`);
        return { value: tab, label: tab === 'firing' && firing > 0 ? `${word} ${firing}` : word };
      })}
      value={current}
      onChange={(chosen) => onSelect(tabOf(chosen))}
    />
  );
}
