import { useState } from 'react';
import { Link } from 'react-router';
import { Panel, Switch } from '../../../components/ui';
import type { ComparedRelease, ReleaseComparison } from '../../../lib/api';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import { isDifferent, outcomeRows, planRows, timingRows, type ComparisonRow } from '../model/comparison-rows';
import { releaseName } from '../model/versions';
import { ComparedNodes } from './compared-nodes';
import { ReleaseStatusPill } from './status-pill';
import styles from './comparison.module.css';

/** Two releases beside each other: how it went first, since that is mostly why somebody asks. */
export function Comparison({ comparison }: { readonly comparison: ReleaseComparison }) {
  const t = useTranslate();
  const language = useLanguage();
  const [isShort, setIsShort] = useState(false);
  const sections = [
    { title: t('compare.outcome'), rows: outcomeRows(comparison, t, language) },
    { title: t('compare.plan'), rows: planRows(comparison, t, language) },
    { title: t('compare.timing'), rows: timingRows(comparison, t, language) },
  ];
  return (
    <>
      <div className={styles.sides}>
        <Side release={comparison.a} word={t('compare.earlier')} />
        <Side release={comparison.b} word={t('compare.later')} />
      </div>
      <Switch
        label={t('compare.onlyDifferent')}
        checked={isShort}
        onChange={(event) => setIsShort(event.currentTarget.checked)}
      />
      {sections.map(({ title, rows }) => (
        <Panel key={title} title={title} count={rows.filter(isDifferent).length} isFlush>
          <Rows
            title={title}
            rows={isShort ? rows.filter(isDifferent) : rows}
            heads={[`#${comparison.a.number}`, `#${comparison.b.number}`]}
          />
        </Panel>
      ))}
      <ComparedNodes comparison={comparison} />
    </>
  );
}

function Side({ release, word }: { readonly release: ComparedRelease; readonly word: string }) {
  return (
    <div className={styles.side}>
      <span className={styles.word}>
        {word} · #{release.number} · {release.project.name} · {release.environment.name}
      </span>
      <Link to={`/releases/${release.id}`} className={styles.name}>
        {releaseName(release)}
      </Link>
      <ReleaseStatusPill status={release.status} />
    </div>
  );
}

function Rows(props: {
  readonly title: string;
  readonly rows: readonly ComparisonRow[];
  readonly heads: readonly [string, string];
}) {
  const t = useTranslate();
  const { title, rows, heads } = props;
  if (rows.length === 0) return <p className={styles.same}>{t('compare.same')}</p>;
  return (
    <table className={styles.table} aria-label={title}>
      <thead>
        <tr>
          <td />
          <th scope="col">{heads[0]}</th>
          <th scope="col">{heads[1]}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label} data-differs={isDifferent(row) || undefined}>
            <th scope="row">{row.label}</th>
            <td>{row.a}</td>
            <td>{isDifferent(row) ? <ins>{row.b}</ins> : row.b}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
