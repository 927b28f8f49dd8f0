import { Facts, Notice, Panel, Pill, Sha, Stack, Time } from '../../../components/ui';
import type { Artifact, BinVersion } from '../../../lib/api';
import { formatBytes } from '../../../lib/format';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import { Running } from './running';

export function VersionPanel({ version }: { readonly version: BinVersion }) {
  const t = useTranslate();
  return (
    <Stack gap="md">
      <Panel>
        <Facts
          items={[
            { label: t('release.created'), value: <Time iso={version.createdAt} isExact /> },
            { label: t('bin.uploadedBy'), value: version.createdBy?.name ?? '–' },
            { label: t('bin.runs'), value: <Running running={version.running} /> },
            {
              label: t('bin.state'),
              value: version.withdrawnAt ? (
                <Pill tone="red">{t('bin.withdrawn')}</Pill>
              ) : (
                <Pill tone="green">{t('bin.usable')}</Pill>
              ),
            },
          ]}
        />
      </Panel>
      {version.artifacts.map((artifact) => (
        <ArtifactPanel key={artifact.arch} artifact={artifact} />
      ))}
    </Stack>
  );
}

function ArtifactPanel({ artifact }: { readonly artifact: Artifact }) {
  const t = useTranslate();
  const language = useLanguage();
  return (
    <Panel title={artifact.arch}>
      {artifact.damage && (
        <Notice kind="error" title={t(`bin.damage.${artifact.damage}`)}>
          {t('bin.damage.todo')}
        </Notice>
      )}
      <Facts
        items={[
          { label: 'sha256', value: <Sha value={artifact.sha256} /> },
          { label: t('bin.size'), value: formatBytes(artifact.sizeBytes, language) },
          { label: t('upload.file'), value: artifact.fileName || '–' },
          { label: t('bin.uploadedAt'), value: <Time iso={artifact.uploadedAt} isExact /> },
          { label: t('bin.uploadedBy'), value: artifact.uploadedBy?.name ?? '–' },
          {
            label: t('bin.checkedAt'),
            value: artifact.checkedAt ? <Time iso={artifact.checkedAt} /> : t('bin.notChecked'),
          },
        ]}
      />
    </Panel>
  );
}
