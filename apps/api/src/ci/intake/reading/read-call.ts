import type { IncomingHttpHeaders } from 'node:http';
import type { SourceKind } from '../../ci-words.js';
import { objectIn, textIn, type Read } from './news.js';
import { readBuild } from './read-generic.js';
import { readGithub } from './read-github.js';
import { readGitlab } from './read-gitlab.js';
import { readNotification } from './read-jenkins.js';

/** @param event what the headers name it; only GitHub's does not stand in the body */
export function readCall(kind: SourceKind, event: string, body: unknown): Read {
  const json = objectIn(body);
  if (kind === 'gitlab') return readGitlab(json);
  if (kind === 'github') return readGithub(event, json);
  const isOurs = kind === 'generic' || 'job' in objectIn(json['build']);
  return isOurs ? readBuild(json, kind === 'jenkins') : readNotification(json);
}

export function eventIn(kind: SourceKind, headers: IncomingHttpHeaders): string {
  return (kind === 'github' ? textIn(headers['x-github-event'], 50) : null) ?? '';
}

/** The id that the sender gives every try of one call; undefined when it gives none. */
export function idIn(kind: SourceKind, headers: IncomingHttpHeaders): string | undefined {
  const name = kind === 'github' ? 'x-github-delivery' : 'idempotency-key';
  return textIn(headers[name], 200) ?? undefined;
}
