import { Pill } from '../../../components/ui';
import type { Severity } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { SEVERITY_LOOKS } from '../model/severity-looks';

export function SeverityPill({ severity }: { readonly severity: Severity }) {
  const t = useTranslate();
  return <Pill {...SEVERITY_LOOKS[severity]}>{t(`alert.severity.${severity}`)}</Pill>;
}
