import { useMutation } from '@tanstack/react-query';
import {
  Button,
  Dim,
  Facts,
  Folded,
  Notice,
  Panel,
  ProblemNotice,
  Stack,
  Time,
  TimeAgo,
} from '../../../components/ui';
import type { CiSource } from '../../../lib/api';
import { formatDuration } from '../../../lib/format';
import { useLanguage, useLocalized, useTranslate } from '../../../lib/i18n';
import { testSource } from '../api/sources';
import { SetupSteps } from './setup-steps';
import { SourceHealth } from './sources-panel';

/** How a source stands, whether it answers, and how it is connected. */
export function SourcePanel(props: { readonly source: CiSource; readonly mayConfigure: boolean }) {
  const { source, mayConfigure } = props;
  const t = useTranslate();
  const language = useLanguage();
  const { kind, baseUrl, userName, hasToken, pollSeconds, circuit, lastDeliveryAt, lastPolledAt } = source;
  return (
    <Panel title={t('ci.source.one')} aside={<Test source={source} mayConfigure={mayConfigure} />}>
      <Stack gap="md">
        {circuit.failures > 0 && <Silent source={source} />}
        <Facts
          items={[
            { label: t('ci.source.state'), value: <SourceHealth source={source} /> },
            { label: t('ci.source.kind'), value: t(`ci.kind.${kind}`) },
            { label: t('ci.source.baseUrl'), value: baseUrl ?? t('ci.source.noUrl') },
            {
              label: t('ci.source.token'),
              value: hasToken
                ? [userName, t('ci.source.kept')].filter(Boolean).join(' · ')
                : t('ci.source.noToken'),
            },
            {
              label: t('ci.source.lastCall'),
              value: lastDeliveryAt ? <TimeAgo iso={lastDeliveryAt} /> : t('ci.source.noCall'),
            },
            ...(kind === 'jenkins'
              ? [
                  {
                    label: t('ci.source.polled'),
                    value: (
                      <>
                        {lastPolledAt ? <TimeAgo iso={lastPolledAt} /> : t('ci.source.notPolled')}
                        {' · '}
                        {pollSeconds === 0
                          ? t('ci.source.pollOff')
                          : t('ci.source.every', { time: formatDuration(pollSeconds, language) })}
                      </>
                    ),
                  },
                ]
              : []),
            { label: t('ci.secret.title'), value: <Secrets source={source} /> },
          ]}
        />
        <Folded title={t('ci.setup.title')}>
          <SetupSteps source={source} secret={null} />
        </Folded>
      </Stack>
    </Panel>
  );
}

function Silent({ source: { circuit } }: { readonly source: CiSource }) {
  const t = useTranslate();
  const localized = useLocalized();
  return (
    <Notice kind="error" title={t('ci.source.silent', { count: circuit.failures })}>
      {circuit.error && localized(circuit.error)}
      {circuit.nextTryAt && (
        <p>
          {t('ci.source.nextTry')} <Time iso={circuit.nextTryAt} isExact />
        </p>
      )}
    </Notice>
  );
}

function Secrets({ source: { secrets } }: { readonly source: CiSource }) {
  const t = useTranslate();
  return (
    <>
      {secrets.map(({ createdAt, endsAt }) => (
        <div key={createdAt}>
          {endsAt === null ? (
            <>
              {t('ci.secret.since')} <Time iso={createdAt} />
            </>
          ) : (
            <Dim>
              {t('ci.secret.until')} <Time iso={endsAt} isExact />
            </Dim>
          )}
        </div>
      ))}
    </>
  );
}

function Test({ source, mayConfigure }: { readonly source: CiSource; readonly mayConfigure: boolean }) {
  const t = useTranslate();
  const localized = useLocalized();
  const test = useMutation({ mutationFn: () => testSource(source.id) });
  const reason = !mayConfigure
    ? t('ci.source.forAdmins')
    : source.baseUrl === null
      ? t('ci.source.testNeedsUrl')
      : null;
  return (
    <div role="status" style={{ display: 'grid', gap: '0.5rem', justifyItems: 'end' }}>
      <Button size="xs" unavailable={reason} isBusy={test.isPending} onClick={() => test.mutate()}>
        {t('ci.source.test')}
      </Button>
      {test.error && <ProblemNotice error={test.error} />}
      {test.data && (
        <Notice
          kind={test.data.isOk ? 'success' : 'error'}
          title={t(test.data.isOk ? 'ci.source.testOk' : 'ci.source.testBad')}
        >
          {localized(test.data.note)}
        </Notice>
      )}
    </div>
  );
}
