import type { CiRule, CreateCiRule } from '../../../lib/api';

export interface CiRuleValues {
  readonly name: string;
  readonly job: string;
  readonly ref: string;
  readonly file: string;
  readonly bin: string;
  readonly version: string;
  readonly arch: string;
  readonly kind: 'file' | 'archive';
  readonly isEnabled: boolean;
  readonly position: number | string;
  readonly release: 'none' | 'draft' | 'submit';
  readonly environment: string;
  /** Empty: no template. */
  readonly strategyTemplateId: string;
}

export type CiRuleFault = 'name' | 'job' | 'file' | 'bin' | 'version' | 'arch' | 'position' | 'environment';

export const EMPTY_CI_RULE: CiRuleValues = {
  name: '',
  job: '',
  ref: '',
  file: '',
  bin: '',
  version: '',
  arch: 'amd64',
  kind: 'file',
  isEnabled: true,
  position: 0,
  release: 'none',
  environment: '',
  strategyTemplateId: '',
};

const MOST_POSITION = 10_000;

export function ciRuleValues(rule: CiRule): CiRuleValues {
  const { name, job, ref, file, bin, version, arch, kind, isEnabled, position, release } = rule;
  return {
    ...{ name, job, ref, file, bin, version, arch, kind, isEnabled, position },
    release: release?.mode ?? 'none',
    environment: release?.environment ?? '',
    strategyTemplateId: release?.strategyTemplateId ?? '',
  };
}

export function ciRuleFaults(values: CiRuleValues): readonly CiRuleFault[] {
  const texts = (['name', 'job', 'file', 'bin', 'version', 'arch'] as const).filter(
    (field) => values[field].trim() === '',
  );
  const position = Number(values.position);
  const isPlaced =
    values.position !== '' && Number.isInteger(position) && position >= 0 && position <= MOST_POSITION;
  return [
    ...texts,
    ...(isPlaced ? [] : (['position'] as const)),
    ...(values.release !== 'none' && values.environment === '' ? (['environment'] as const) : []),
  ];
}

/** `before`: the strategy that was written for it elsewhere stays when nothing takes its place. */
export function ciRuleRequest(values: CiRuleValues, sourceId: string, before: CiRule | null): CreateCiRule {
  const { release, environment, strategyTemplateId, position, ...rest } = values;
  const texts = Object.fromEntries(
    (['name', 'job', 'ref', 'file', 'version', 'arch'] as const).map((field) => [field, rest[field].trim()]),
  );
  const own = before?.release?.strategy;
  return {
    ...rest,
    ...texts,
    sourceId,
    position: Number(position),
    ...(release === 'none'
      ? {}
      : {
          release: {
            mode: release,
            environment,
            ...(strategyTemplateId ? { strategyTemplateId } : own ? { strategy: own } : {}),
          },
        }),
  };
}
