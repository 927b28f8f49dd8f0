import { IconAlertOctagon, IconAlertTriangle, IconInfoCircle, type Icon } from '@tabler/icons-react';
import type { Tone } from '../../../components/ui';
import type { Severity } from '../../../lib/api';

export const SEVERITIES = ['critical', 'warning', 'info'] as const satisfies readonly Severity[];

export const SEVERITY_LOOKS: Readonly<Record<Severity, { readonly icon: Icon; readonly tone: Tone }>> = {
  critical: { icon: IconAlertOctagon, tone: 'red' },
  warning: { icon: IconAlertTriangle, tone: 'amber' },
  info: { icon: IconInfoCircle, tone: 'blue' },
};
