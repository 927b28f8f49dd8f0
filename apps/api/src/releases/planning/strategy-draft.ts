import type { AnalysisTimes, CanaryStep, Strategy } from '@release-console/rollout-core';
import { invalidField } from '../../platform/http/index.js';
import type { AnalysisDto, CanaryStepDto, StrategyDto } from '../dto/strategy.dto.js';

type Field = Exclude<keyof StrategyDto, 'type'>;

const FIELDS: Readonly<Record<StrategyDto['type'], readonly Field[]>> = {
  rolling: ['batch', 'waves', 'pause', 'analysis'],
  canary: ['steps', 'stratifyBy'],
  'blue-green': ['mode', 'autoSwitch', 'rollbackWindowSeconds'],
};
const ALL_FIELDS = Object.values(FIELDS).flat();

/** A strategy with every default filled in; what belongs to another strategy is refused, never ignored. */
export function toStrategy(dto: StrategyDto): Strategy {
  const foreign = ALL_FIELDS.find((field) => dto[field] !== undefined && !FIELDS[dto.type].includes(field));
  if (foreign)
    throw invalidField(`strategy.${foreign}`, 'other_strategy', {
      en: `A ${dto.type} strategy has no ${foreign}.`,
      zh: `${dto.type} 策略没有 ${foreign}。`,
    });
  switch (dto.type) {
    case 'rolling':
      return toRolling(dto);
    case 'canary':
      return { type: 'canary', steps: (dto.steps ?? []).map(toStep), stratifyBy: dto.stratifyBy ?? [] };
    case 'blue-green':
      return {
        type: 'blue-green',
        mode: dto.mode ?? 'swap',
        isAutomatic: dto.autoSwitch ?? true,
        rollbackWindowSeconds: dto.rollbackWindowSeconds ?? 1_800,
      };
  }
}

function toRolling({ batch, waves, pause, analysis }: StrategyDto): Strategy {
  if (batch === undefined && !waves?.length) {
    throw invalidField('strategy.batch', 'required', {
      en: 'Say how many nodes make a batch, as a count or a share, or name the waves by labels.',
      zh: '请说明每批多少个节点（数量或比例），或按标签划分波次。',
    });
  }
  return {
    type: 'rolling',
    batch: batch ?? null,
    waves: (waves ?? []).map(({ name, labels }) => ({ name: name ?? null, labels })),
    pause: pause ? { seconds: pause.seconds ?? null } : null,
    ...(analysis ? { analysis: toTimes(analysis) } : {}),
  };
}

function toStep(step: CanaryStepDto, index: number): CanaryStep {
  const given = [step.setWeight, step.select, step.pause, step.analysis].filter((part) => part !== undefined);
  if (given.length !== 1) {
    throw invalidField(`strategy.steps[${index}]`, 'one_of', {
      en: 'A step is one of setWeight, select, pause and analysis.',
      zh: '每一步只能是 setWeight、select、pause 和 analysis 中的一项。',
    });
  }
  if (step.setWeight !== undefined) return { setWeight: step.setWeight };
  if (step.select !== undefined) return { select: step.select };
  if (step.analysis !== undefined) return { analysis: toTimes(step.analysis) };
  return { pause: { seconds: step.pause?.seconds ?? null } };
}

/** What is missing is waited for as long again, unless somebody says otherwise. */
function toTimes({ seconds, waitSeconds }: AnalysisDto): AnalysisTimes {
  return { seconds, waitSeconds: waitSeconds ?? seconds };
}

/** Fit to be sent back as a new draft. */
export function toStrategyDto(strategy: Strategy): StrategyDto {
  switch (strategy.type) {
    case 'rolling':
      return {
        type: 'rolling',
        ...(strategy.batch === null ? {} : { batch: strategy.batch }),
        ...(strategy.waves.length === 0 ? {} : { waves: strategy.waves.map(toWaveDto) }),
        ...(strategy.pause ? { pause: toPauseDto(strategy.pause) } : {}),
        ...(strategy.analysis ? { analysis: { ...strategy.analysis } } : {}),
      };
    case 'canary':
      return { type: 'canary', steps: strategy.steps.map(toStepDto), stratifyBy: [...strategy.stratifyBy] };
    case 'blue-green':
      return {
        type: 'blue-green',
        mode: strategy.mode,
        autoSwitch: strategy.isAutomatic,
        rollbackWindowSeconds: strategy.rollbackWindowSeconds,
      };
  }
}

function toWaveDto({
  name,
  labels,
}: Extract<Strategy, { type: 'rolling' }>['waves'][number]): NonNullable<StrategyDto['waves']>[number] {
  return { ...(name === null ? {} : { name }), labels: toLabels(labels) };
}

function toStepDto(step: CanaryStep): CanaryStepDto {
  if ('setWeight' in step) return { setWeight: step.setWeight };
  if ('select' in step) return { select: toLabels(step.select) };
  return 'analysis' in step ? { analysis: { ...step.analysis } } : { pause: toPauseDto(step.pause) };
}

function toPauseDto({ seconds }: { readonly seconds: number | null }): { seconds?: number } {
  return seconds === null ? {} : { seconds };
}

function toLabels(labels: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(labels).map(([label, values]) => [label, [...values]]));
}
