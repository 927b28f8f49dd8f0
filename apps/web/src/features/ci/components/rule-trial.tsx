import { useMutation } from '@tanstack/react-query';
import { Button, Pill, ProblemNotice } from '../../../components/ui';
import type { CiTriedBuild, CiTriedFile, CreateCiRule } from '../../../lib/api';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { tryRule } from '../api/rules';
import styles from './ci.module.css';

/** What the rule in the form would have made of the builds that were; null while it lacks something. */
export function RuleTrial({ rule }: { readonly rule: CreateCiRule | null }) {
  const t = useTranslate();
  const tried = useMutation({ mutationFn: (asked: CreateCiRule) => tryRule(asked) });
  const isStale = tried.variables !== undefined && JSON.stringify(tried.variables) !== JSON.stringify(rule);
  const builds = tried.data?.builds;
  return (
    <section className={styles.trial} aria-label={t('ci.trial')}>
      <div className={styles.trialHead}>
        <strong>{t('ci.trial')}</strong>
        <Button
          size="xs"
          unavailable={rule ? null : t('ci.trial.incomplete')}
          isBusy={tried.isPending}
          onClick={() => rule && tried.mutate(rule)}
        >
          {t('ci.trial.go')}
        </Button>
      </div>
      <div role="status">
        {builds ? (
          <Sum builds={builds} isStale={isStale} />
        ) : (
          <p className={styles.dim}>{t('ci.trial.help')}</p>
        )}
      </div>
      {tried.error && <ProblemNotice error={tried.error} />}
      {builds && builds.length > 0 && (
        <ul tabIndex={0} aria-label={t('ci.builds')}>
          {builds.map((build) => (
            <Build key={build.buildId} build={build} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Sum(props: { readonly builds: readonly CiTriedBuild[]; readonly isStale: boolean }) {
  const { builds, isStale } = props;
  const t = useTranslate();
  if (builds.length === 0) return <p>{t('ci.trial.noBuilds')}</p>;
  const files = builds.flatMap((build) => build.files).filter(({ fits }) => fits).length;
  return (
    <p>
      {t('ci.trial.sum', { files, builds: builds.length })}
      {isStale && ` ${t('ci.trial.stale')}`}
    </p>
  );
}

function Build({ build }: { readonly build: CiTriedBuild }) {
  const localized = useLocalized();
  const { job, number, ref, why, files } = build;
  return (
    <li>
      <div className={styles.line}>
        <strong>
          {job} #{number}
        </strong>
        {ref && <span className={styles.dim}>{ref}</span>}
        {why && <span className={styles.dim}>{localized(why)}</span>}
      </div>
      {files.length > 0 && (
        <ul>
          {files.map((file) => (
            <File key={file.path} file={file} />
          ))}
        </ul>
      )}
    </li>
  );
}

function File({ file: { path, fits, version, arch, why } }: { readonly file: CiTriedFile }) {
  const t = useTranslate();
  const localized = useLocalized();
  return (
    <li className={styles.line}>
      <Pill tone={fits ? 'green' : 'grey'}>{t(fits ? 'ci.trial.fits' : 'ci.trial.not')}</Pill>
      <code>{path}</code>
      {fits ? (
        <span>
          → {version} {arch}
        </span>
      ) : (
        <span className={styles.dim}>{why && localized(why)}</span>
      )}
    </li>
  );
}
