import { Button } from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';
import styles from './alerts.module.css';

interface Paged {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

/** For the rest of a list; nothing where there is none. */
export function OlderButton({ query }: { readonly query: Paged }) {
  const t = useTranslate();
  if (!query.hasNextPage) return null;
  return (
    <div className={styles.more}>
      <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t('common.older')}
      </Button>
    </div>
  );
}
