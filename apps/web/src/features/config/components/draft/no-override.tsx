import { useQuery } from '@tanstack/react-query';
import { IconArrowsSplit, IconPlus } from '@tabler/icons-react';
import { Button, EmptyState } from '../../../../components/ui';
import type { ConfigFile } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import { layerQuery } from '../../api/layers';
import { BASE, firstOverride, hasKeys } from '../../model/draft';

/** An environment that is as the base says, and how to change that. */
export function NoOverride(props: {
  readonly file: ConfigFile;
  readonly mayEdit: boolean;
  readonly onStart: (text: string) => void;
}) {
  const { file, mayEdit, onStart } = props;
  const t = useTranslate();
  const base = useQuery(layerQuery(file.id, BASE));
  const isReady = hasKeys(file.format) || base.data !== undefined;
  return (
    <EmptyState
      icon={<IconArrowsSplit size={22} />}
      title={t('config.inheritsOnly')}
      text={t(hasKeys(file.format) ? 'config.inheritsKeys' : 'config.inheritsWhole')}
      action={
        <Button
          icon={<IconPlus size={16} aria-hidden />}
          isBusy={!isReady}
          unavailable={mayEdit ? null : t('config.mayNotEdit')}
          onClick={() => onStart(firstOverride(file.format, base.data?.text ?? ''))}
        >
          {t('config.startOverride')}
        </Button>
      }
    />
  );
}
