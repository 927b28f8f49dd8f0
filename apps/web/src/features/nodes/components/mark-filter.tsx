import { useQuery } from '@tanstack/react-query';
import { Select } from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';
import { nodeSummaryQuery } from '../api/get-node';
import { isMark, MARK_LOOKS, MARKS } from '../model/node-marks';

/** Filter for what sets nodes apart, with how many of each there are. */
export function MarkFilter(props: {
  readonly projectId: string;
  readonly value: string;
  readonly onChange: (mark: string) => void;
}) {
  const t = useTranslate();
  const { data } = useQuery(nodeSummaryQuery(props.projectId));
  return (
    <Select
      aria-label={t('mark.label')}
      placeholder={t('mark.any')}
      clearable
      data={MARKS.map((mark) => {
        const word = t(MARK_LOOKS[mark].label);
        return { value: mark, label: data ? t('mark.count', { mark: word, count: data[mark] }) : word };
      })}
      value={isMark(props.value) ? props.value : null}
      onChange={(mark) => props.onChange(mark ?? '')}
      w={150}
    />
  );
}
