import { IconDownload } from '@tabler/icons-react';
import { Button, ProblemNotice } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import { saveFile } from '../../../../lib/save-file';
import { exportConfigs } from '../../api/exchange';
import { useAsk } from '../../model/use-ask';

export function ExportButton({ projectId }: { readonly projectId: string }) {
  const t = useTranslate();
  const ask = useAsk(async () => saveFile('config.zip', await exportConfigs(projectId)));
  return (
    <>
      <Button
        icon={<IconDownload size={16} aria-hidden />}
        isBusy={ask.isBusy}
        unavailable={projectId === '' ? t('config.chooseProject') : null}
        onClick={() => void ask.run()}
      >
        {t('config.export')}
      </Button>
      {ask.error !== null && <ProblemNotice error={ask.error} />}
    </>
  );
}
