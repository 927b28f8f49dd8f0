import { IconArrowsLeftRight } from '@tabler/icons-react';
import { Button, Group, LinkButton } from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';
import type { ComparisonPick } from '../model/use-comparison-pick';

/** Says what was chosen for a comparison, and leads there once there are two. */
export function ComparisonBar({ pick }: { readonly pick: ComparisonPick }) {
  const t = useTranslate();
  const [first] = pick.picked;
  if (!first) return null;
  return (
    <Group gap="sm" role="status" data-comparison>
      {pick.path === null ? (
        <span>{t('compare.pickAnother', { number: first.number })}</span>
      ) : (
        <LinkButton to={pick.path} tone="primary" icon={<IconArrowsLeftRight size={16} aria-hidden />}>
          {t('compare.selected')}
        </LinkButton>
      )}
      <Button tone="quiet" onClick={pick.clear}>
        {t('compare.drop')}
      </Button>
    </Group>
  );
}
