import { Pill } from '../../../components/ui';
import type { ReleaseStatus, TargetStatus } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { RELEASE_LOOKS, TARGET_LOOKS } from '../model/status-look';

export function ReleaseStatusPill({ status }: { readonly status: ReleaseStatus }) {
  const t = useTranslate();
  const look = RELEASE_LOOKS[status];
  return (
    <Pill tone={look.tone} icon={look.icon}>
      {t(look.label)}
    </Pill>
  );
}

export function TargetStatusPill({ status }: { readonly status: TargetStatus }) {
  const t = useTranslate();
  const look = TARGET_LOOKS[status];
  return (
    <Pill tone={look.tone} icon={look.icon}>
      {t(look.label)}
    </Pill>
  );
}
