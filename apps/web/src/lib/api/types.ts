import type * as contract from '@release-console/api-contract';

export type {
  Alert,
  AlertGroup,
  AlertPreview,
  AlertRule,
  AlertSilence,
  AlertSummary,
  ApiToken,
  ApiTokenPage,
  Artifact,
  AuditEntry,
  AuditVerdict,
  BaselineChange,
  Bin,
  Channel,
  ChannelRequest,
  CiBuild,
  CiBuildDetail,
  CiDelivery,
  CiDeliveryDetail,
  CiImport,
  CiProvenance,
  CiProvenances,
  CiRule,
  CiRuleTrial,
  CiRun,
  CiSecret,
  CiSource,
  CiSourceTest,
  CiStart,
  CiStarts,
  CiTriedBuild,
  CiTriedFile,
  ConfigCheck,
  ConfigConflict,
  ConfigDiff,
  ConfigDiffLine,
  ConfigEditors,
  ConfigEffective,
  ConfigEnvironment,
  ConfigFault,
  ConfigFile,
  ConfigHunk,
  ConfigInstance,
  ConfigKeyChange,
  ConfigKeyView,
  ConfigLayer,
  ConfigMatches,
  ConfigMerge,
  ConfigRelease,
  ConfigSecret,
  ConfigSecretList,
  ConfigVersion,
  ChangedMyNotifications,
  CreateCiRule,
  CreateCiSource,
  CreatedCiSource,
  CreateConfig,
  CreateServiceToken,
  CreateToken,
  DriftFinding,
  DryRun,
  EditCiSource,
  EnrolmentToken,
  Environment,
  EnvironmentDrift,
  Freeze,
  FreezePage,
  GroupKey,
  Hold,
  HostPoint,
  ImportAnswer,
  InstancePage,
  IssuedApiToken,
  IssuedEnrolmentToken,
  IssuedToken,
  LocalizedText,
  MadeChannel,
  MadePublications,
  Me,
  Member,
  MetricSources,
  MyNotifications,
  NodeBin,
  NodeEvent,
  NodeExplanation,
  NodeSummary,
  NodeToken,
  Permission,
  Preview,
  PreviewRequest,
  Project,
  PromqlAnswer,
  PromqlTry,
  Publication,
  PublicationChange,
  PublicationRef,
  Realtime,
  Redelivered,
  RedeliverRequest,
  Role,
  SecondFactor,
  SecondFactorKey,
  StrategyTemplate,
  Subscription,
  SubscriptionList,
  SubscriptionRequest,
  TemplateKind,
  TemplateKindList,
  TestResult,
  TimePoint,
  Timeseries,
  TimeseriesGroup,
  User,
} from '@release-console/api-contract';

export type Language = keyof contract.LocalizedText;
export type Person = contract.PersonDto;
export type Session = contract.SignedInAnswer;
export type OpenSession = contract.Session;
export type BinVersion = contract.Version;
export type UploadResult = contract.UploadAnswer;

export type ConfigFormat = contract.ConfigFile['format'];
export type PublicationState = contract.PublicationRef['state'];
export type InstanceState = contract.ConfigInstance['state'];

export type Baseline = contract.BaselineView;
export type FleetNode = contract.Node;
export type Labels = FleetNode['labels'];
export type Lifecycle = FleetNode['lifecycle'];
export type Presence = FleetNode['presence'];
export type ErrorFact = contract.TargetErrorDto;

export type Check = contract.CheckDto;
export type ReleaseAnalysis = contract.ReleaseAnalysisDto;
export type AnalysisVerdict = contract.AnalysisVerdictDto;
export type AnalysisCheck = contract.AnalysisCheckDto;
export type ReleaseSummary = contract.ReleaseSummaryDto;
export type ReleaseDetail = contract.ReleaseDetailDto;
export type ReleaseDraft = contract.NewReleaseDto;
export type ReleasePlan = contract.ReleasePlanDto;
export type ReleasePreview = contract.ReleasePreviewDto;
export type ReleaseStatus = ReleaseSummary['status'];
export type ReleaseStep = contract.StepDto;
export type ReleaseTarget = contract.ReleaseTargetDto;
export type TargetDetail = contract.TargetDetailDto;
export type FailureGroups = contract.FailureGroupsDto;
export type FailureGroupNodes = contract.FailureGroupNodesDto;
export type FailureGroup = contract.FailureGroupDto;
export type SharedFact = contract.SharedFactDto;
export type ReleaseComparison = contract.ReleaseComparisonDto;
export type ComparedRelease = contract.ComparedReleaseDto;
export type ReleaseEvent = contract.ReleaseEventDto;
export type TargetStatus = ReleaseTarget['status'];
export type Counts = contract.CountsDto;
export type ActionState = contract.ActionDto;
export type ReleaseAction = ActionState['id'];
export type ConfirmLevel = ActionState['confirmLevel'];
export type ApprovalDecision = contract.DecisionDto;
export type ApprovalItem = contract.ApprovalItemDto;
export type ApprovalLevel = contract.ApprovalLevelDto;
export type ApprovalPolicy = contract.EnvironmentApprovalPolicy;
export type ApprovalPolicyInput = contract.ApprovalPolicyRequest;
export type ApprovalRole = ApprovalPolicyInput['levels'][number]['roles'][number];
export type Delegation = contract.DelegationDto;
export type Delegations = contract.DelegationsDto;
export type DelegationInput = contract.DelegationRequest;
export type Blocker = contract.BlockDto;
export type Strategy = contract.StrategyDto;
export type HaltProof = contract.HaltProofDto;
export type EmergencyStop = contract.EmergencyStopDto;
export type EmergencyStops = contract.EmergencyStopsDto;
export type FreezeTimes = contract.FreezeTimesDto;
export type NewFreeze = contract.ProjectFreezeRequest;
export type ReleaseMark = contract.Mark;
export type WeeklyHours = contract.AllowedHoursDto;
export type AlertCondition = contract.AlertConditionDto;
export type AlertRuleInput = contract.ChangedAlertRule;
export type AlertSilenceInput = contract.AlertSilenceRequest;
export type Severity = contract.Alert['severity'];
export type ChannelKind = contract.Channel['kind'];
export type ChannelText = contract.ChannelTemplate;
export type EventType = contract.TemplateKind['eventType'];
export type Message = contract.Delivery;
export type QuietHours = contract.QuietHoursDto;
export type SourceKind = contract.CiSource['kind'];
export type Amount = number | string;

/** Lists have one shape; `total` only where the server counts. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total?: number;
}
