import { Button } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import styles from '../config.module.css';

export function OlderButton(props: {
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
}) {
  const t = useTranslate();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = props.query;
  if (!hasNextPage) return null;
  return (
    <div className={styles.more}>
      <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {t('common.older')}
      </Button>
    </div>
  );
}
