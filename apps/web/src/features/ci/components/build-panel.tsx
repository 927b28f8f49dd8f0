import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  Button,
  CopyText,
  Dim,
  EmptyState,
  Facts,
  Folded,
  Panel,
  Pill,
  ProblemNotice,
  Row,
  RowList,
  Sha,
  Stack,
  Time,
  toastDone,
} from '../../../components/ui';
import { IconFileOff } from '@tabler/icons-react';
import type { CiBuildDetail, CiImport } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { formatBytes } from '../../../lib/format';
import { useLanguage, useLocalized, useTranslate } from '../../../lib/i18n';
import { Link } from 'react-router';
import { retryImport } from '../api/builds';
import { BUILD_TONES, IMPORT_TONES } from '../model/looks';
import { OutsideLink } from './outside-link';
import { Runs } from './builds-list';

export function BuildPanel(props: { readonly build: CiBuildDetail; readonly mayRetry: boolean }) {
  const { build, mayRetry } = props;
  const t = useTranslate();
  const { state, runs, imports } = build;
  return (
    <Stack gap="md">
      <About build={build} />
      <Panel title={t('ci.run.title')}>
        {runs.length === 0 ? <p>{t(`ci.build.noRuns.${state}`)}</p> : <Runs runs={runs} />}
      </Panel>
      {imports.length > 0 && (
        <Panel title={t('ci.imports')} isFlush>
          <RowList label={t('ci.imports')}>
            {imports.map((one) => (
              <ImportRow key={one.id} file={one} mayRetry={mayRetry} />
            ))}
          </RowList>
        </Panel>
      )}
      <Files build={build} />
    </Stack>
  );
}

function About({ build }: { readonly build: CiBuildDetail }) {
  const t = useTranslate();
  const { state, sourceId, sourceName, url, ref, commit, by, origin, startedAt, finishedAt, parameters } =
    build;
  const given = Object.entries(parameters);
  return (
    <Panel>
      <Stack gap="md">
        <Facts
          items={[
            {
              label: t('ci.build.state'),
              value: <Pill tone={BUILD_TONES[state]}>{t(`ci.build.state.${state}`)}</Pill>,
            },
            {
              label: t('ci.source.one'),
              value: <Link to={`/settings/builds/${sourceId}`}>{sourceName}</Link>,
            },
            { label: t('ci.build.page'), value: url ? <OutsideLink url={url} /> : '–' },
            { label: t('ci.build.ref'), value: ref ?? '–' },
            {
              label: t('ci.build.commit'),
              value: commit ? (
                <CopyText value={commit} shown={commit.slice(0, 12)} label={t('ci.build.commit')} />
              ) : (
                '–'
              ),
            },
            { label: t('ci.build.by'), value: by ?? '–' },
            { label: t('ci.build.started'), value: startedAt ? <Time iso={startedAt} isExact /> : '–' },
            { label: t('ci.build.finished'), value: finishedAt ? <Time iso={finishedAt} isExact /> : '–' },
            { label: t('ci.build.origin'), value: t(`ci.build.origin.${origin}`) },
          ]}
        />
        {given.length > 0 && (
          <Folded title={t('ci.build.parameters', { count: given.length })}>
            <Facts items={given.map(([label, value]) => ({ label, value }))} />
          </Folded>
        )}
      </Stack>
    </Panel>
  );
}

function ImportRow({ file, mayRetry }: { readonly file: CiImport; readonly mayRetry: boolean }) {
  const t = useTranslate();
  const localized = useLocalized();
  const language = useLanguage();
  const { path, bin, version, arch, state, sha256, sizeBytes, error, attempts, nextTryAt } = file;
  const isOver = state === 'failed' || state === 'refused';
  return (
    <Row
      head={
        <>
          <Pill tone={IMPORT_TONES[state]}>{t(`ci.import.state.${state}`)}</Pill>
          <strong>{path}</strong>
          <Link to={`/bins/${bin}/${encodeURIComponent(version)}`}>
            {bin} {version} {arch}
          </Link>
        </>
      }
      actions={isOver && <Retry file={file} mayRetry={mayRetry} />}
    >
      {error && <span>{localized(error)}</span>}
      <Dim>
        {sizeBytes !== null && `${formatBytes(sizeBytes, language)} `}
        {sha256 && <Sha value={sha256} />}
        {attempts > 1 && ` ${t('ci.delivery.attempts', { count: attempts })}`}
        {nextTryAt && state !== 'done' && (
          <>
            {' · '}
            {t('ci.source.nextTry')} <Time iso={nextTryAt} isExact />
          </>
        )}
      </Dim>
    </Row>
  );
}

function Retry({ file, mayRetry }: { readonly file: CiImport; readonly mayRetry: boolean }) {
  const t = useTranslate();
  const cache = useQueryClient();
  const retry = useMutation({
    mutationFn: () => retryImport(file.id),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.ciBuilds });
      toastDone(t('ci.import.retried'));
    },
  });
  return (
    <>
      <Button
        size="xs"
        unavailable={mayRetry ? null : t('ci.delivery.forUploaders')}
        isBusy={retry.isPending}
        onClick={() => retry.mutate()}
      >
        {t('ci.import.retry')}
      </Button>
      {retry.error && <ProblemNotice error={retry.error} />}
    </>
  );
}

function Files({ build: { fileList } }: { readonly build: CiBuildDetail }) {
  const t = useTranslate();
  return (
    <Panel title={t('ci.files')} count={fileList.length} isFlush>
      {fileList.length === 0 ? (
        <EmptyState
          icon={<IconFileOff size={22} />}
          title={t('ci.files.none')}
          text={t('ci.files.noneText')}
        />
      ) : (
        <RowList label={t('ci.files')}>
          {fileList.map(({ path, digest }) => (
            <Row key={path} head={<span>{path}</span>}>
              {digest && (
                <Dim>
                  <code>{digest}</code>
                </Dim>
              )}
            </Row>
          ))}
        </RowList>
      )}
    </Panel>
  );
}
