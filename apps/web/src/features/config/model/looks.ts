import {
  IconAlertTriangle,
  IconCheck,
  IconCircleDashed,
  IconClock,
  IconHistory,
  IconHourglass,
  IconPlayerPlay,
  IconQuestionMark,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import type { Tone } from '../../../components/ui';
import type { ConfigFormat, InstanceState, PublicationState } from '../../../lib/api';

interface Look {
  readonly tone: Tone;
  readonly icon: Icon;
}

export const PUBLICATION_LOOKS: Readonly<Record<PublicationState, Look>> = {
  unused: { tone: 'grey', icon: IconCircleDashed },
  waiting: { tone: 'violet', icon: IconHourglass },
  rolling: { tone: 'blue', icon: IconPlayerPlay },
  stable: { tone: 'green', icon: IconCheck },
  former: { tone: 'slate', icon: IconHistory },
  bad: { tone: 'red', icon: IconX },
};

export const INSTANCE_LOOKS: Readonly<Record<InstanceState, Look>> = {
  in_sync: { tone: 'green', icon: IconCheck },
  lagging: { tone: 'blue', icon: IconClock },
  drifted: { tone: 'amber', icon: IconAlertTriangle },
  failed: { tone: 'red', icon: IconX },
  unknown: { tone: 'hatched', icon: IconQuestionMark },
};

export const INSTANCE_STATES = Object.keys(INSTANCE_LOOKS) as readonly InstanceState[];

export const FORMATS: readonly ConfigFormat[] = [
  'yaml',
  'json',
  'toml',
  'properties',
  'ini',
  'nginx',
  'text',
];

/** Names of formats are the same in every language, but for plain text. */
export const FORMAT_NAMES: Readonly<Record<Exclude<ConfigFormat, 'text'>, string>> = {
  yaml: 'YAML',
  json: 'JSON',
  toml: 'TOML',
  properties: 'Properties',
  ini: 'INI',
  nginx: 'nginx',
};

const BY_ENDING: Readonly<Record<string, ConfigFormat>> = {
  json: 'json',
  yaml: 'yaml',
  yml: 'yaml',
  toml: 'toml',
  properties: 'properties',
  ini: 'ini',
  txt: 'text',
};

/** What a name tells; null when it tells nothing. */
export function formatOfName(name: string): ConfigFormat | null {
  if (/nginx/.test(name)) return 'nginx';
  return BY_ENDING[name.slice(name.lastIndexOf('.') + 1)] ?? null;
}
