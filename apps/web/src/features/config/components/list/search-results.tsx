import { useQuery } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState, Panel, QueryView } from '../../../../components/ui';
import type { ConfigMatches } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import { configSearchQuery } from '../../api/config-files';
import { BASE } from '../../model/draft';
import { matchParts } from '../../model/match-parts';
import styles from '../config.module.css';

/** Keys and values in which the words stand, with a way to each line. */
export function SearchResults({ q, projectId }: { readonly q: string; readonly projectId: string }) {
  const t = useTranslate();
  const query = useQuery({ ...configSearchQuery(q, projectId), placeholderData: (before) => before });
  return (
    <Panel
      title={t('config.matches')}
      {...(query.data
        ? { count: query.data.isCut ? `${query.data.items.length}+` : query.data.items.length }
        : {})}
      isFlush
    >
      <QueryView query={query} what={t('config.matches')} rows={3} rowHeight={32}>
        {({ items, isCut }) =>
          items.length === 0 ? (
            <EmptyState
              icon={<IconSearch size={22} />}
              title={t('config.noMatches')}
              text={t('config.noMatchesText')}
            />
          ) : (
            <>
              <ul className={styles.list} data-matches>
                {items.map((match) => (
                  <Match
                    key={`${match.fileId} ${match.layer} ${match.line} ${match.path}`}
                    match={match}
                    q={q}
                  />
                ))}
              </ul>
              {isCut && <p className={`${styles.dim} ${styles.more}`}>{t('config.matchesCut')}</p>}
            </>
          )
        }
      </QueryView>
    </Panel>
  );
}

function Match({ match, q }: { readonly match: ConfigMatches['items'][number]; readonly q: string }) {
  const t = useTranslate();
  const { fileId, projectCode, name, layer, path, line, text } = match;
  return (
    <li className={styles.row}>
      <span className={styles.what}>
        <span className={styles.line}>
          <Link to={`/config/${fileId}?layer=${layer}&line=${line}`}>
            {projectCode} / {name}
          </Link>
          <span className={styles.dim}>
            {layer === BASE ? t('config.base') : layer} · {t('config.line', { line })}
          </span>
          {path !== '' && <span className={styles.dim}>{path}</span>}
        </span>
        <code className={styles.match}>
          {matchParts(text.trim(), q).map(({ part, isMatch }, index) =>
            isMatch ? <mark key={index}>{part}</mark> : part,
          )}
        </code>
      </span>
    </li>
  );
}
