import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { CopyText, Facts, Panel, Pill, QueryView, Sha, Time } from '../../../components/ui';
import type { CiProvenance } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { provenanceQuery } from '../api/builds';
import { OutsideLink } from './outside-link';

/** Which build each file of a version came from; nothing for what people uploaded. */
export function Provenance({ bin, version }: { readonly bin: string; readonly version: string }) {
  const t = useTranslate();
  const query = useQuery(provenanceQuery(bin, version));
  if (query.data?.items.length === 0) return null;
  return (
    <Panel title={t('ci.provenance')}>
      <QueryView query={query} what={t('ci.provenance')} rows={2}>
        {({ items }) => items.map((one) => <Origin key={`${one.arch} ${one.sha256}`} origin={one} />)}
      </QueryView>
    </Panel>
  );
}

function Origin({ origin }: { readonly origin: CiProvenance }) {
  const t = useTranslate();
  const { arch, sha256, sourceKind, sourceName, buildId, job, number, url, ref, commit, by, path } = origin;
  const name = `${job} #${number}`;
  return (
    <Facts
      items={[
        { label: t('ci.provenance.file'), value: `${arch} · ${path}` },
        { label: 'sha256', value: <Sha value={sha256} /> },
        { label: t('ci.source.one'), value: `${sourceName} (${t(`ci.kind.${sourceKind}`)})` },
        {
          label: t('ci.build.one'),
          value: (
            <>
              {buildId ? <Link to={`/builds/${buildId}`}>{name}</Link> : name}
              {url && (
                <>
                  {' · '}
                  <OutsideLink url={url}>{t('ci.build.page')}</OutsideLink>
                </>
              )}
            </>
          ),
        },
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
        { label: t('ci.provenance.at'), value: <Time iso={origin.importedAt} isExact /> },
        {
          label: t('ci.provenance.digest'),
          value: (
            <Pill tone={origin.isChecked ? 'green' : 'grey'}>
              {t(origin.isChecked ? 'ci.provenance.checked' : 'ci.provenance.unchecked')}
            </Pill>
          ),
        },
      ]}
    />
  );
}
