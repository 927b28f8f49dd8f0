import type { AlertCondition, Severity } from '../../../lib/api';
import type { MessageKey } from '../../../lib/i18n';
import { conditionValues, EMPTY_RULE, type RuleValues } from './rule-values';

interface Preset {
  readonly label: MessageKey;
  readonly severity: Severity;
  readonly condition: AlertCondition;
}

const FIGURE = { kind: 'metric', comparison: 'above', windowSeconds: 300, forSeconds: 300 } as const;

/** What most teams want to know first. */
export const PRESETS = {
  releasePaused: {
    label: 'alertRule.preset.releasePaused',
    severity: 'warning',
    condition: { kind: 'release', states: ['paused'], forSeconds: 900 },
  },
  releaseBad: {
    label: 'alertRule.preset.releaseBad',
    severity: 'critical',
    condition: {
      kind: 'release',
      states: ['failed', 'completed_with_exceptions', 'rolled_back', 'rolled_back_with_exceptions'],
      forSeconds: 0,
    },
  },
  approvalWaits: {
    label: 'alertRule.preset.approvalWaits',
    severity: 'info',
    condition: { kind: 'release', states: ['pending_approval'], forSeconds: 14_400 },
  },
  nodesOffline: {
    label: 'alertRule.preset.nodesOffline',
    severity: 'critical',
    condition: { kind: 'nodes', state: 'offline', atLeast: '10%', forSeconds: 300 },
  },
  nodesDrifted: {
    label: 'alertRule.preset.nodesDrifted',
    severity: 'warning',
    condition: { kind: 'nodes', state: 'drifted', atLeast: 1, forSeconds: 900 },
  },
  errors: {
    label: 'alertRule.preset.errors',
    severity: 'critical',
    condition: { ...FIGURE, figure: 'errorRate', threshold: 0.05 },
  },
  slow: {
    label: 'alertRule.preset.slow',
    severity: 'warning',
    condition: { ...FIGURE, figure: 'latencyP99', threshold: 1_000 },
  },
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetId = keyof typeof PRESETS;
export const PRESET_IDS = Object.keys(PRESETS) as readonly PresetId[];
export const isPreset = (text: string | null): text is PresetId => text !== null && text in PRESETS;

/** Fills the form, and leaves what a person chose to look at; `blank` empties it. */
export function withPreset(values: RuleValues, preset: PresetId | 'blank', name: string): RuleValues {
  const { projectId, environmentId, bin } = values;
  const blank = { ...EMPTY_RULE, projectId, environmentId, bin };
  if (preset === 'blank') return blank;
  const { severity, condition } = PRESETS[preset];
  return { ...blank, name, severity, ...conditionValues(condition) };
}
