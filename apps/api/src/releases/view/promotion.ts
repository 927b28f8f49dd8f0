import { soakText, type Soak } from '@release-console/rollout-core';
import type { PromotionDto } from '../dto/release-parts.dto.js';

export function toPromotionDto(soak: Soak): PromotionDto {
  return {
    isSatisfied: soak.isSatisfied,
    text: soakText(soak),
    allowedFrom: isoOf(soak.allowedAt),
    environmentName: soak.rule.environment,
    soakHours: soak.rule.hours,
    versions: soak.versions.map(({ bin, version, completedAt }) => ({
      bin,
      version,
      completedAt: isoOf(completedAt),
    })),
  };
}

function isoOf(moment: number | null): string | null {
  return moment === null ? null : new Date(moment).toISOString();
}
