import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { DomainError, type LocalizedText } from '../../platform/http/index.js';
import { Outgoing, type Opened } from '../../platform/outgoing/index.js';
import { SecretBox } from '../../platform/secrets/index.js';
import { sourceAnswered } from '../ci-sentences.js';
import {
  BAD_ANSWER,
  badAnswer,
  notAskable,
  passingAnswer,
  refusedAnswer,
  resting,
} from '../ci-work.errors.js';
import type { SourceKind } from '../ci-words.js';
import { SEALED_SOURCE_TOKENS } from '../sealed-columns.js';
import type { CiSourceEntity } from '../sources/ci-source.entity.js';
import { SourcesRepository } from '../sources/sources.repository.js';
import { belowBase } from './below-base.js';

export type AskedSource = Pick<
  CiSourceEntity,
  'id' | 'kind' | 'baseUrl' | 'userName' | 'sealedToken' | 'closedUntil' | 'lastError'
>;

const GREETINGS: Readonly<Record<SourceKind, string>> = {
  jenkins: 'api/json?tree=mode',
  gitlab: 'api/v4/version',
  github: 'rate_limit',
  generic: '',
};
const JSON_BYTES = 4 * 1024 ** 2;
const ANSWER_MS = 10_000;
const BEGIN_MS = 30_000;
const MOST_REST_SECONDS = 3_600;

/** Asks a source below its base URL, with its token, and leaves it alone for a while when it does not answer. */
@Injectable()
export class SourceClient {
  constructor(
    private readonly outgoing: Outgoing,
    private readonly box: SecretBox,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sources: SourcesRepository,
  ) {}

  async greet(source: AskedSource): Promise<LocalizedText> {
    const answer = await this.send({ ...source, closedUntil: null }, GREETINGS[source.kind], {});
    return sourceAnswered(answer.status);
  }

  /** @param isOfMany what is wrong with this answer alone says nothing of the source, and does not count against it */
  async json(
    source: AskedSource,
    reference: string,
    { isOfMany = false }: { readonly isOfMany?: boolean } = {},
  ): Promise<unknown> {
    const answer = await this.send(source, reference, {}, isOfMany);
    const read = async (): Promise<unknown> => {
      try {
        return (await answer.json()) as unknown;
      } catch {
        throw badAnswer(hostIn(source), BAD_ANSWER.notJson);
      }
    };
    return this.watched(source, read, isOfMany);
  }

  /** Of a POST, with the headers of the answer; redirects are not followed. */
  post(
    source: AskedSource,
    reference: string,
    form: Readonly<Record<string, string>>,
    headers = {},
  ): Promise<Response> {
    const body = new URLSearchParams(form).toString();
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.send(source, reference, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { ...type, ...headers },
    });
  }

  /** A file as it arrives; whoever does not read it to its end destroys the body. */
  async stream(source: AskedSource, reference: string): Promise<Opened> {
    const url = this.addressOf(source, reference);
    const accept = { accept: typeOfFile(source, url) };
    return this.watched(source, async () => {
      const opened = await this.outgoing.stream(
        url,
        { ...this.credentials(source), ...accept },
        { timeoutMs: BEGIN_MS },
      );
      try {
        this.ensureGood(source, opened.status, opened.headers);
      } catch (error) {
        opened.body.destroy();
        throw error;
      }
      return opened;
    });
  }

  private send(
    source: AskedSource,
    reference: string,
    init: RequestInit,
    isOfMany = false,
  ): Promise<Response> {
    const url = this.addressOf(source, reference);
    const headers = { accept: 'application/json', ...this.credentials(source), ...(init.headers as object) };
    const exchange = async (): Promise<Response> => {
      const answer = await this.outgoing.fetch(
        url,
        { ...init, headers },
        { timeoutMs: ANSWER_MS, maxBytes: JSON_BYTES },
      );
      const isMoved = init.redirect === 'manual' && answer.status >= 300 && answer.status < 400;
      if (!isMoved) this.ensureGood(source, answer.status, answer.headers);
      return answer;
    };
    return this.watched(source, exchange, isOfMany);
  }

  private addressOf(source: AskedSource, reference: string): URL {
    if (source.baseUrl === null) throw notAskable('noBaseUrl');
    if (source.closedUntil && source.closedUntil > this.clock.now())
      throw resting(source.closedUntil, source.lastError);
    return belowBase(source.baseUrl, reference);
  }

  private credentials({ id, kind, userName, sealedToken }: AskedSource): Readonly<Record<string, string>> {
    if (sealedToken === null) return {};
    const token = this.box.open(SEALED_SOURCE_TOKENS, [id], sealedToken);
    if (kind === 'gitlab') return { 'private-token': token };
    if (userName === null) return { authorization: `Bearer ${token}` };
    return { authorization: `Basic ${Buffer.from(`${userName}:${token}`).toString('base64')}` };
  }

  private ensureGood(source: AskedSource, status: number, headers: Headers): void {
    if (status >= 200 && status < 300) return;
    const host = hostIn(source);
    const isLimited = asksForRest(status, headers);
    if (!isLimited && status < 500) throw refusedAnswer(host, status);
    const seconds = Math.min(this.restSeconds(headers), MOST_REST_SECONDS);
    throw Object.assign(passingAnswer(host, status, isLimited), {
      restSeconds: Math.max(0, Math.ceil(seconds)),
    });
  }

  /** What GitHub says of the limit of an hour is a time, in seconds. */
  private restSeconds(headers: Headers): number {
    const said = Number(headers.get('retry-after')) || 0;
    const resetAt = Number(headers.get('x-ratelimit-reset')) || 0;
    return said > 0 || !isUsedUp(headers) ? said : resetAt - this.clock.millis() / 1_000;
  }

  /** Refusals are answers; what is none counts against the source. */
  private async watched<T>(source: AskedSource, work: () => Promise<T>, isOfMany = false): Promise<T> {
    try {
      const result = await work();
      if (source.lastError !== null) await this.sources.noteAnswer(this.database.reader, source.id);
      return result;
    } catch (error) {
      const isCounted = !(isOfMany && isOfAnswer(error));
      if (error instanceof DomainError && error.refusal === 'unavailable' && isCounted) {
        const restSeconds = (error as { restSeconds?: number }).restSeconds ?? 0;
        const failure = { error: error.words, at: this.clock.now(), restSeconds };
        await this.sources.noteFailure(this.database.reader, source.id, failure);
      }
      throw error;
    }
  }
}

/** It came from a source that can be reached. */
export function isOfAnswer(error: unknown): boolean {
  return (
    error instanceof DomainError && (error.refusal !== 'unavailable' || error.facts['isOfAnswer'] === true)
  );
}

/** GitHub gives what is attached to a release to those who ask for bytes, and artifacts of runs to those who ask for JSON. */
function typeOfFile({ kind }: AskedSource, { pathname }: URL): string {
  const isZipOfRun = kind === 'github' && pathname.endsWith('/zip');
  return isZipOfRun ? 'application/json' : 'application/octet-stream';
}

/** GitHub answers 403 as well, which otherwise means that the token may not. */
function asksForRest(status: number, headers: Headers): boolean {
  return status === 429 || (status === 403 && (headers.has('retry-after') || isUsedUp(headers)));
}

function isUsedUp(headers: Headers): boolean {
  return headers.get('x-ratelimit-remaining') === '0';
}

function hostIn({ baseUrl }: AskedSource): string {
  return baseUrl === null ? 'The source' : new URL(baseUrl).host;
}
