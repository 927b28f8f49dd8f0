import { useQuery } from '@tanstack/react-query';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import { Page } from '../components/layout';
import { EmptyState, LinkButton, Panel, QueryView } from '../components/ui';
import { comparisonQuery } from '../features/releases/api/compare-releases';
import { Comparison } from '../features/releases/components/comparison';
import { useTranslate } from '../lib/i18n';
import { useUrlFilters } from '../lib/navigation/use-url-filters';

const SIDES = ['a', 'b'] as const;

export default function CompareRoute() {
  const t = useTranslate();
  const { values } = useUrlFilters(SIDES);
  const query = useQuery(comparisonQuery(values.a, values.b));
  const { data } = query;
  const icon = <IconArrowsLeftRight size={16} aria-hidden />;
  return (
    <Page
      title={t('compare.title')}
      crumb={{ to: '/releases', label: t('nav.releases') }}
      lead={data && t('compare.of', { a: data.a.number, b: data.b.number })}
      actions={
        data && (
          <LinkButton to={`/releases/compare?a=${data.b.id}&b=${data.a.id}`} icon={icon}>
            {t('compare.swap')}
          </LinkButton>
        )
      }
    >
      {values.b === '' ? (
        <Panel isFlush>
          <EmptyState icon={<IconArrowsLeftRight size={22} />} title={t('compare.needsTwo')} />
        </Panel>
      ) : (
        <QueryView query={query} what={t('compare.title')} rows={8}>
          {(comparison) => <Comparison comparison={comparison} />}
        </QueryView>
      )}
    </Page>
  );
}
