import { currentStep, text, type Text } from '@release-console/rollout-core';
import type { BlockDto } from '../dto/release-parts.dto.js';
import type { Person } from '../planning/release-context.read-model.js';
import type { ReleaseRow } from './release-row.js';

/** What a release waits for; empty while it moves by itself. */
export function blocksOf(
  row: ReleaseRow,
  headline: Text,
  approvers: readonly Person[],
  operators: readonly Person[],
  since: string | null,
): BlockDto[] {
  const { rollout } = row;
  switch (row.status) {
    case 'pending_approval':
      return [
        {
          kind: 'approval',
          text: headline,
          since: row.submittedAt?.toISOString() ?? null,
          who: [...approvers],
          until: null,
        },
      ];
    case 'approved':
      return [{ kind: 'deploy', text: headline, since, who: [...operators], until: null }];
    case 'paused':
      return [
        {
          kind: rollout.pause?.kind === 'step' ? 'promotion' : 'resume',
          text: headline,
          since,
          who: [...operators],
          until: null,
        },
      ];
    case 'deploying':
      return timedPause(row, operators);
    default:
      return [];
  }
}

function timedPause({ rollout }: ReleaseRow, operators: readonly Person[]): BlockDto[] {
  const step = currentStep(rollout);
  if (step?.kind !== 'pause' || step.seconds === null || rollout.stepStartedAt === null) return [];
  return [
    {
      kind: 'pause',
      text: text(
        'Watches the new version as planned; somebody may promote it earlier.',
        '按计划观察新版本；可以提前推进。',
      ),
      since: new Date(rollout.stepStartedAt).toISOString(),
      who: [...operators],
      until: new Date(rollout.stepStartedAt + step.seconds * 1000).toISOString(),
    },
  ];
}
