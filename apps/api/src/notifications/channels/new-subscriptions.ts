import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { invalidFields, type FieldError, type LocalizedText } from '../../platform/http/index.js';
import type { SubscriptionRequest } from './subscription.dto.js';
import { SubscriptionsRepository, type NewSubscription } from './subscriptions.repository.js';

/** Reads what somebody wants to hear of, and refuses what is not theirs to hear. */
@Injectable()
export class NewSubscriptions {
  constructor(private readonly repository: SubscriptionsRepository) {}

  /** `field` names the list; what `mayHear` denies looks like what is not there. */
  async read(
    tx: Tx,
    field: string,
    requests: readonly SubscriptionRequest[],
    mayHear: (projectId: string) => boolean,
  ): Promise<readonly NewSubscription[]> {
    const lower = requests.map(({ projectId, environmentId, ...rest }) => ({
      projectId: projectId?.toLowerCase() ?? null,
      environmentId: environmentId?.toLowerCase() ?? null,
      ...rest,
    }));
    const projects = await this.repository.projectsOf(
      tx,
      lower.flatMap(({ environmentId }) => environmentId ?? []),
    );
    const known = await this.repository.knownProjects(
      tx,
      lower.flatMap(({ projectId }) => projectId ?? []),
    );
    const faults = lower.flatMap(({ projectId, environmentId }, at): readonly FieldError[] => {
      if (projectId !== null && (!known.includes(projectId) || !mayHear(projectId)))
        return [unknown(`${field}[${at}].projectId`, PROJECT)];
      const owner = environmentId === null ? projectId : projects.get(environmentId);
      const isOwn = environmentId === null || (owner !== undefined && (projectId ?? owner) === owner);
      return isOwn && (owner == null || mayHear(owner))
        ? []
        : [unknown(`${field}[${at}].environmentId`, ENVIRONMENT)];
    });
    if (faults.length > 0) throw invalidFields(faults);
    return lower.map(({ projectId, environmentId, eventTypes = [], leastSeverity = 'info' }) => ({
      projectId: projectId ?? (environmentId === null ? null : (projects.get(environmentId) ?? null)),
      environmentId,
      eventTypes,
      leastSeverity,
    }));
  }
}

const PROJECT = { en: 'project', zh: '项目' };
const ENVIRONMENT = { en: 'environment', zh: '环境' };

const unknown = (field: string, what: LocalizedText): FieldError => ({
  field,
  code: 'unknown',
  message: {
    en: `There is no such ${what.en}, or its news are not for here.`,
    zh: `${what.zh}不存在，或其消息不能发送到此处。`,
  },
});
