import { Link } from 'react-router';
import { Dim, Pill, Row, RowList, Time } from '../../../components/ui';
import type { CiBuild, CiRun } from '../../../lib/api';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { BUILD_TONES } from '../model/looks';
import styles from './ci.module.css';

export function BuildsList({ builds }: { readonly builds: readonly CiBuild[] }) {
  const t = useTranslate();
  return (
    <RowList label={t('ci.builds')}>
      {builds.map((build) => (
        <BuildRow key={build.id} build={build} />
      ))}
    </RowList>
  );
}

function BuildRow({ build }: { readonly build: CiBuild }) {
  const t = useTranslate();
  const { id, job, number, state, ref, commit, by, seenAt, startedAt, runs, sourceName } = build;
  return (
    <Row
      head={
        <>
          <Pill tone={BUILD_TONES[state]}>{t(`ci.build.state.${state}`)}</Pill>
          <Link to={`/builds/${id}`}>
            {job} #{number}
          </Link>
          <Time iso={startedAt ?? seenAt} />
        </>
      }
    >
      <Dim>{[sourceName, ref, commit?.slice(0, 12), by].filter(Boolean).join(' · ')}</Dim>
      {runs.length === 0 ? <Dim>{t(`ci.build.noRuns.${state}`)}</Dim> : <Runs runs={runs} />}
    </Row>
  );
}

/** What the rules made of a build: versions, and releases of them. */
export function Runs({ runs }: { readonly runs: readonly CiRun[] }) {
  return runs.map((run) => (
    <div key={`${run.ruleName} ${run.bin} ${run.version}`} className={styles.line}>
      <Link to={`/bins/${run.bin}/${encodeURIComponent(run.version)}`}>
        {run.bin} {run.version}
      </Link>
      <RunRelease run={run} />
    </div>
  ));
}

function RunRelease({ run }: { readonly run: CiRun }) {
  const t = useTranslate();
  const localized = useLocalized();
  const { releaseState, releaseId, releaseNumber, error, ruleName } = run;
  return (
    <>
      <span className={styles.dim}>{t('ci.run.by', { rule: ruleName })}</span>
      {releaseId && (
        <Link to={`/releases/${releaseId}`}>{t('ci.run.release', { number: releaseNumber ?? 0 })}</Link>
      )}
      {releaseState === 'waiting' && <span className={styles.dim}>{t('ci.run.waiting')}</span>}
      {releaseState === 'refused' && (
        <>
          <Pill tone="red">{t('ci.run.refused')}</Pill>
          {error && <span>{localized(error)}</span>}
        </>
      )}
    </>
  );
}
