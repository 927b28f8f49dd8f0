import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Notice, Panel, QueryView, SegmentedControl } from '../../../components/ui';
import type { ConfigEffective, ConfigEnvironment, ConfigFile } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { diffQuery, effectiveQuery } from '../api/layers';
import { hasKeys } from '../model/draft';
import { ownLines } from '../model/own-lines';
import styles from './config.module.css';
import { CopyButton } from './copy-button';
import { ConfigDiff } from './diff/config-diff';
import { CodeEditor } from './editor/code-editor';
import { PublicationLine } from './publication-line';

const VIEWS = ['text', 'keys'] as const;

/** What an environment has, what its draft would change, and where each key comes from. */
export function EffectiveTab({ file, environment }: Props) {
  const t = useTranslate();
  const query = useQuery(effectiveQuery(file.id, environment.code));
  return (
    <>
      <Panel title={t('config.publishedAndDraft')} aside={<PublicationLine environment={environment} />}>
        <Published file={file} environment={environment} />
      </Panel>
      <Panel title={t('config.draftResult', { name: environment.name })}>
        <QueryView query={query} what={t('config.tab.effective')} rows={8} rowHeight={18}>
          {(effective) => <Effective file={file} effective={effective} name={environment.name} />}
        </QueryView>
      </Panel>
    </>
  );
}

interface Props {
  readonly file: ConfigFile;
  readonly environment: ConfigEnvironment;
}

function Published({ file, environment }: Props) {
  const t = useTranslate();
  const { code, stable, name } = environment;
  const query = useQuery(diffQuery(file.id, stable ? `published:${code}` : '', `draft:${code}`));
  if (!stable) return <p className={styles.dim}>{t('config.neverPublished', { name })}</p>;
  return (
    <QueryView query={query} what={t('config.publishedAndDraft')} rows={3} rowHeight={18}>
      {(diff) =>
        diff.isChanged ? (
          <ConfigDiff diff={diff} label={t('diff.label', { name: file.name })} />
        ) : (
          <p className={styles.dim}>{t('config.draftIsPublished', { version: stable.version })}</p>
        )
      }
    </QueryView>
  );
}

function Effective(props: {
  readonly file: ConfigFile;
  readonly effective: ConfigEffective;
  readonly name: string;
}) {
  const { file, effective, name } = props;
  const t = useTranslate();
  const [view, setView] = useState<string>('text');
  const marks = useMemo(() => ownLines(effective.keys), [effective]);
  if (effective.isDeleted) return <Notice kind="warning">{t('config.deletedHere', { name })}</Notice>;
  if (effective.isHidden || effective.text === null) return <Notice kind="info">{t('diff.hidden')}</Notice>;
  const isKeyed = hasKeys(file.format);
  return (
    <div className={styles.stack}>
      <div className={styles.toolbar}>
        {isKeyed && (
          <SegmentedControl
            aria-label={t('config.view')}
            data={VIEWS.map((value) => ({ value, label: t(`config.view.${value}`) }))}
            value={view}
            onChange={setView}
          />
        )}
        {marks.length > 0 && <span className={styles.legend}>{t('config.ownLines', { name })}</span>}
        <CopyButton text={effective.text} />
      </div>
      {effective.secrets.length > 0 && (
        <p className={styles.dim}>{t('config.usesSecrets', { names: effective.secrets.join(', ') })}</p>
      )}
      {view === 'text' || !isKeyed ? (
        <CodeEditor
          value={effective.text}
          format={file.format}
          label={t('config.draftResult', { name })}
          isReadOnly
          marks={marks}
        />
      ) : (
        <Keys keys={effective.keys} name={name} />
      )}
    </div>
  );
}

function Keys(props: { readonly keys: ConfigEffective['keys']; readonly name: string }) {
  const { keys, name } = props;
  const t = useTranslate();
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('config.view.keys')}>
      <table className={styles.keys} aria-label={t('config.view.keys')}>
        <thead>
          <tr>
            <th scope="col">{t('config.key')}</th>
            <th scope="col">{t('config.value')}</th>
            <th scope="col">{t('config.origin')}</th>
          </tr>
        </thead>
        <tbody>
          {keys.map(({ path, value, layer }) => (
            <tr key={path}>
              <th scope="row">{path}</th>
              <td>{value}</td>
              <td className={layer === 'override' ? styles.ownOrigin : undefined}>
                {layer === 'override' ? name : t('config.base')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
