import { useQuery } from '@tanstack/react-query';
import { QueryView } from '../../../../components/ui';
import type { ConfigFile } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import { diffQuery } from '../../api/layers';
import { ConfigDiff } from './config-diff';
import styles from './diff.module.css';

/** What the draft of an environment would change there. */
export default function DraftChange(props: { readonly file: ConfigFile; readonly environmentId: string }) {
  const { file, environmentId } = props;
  const t = useTranslate();
  const environment = file.environments.find((each) => each.environmentId === environmentId);
  const code = environment?.code ?? '';
  const hasBefore = environment?.stable !== null && environment !== undefined;
  const query = useQuery(diffQuery(file.id, hasBefore ? `published:${code}` : '', `draft:${code}`));
  if (!hasBefore) return <p className={styles.quiet}>{t('diff.new')}</p>;
  return (
    <QueryView query={query} what={file.name} rows={3} rowHeight={18}>
      {(diff) => <ConfigDiff diff={diff} label={t('diff.label', { name: file.name })} />}
    </QueryView>
  );
}
