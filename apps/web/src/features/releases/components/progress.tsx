import { CountsBar, CountsLegend, type CountPart } from '../../../components/ui';
import type { Counts } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { countKinds } from '../model/count-parts';

export function useCountParts(counts: Counts): readonly CountPart[] {
  const t = useTranslate();
  return countKinds(counts).map(({ key, label, tone, count }) => ({ key, label: t(label), tone, count }));
}

export function ProgressBar({ counts }: { readonly counts: Counts }) {
  const t = useTranslate();
  return <CountsBar parts={useCountParts(counts)} total={counts.total} label={t('count.label')} />;
}

export const ProgressLegend = ({ counts }: { readonly counts: Counts }) => (
  <CountsLegend parts={useCountParts(counts)} />
);
