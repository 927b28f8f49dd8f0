import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Panel, QueryView, useDebouncedValue } from '../../../components/ui';
import type { FailureGroup, ReleaseDetail } from '../../../lib/api';
import { useLanguage, useTranslate, type Translate } from '../../../lib/i18n';
import { failureGroupNodesQuery, failuresQuery } from '../api/get-failures';
import { badCount } from '../model/count-parts';
import { nodeErrorText } from '../../../components/node-error';
import { factText, liftText, shareText } from '../model/failure-words';
import { isFinal, TARGET_LOOKS } from '../model/status-look';
import { NodeActions } from './node-actions';
import { NodeLink } from './node-link';
import styles from './failures.module.css';

const NAMED = 6;
const COUNT_SETTLES_MS = 1_000;

/** Failed nodes by what they say, and what each kind has in common that the others have not. */
export function Failures({ release }: { readonly release: ReleaseDetail }) {
  const t = useTranslate();
  const bad = badCount(release.progress) + release.exceptions.filter(({ error }) => error !== null).length;
  const [settled] = useDebouncedValue(bad, COUNT_SETTLES_MS);
  const query = useQuery({ ...failuresQuery(release.id, settled), enabled: bad > 0 });
  if (bad === 0 || query.data?.failed === 0) return null;
  return (
    <Panel id="failures" title={t('failures.title')} count={query.data?.failed} isFlush>
      <QueryView query={query} what={t('failures.title')} rows={3}>
        {({ groups, asked }) => (
          <ul>
            {groups.map((group) => (
              <li key={group.key} className={styles.group}>
                <Group release={release} group={group} asked={asked} />
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </Panel>
  );
}

function Group(props: {
  readonly release: ReleaseDetail;
  readonly group: FailureGroup;
  readonly asked: number;
}) {
  const { release, group, asked } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const [taken, setTaken] = useState<number | null>(null);
  const { nodes, count } = group;
  const nodeIds = async (): Promise<readonly string[]> => {
    const found = await cache.fetchQuery(failureGroupNodesQuery(release.id, group.key));
    setTaken(found.isCut ? found.nodeIds.length : null);
    return found.nodeIds;
  };
  const meaning = nodeErrorText(group.code, t);
  return (
    <>
      <div className={styles.head}>
        {meaning && <strong>{meaning}</strong>}
        <code className={styles.code}>{group.code}</code>
        <span className={styles.count}>{t('count.nodes', { count })}</span>
        <span className={styles.statuses}>{statusesText(group, t)}</span>
      </div>
      <p className={styles.words} title={group.example}>
        {wordsOf(group, t)}
      </p>
      {count > 1 && <Shared group={group} asked={asked} />}
      <ul className={styles.nodes} aria-label={t('failures.nodes')}>
        {nodes.slice(0, NAMED).map(({ id, name }) => (
          <li key={id}>
            <NodeLink nodeId={id}>{name}</NodeLink>
          </li>
        ))}
        {count > NAMED && (
          <li className={styles.more}>{t('failures.moreNodes', { count: count - NAMED })}</li>
        )}
      </ul>
      {!isFinal(release.status) && group.code !== 'OTHER' && (
        <div className={styles.actions}>
          <NodeActions
            release={release}
            statuses={Object.keys(group.statuses).filter((status) => group.statuses[status])}
            nodeIds={nodeIds}
          />
          {taken !== null && (
            <p role="status" className={styles.more}>
              {t('failures.isCut', { count: taken })}
            </p>
          )}
        </div>
      )}
    </>
  );
}

function Shared({ group, asked }: { readonly group: FailureGroup; readonly asked: number }) {
  const t = useTranslate();
  const language = useLanguage();
  if (group.shared.length === 0) return <p className={styles.nothing}>{t('failures.nothingShared')}</p>;
  return (
    <ul className={styles.facts} aria-label={t('failures.shared')}>
      {group.shared.map((fact) => (
        <li key={fact.kind + fact.name} className={styles.fact}>
          <strong>{factText(fact, t)}</strong>
          <span>{shareText(fact, group, asked, t)}</span>
          <span className={styles.lift}>{liftText(fact, t, language)}</span>
        </li>
      ))}
    </ul>
  );
}

/** One node is quoted; of several only what they all say is shown. */
function wordsOf({ code, text, example, count }: FailureGroup, t: Translate): string {
  if (code === 'OTHER' && text === '') return t('failures.rest');
  return (count === 1 ? example : text) || t('failures.noWords');
}

function statusesText({ statuses }: FailureGroup, t: Translate): string {
  const known = Object.entries(TARGET_LOOKS).filter(([status]) => (statuses[status] ?? 0) > 0);
  return known.map(([status, { label }]) => `${t(label)} ${statuses[status]}`).join(' · ');
}
