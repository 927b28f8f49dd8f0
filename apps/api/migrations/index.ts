import type { MigrationInterface } from 'typeorm';
import { Auth1795000000100 } from './1795000000100-auth.js';
import { Idempotency1795000000150 } from './1795000000150-idempotency.js';
import { Projects1795000000200 } from './1795000000200-projects.js';
import { Audit1795000000300 } from './1795000000300-audit.js';
import { Bins1795000000400 } from './1795000000400-bins.js';
import { Nodes1795000000500 } from './1795000000500-nodes.js';
import { Releases1795000000600 } from './1795000000600-releases.js';
import { NodeHolds1795000000710 } from './1795000000710-node-holds.js';
import { NodeQuarantine1795000000720 } from './1795000000720-node-quarantine.js';
import { Drift1795000000730 } from './1795000000730-drift.js';
import { BaselinesByHand1795000000740 } from './1795000000740-baselines-by-hand.js';
import { ArtifactKind1795000000810 } from './1795000000810-artifact-kind.js';
import { ReleaseTargetBins1795000001000 } from './1795000001000-release-target-bins.js';
import { EmergencyStops1795000001100 } from './1795000001100-emergency-stops.js';
import { Freezes1795000001200 } from './1795000001200-freezes.js';
import { ReleaseTargetOrder1795000001400 } from './1795000001400-release-target-order.js';
import { SideBySide1795000001450 } from './1795000001450-side-by-side.js';
import { PromotionRules1795000001500 } from './1795000001500-promotion-rules.js';
import { StrategyTemplates1795000001600 } from './1795000001600-strategy-templates.js';
import { ReleaseStatistics1795000001650 } from './1795000001650-release-statistics.js';
import { AuditChain1795000001800 } from './1795000001800-audit-chain.js';
import { ApprovalPolicies1795000001900 } from './1795000001900-approval-policies.js';
import { SessionsSeen1795000002000 } from './1795000002000-sessions-seen.js';
import { PasswordResets1795000002010 } from './1795000002010-password-resets.js';
import { SecondFactors1795000002020 } from './1795000002020-second-factors.js';
import { ApiTokens1795000002100 } from './1795000002100-api-tokens.js';
import { Oidc1795000002150 } from './1795000002150-oidc.js';
import { SecretKeys1795000002300 } from './1795000002300-secret-keys.js';
import { BlobChecks1795000002310 } from './1795000002310-blob-checks.js';
import { Metrics1795000002400 } from './1795000002400-metrics.js';
import { ReleaseAnalyses1795000002410 } from './1795000002410-release-analyses.js';
import { OtlpSources1795000002420 } from './1795000002420-otlp-sources.js';
import { Alerts1795000002430 } from './1795000002430-alerts.js';
import { Asked1795000002440 } from './1795000002440-asked.js';
import { Config1795000002450 } from './1795000002450-config.js';
import { Ci1795000002500 } from './1795000002500-ci.js';
import { Notifications1795000002550 } from './1795000002550-notifications.js';
import { LocalizedSentences1795000002600 } from './1795000002600-localized-sentences.js';
import { WaitingMessages1795000002650 } from './1795000002650-waiting-messages.js';
import { SettledRecipients1795000002700 } from './1795000002700-settled-recipients.js';
import { CiMakers1795000002800 } from './1795000002800-ci-makers.js';
import { TargetsWithoutLabel1795000002850 } from './1795000002850-targets-without-label.js';
import { SeenRevisions1795000002900 } from './1795000002900-seen-revisions.js';

/** Every migration, oldest first. A room adds its own file and names it here. */
export const migrations: (new () => MigrationInterface)[] = [
  Auth1795000000100,
  Idempotency1795000000150,
  Projects1795000000200,
  Audit1795000000300,
  Bins1795000000400,
  Nodes1795000000500,
  Releases1795000000600,
  NodeHolds1795000000710,
  NodeQuarantine1795000000720,
  Drift1795000000730,
  BaselinesByHand1795000000740,
  ArtifactKind1795000000810,
  ReleaseTargetBins1795000001000,
  EmergencyStops1795000001100,
  Freezes1795000001200,
  ReleaseTargetOrder1795000001400,
  SideBySide1795000001450,
  PromotionRules1795000001500,
  StrategyTemplates1795000001600,
  ReleaseStatistics1795000001650,
  AuditChain1795000001800,
  ApprovalPolicies1795000001900,
  SessionsSeen1795000002000,
  PasswordResets1795000002010,
  SecondFactors1795000002020,
  ApiTokens1795000002100,
  Oidc1795000002150,
  SecretKeys1795000002300,
  BlobChecks1795000002310,
  Metrics1795000002400,
  ReleaseAnalyses1795000002410,
  OtlpSources1795000002420,
  Alerts1795000002430,
  Asked1795000002440,
  Config1795000002450,
  Ci1795000002500,
  Notifications1795000002550,
  LocalizedSentences1795000002600,
  WaitingMessages1795000002650,
  SettledRecipients1795000002700,
  CiMakers1795000002800,
  TargetsWithoutLabel1795000002850,
  SeenRevisions1795000002900,
];
