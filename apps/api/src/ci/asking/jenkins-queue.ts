import { Injectable } from '@nestjs/common';
import { DomainError } from '../../platform/http/index.js';
import { BAD_ANSWER, badAnswer } from '../ci-work.errors.js';
import { countIn, listIn, objectIn, textIn, type BuildNews } from '../intake/reading/news.js';
import { jobPath } from '../intake/reading/read-jenkins.js';
import { BUILD_TREE, buildOf } from './read-builds.js';
import { SourceClient, type AskedSource } from './source-client.js';

export type Queued =
  | { readonly state: 'waiting'; readonly why: string | null }
  | { readonly state: 'cancelled' }
  | { readonly state: 'forgotten' }
  | { readonly state: 'begun'; readonly number: number };

/** Starts builds of Jenkins and looks after them. */
@Injectable()
export class JenkinsQueue {
  constructor(private readonly client: SourceClient) {}

  /** The id in the queue. Not asked twice: a second call would start a second build. */
  async start(
    source: AskedSource,
    job: string,
    parameters: Readonly<Record<string, string>>,
  ): Promise<number> {
    // One that has parameters refuses to be started without a form, though every one of them has a default.
    const hasParameters = Object.keys(parameters).length > 0 || (await this.takesParameters(source, job));
    const action = hasParameters ? 'buildWithParameters' : 'build';
    const answer = await this.client.post(
      source,
      `${jobPath(job)}${action}`,
      parameters,
      await this.crumb(source),
    );
    const id = /\/queue\/item\/(\d{1,15})\/?$/.exec(answer.headers.get('location') ?? '')?.[1];
    if (id === undefined) throw badAnswer(new URL(source.baseUrl ?? '').host, BAD_ANSWER.noQueueItem);
    return Number(id);
  }

  private async takesParameters(source: AskedSource, job: string): Promise<boolean> {
    const tree = 'property[parameterDefinitions[name]]';
    const answer = objectIn(await this.client.json(source, `${jobPath(job)}api/json?tree=${tree}`));
    return listIn(answer['property'])
      .map(objectIn)
      .some((property) => listIn(property['parameterDefinitions']).length > 0);
  }

  async look(source: AskedSource, queueId: number): Promise<Queued> {
    const tree = 'cancelled,why,executable[number]';
    const item = await this.itemOf(source, `queue/item/${queueId}/api/json?tree=${tree}`);
    if (item === undefined) return { state: 'forgotten' };
    const answer = objectIn(item);
    const number = countIn(objectIn(answer['executable'])['number']);
    if (number !== undefined) return { state: 'begun', number };
    return answer['cancelled'] === true
      ? { state: 'cancelled' }
      : { state: 'waiting', why: textIn(answer['why']) };
  }

  /** Undefined once it left long ago. */
  private async itemOf(source: AskedSource, reference: string): Promise<unknown> {
    try {
      return await this.client.json(source, reference);
    } catch (error) {
      if (error instanceof DomainError && error.facts['status'] === 404) return undefined;
      throw error;
    }
  }

  /** Of the build that had this place in the queue, when it is among the newest. */
  async numberOf(source: AskedSource, job: string, queueId: number): Promise<number | undefined> {
    const tree = 'builds[number,queueId]{0,50}';
    const answer = objectIn(await this.client.json(source, `${jobPath(job)}api/json?tree=${tree}`));
    const build = listIn(answer['builds'])
      .map(objectIn)
      .find((one) => countIn(one['queueId']) === queueId);
    return countIn(build?.['number']);
  }

  /** Undefined while it runs. */
  async build(source: AskedSource, job: string, number: number): Promise<BuildNews | undefined> {
    return buildOf(
      job,
      objectIn(await this.client.json(source, `${jobPath(job)}${number}/api/json?tree=${BUILD_TREE}`)),
    );
  }

  /** API tokens need none, and a Jenkins that has them off has no such address. */
  private async crumb(source: AskedSource): Promise<Readonly<Record<string, string>>> {
    try {
      const answer = objectIn(await this.client.json(source, 'crumbIssuer/api/json'));
      const [field, crumb] = [textIn(answer['crumbRequestField'], 100), textIn(answer['crumb'])];
      return field !== null && crumb !== null && /^[A-Za-z-]+$/.test(field) ? { [field]: crumb } : {};
    } catch (error) {
      if (error instanceof DomainError && error.code === 'CI_SOURCE_REFUSED') return {};
      throw error;
    }
  }
}
