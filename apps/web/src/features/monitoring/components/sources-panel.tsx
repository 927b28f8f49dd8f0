import { useQuery } from '@tanstack/react-query';
import { Facts, Notice, Panel, Pill, QueryView, Stack, Time } from '../../../components/ui';
import type { MetricSources } from '../../../lib/api';
import { formatNumber } from '../../../lib/format';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import { metricSourcesQuery } from '../../../lib/metric-sources';

const LOOK_MS = 10_000;

/** Which systems outside are asked for figures, and how that goes. */
export function SourcesPanel() {
  const t = useTranslate();
  const query = useQuery({ ...metricSourcesQuery, staleTime: 0, refetchInterval: LOOK_MS });
  return (
    <QueryView query={query} what={t('source.title')} rows={4}>
      {({ prometheus, alertmanager }) => (
        <Stack gap="md">
          <Panel title="Prometheus">
            {prometheus.isConfigured ? <Prometheus told={prometheus} /> : <p>{t('source.noPrometheus')}</p>}
          </Panel>
          <Panel title="Alertmanager">
            <p>{t(alertmanager.isConfigured ? 'source.alertmanager' : 'source.noAlertmanager')}</p>
          </Panel>
        </Stack>
      )}
    </QueryView>
  );
}

function Prometheus({ told }: { readonly told: MetricSources['prometheus'] }) {
  const t = useTranslate();
  const language = useLanguage();
  const { askedAt, fault, series, joined, measuredByAgents, unknown } = told;
  if (askedAt === null) return <p>{t('source.notYet')}</p>;
  return (
    <Stack gap="md">
      <Facts
        items={[
          {
            label: t('source.state'),
            value: (
              <Pill tone={fault === null ? 'green' : 'red'}>
                {t(fault === null ? 'source.answers' : 'source.fails')}
              </Pill>
            ),
          },
          { label: t('source.askedAt'), value: <Time iso={askedAt} /> },
          { label: t('source.series'), value: formatNumber(series, language) },
          { label: t('source.joined'), value: formatNumber(joined, language) },
          { label: t('source.byAgents'), value: formatNumber(measuredByAgents, language) },
        ]}
      />
      {fault !== null && (
        <Notice kind="error" title={t('source.fault')}>
          {fault}
        </Notice>
      )}
      {unknown.length > 0 && (
        <Notice kind="warning" title={t('source.unknown')}>
          {unknown.join(' · ')}
        </Notice>
      )}
    </Stack>
  );
}
