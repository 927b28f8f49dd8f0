import type { Icon } from '@tabler/icons-react';
import type { MessageKey } from '../../lib/i18n';

export interface NavItem {
  readonly to: string;
  readonly label: MessageKey;
  readonly icon: Icon;
}
