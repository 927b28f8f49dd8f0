import type { IncomingHttpHeaders } from 'node:http';

/** What to do with an answer to a download that already has some bytes. */
export type RangeAnswer =
  | { readonly kind: 'append' }
  /** `mayGoOn`: what comes is known to be of this file, so what is cut of it may be gone on with. */
  | { readonly kind: 'restart'; readonly mayGoOn: boolean }
  | { readonly kind: 'forget'; readonly reason: string }
  | { readonly kind: 'refuse'; readonly code: string; readonly message: string };

export interface RangeQuestion {
  readonly sha256: string;
  readonly offset: number;
  readonly sizeBytes: number;
}

/** A store may have tags of its own, which say nothing of the bytes. */
const DIGEST_TAG = /^"[0-9a-f]{64}"$/;

export function rangeHeaders(question: RangeQuestion): Record<string, string> {
  const identity = { 'accept-encoding': 'identity' };
  if (question.offset === 0) return identity;
  return { ...identity, range: `bytes=${question.offset}-`, 'if-range': tagOf(question) };
}

function tagOf({ sha256 }: RangeQuestion): string {
  return `"${sha256}"`;
}

/** Bytes of two files must never be spliced: a continuation counts only with the strong tag that was asked for. */
export function judgeAnswer(
  question: RangeQuestion,
  status: number,
  headers: IncomingHttpHeaders,
): RangeAnswer {
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') {
    return { kind: 'refuse', code: 'DOWNLOAD_ENCODED', message: 'the download came compressed' };
  }
  if (status === 416) return { kind: 'forget', reason: 'the server has no bytes from there on' };
  if (status === 206) return judgePart(question, headers);
  if (status !== 200)
    return { kind: 'refuse', code: `DOWNLOAD_HTTP_${status}`, message: `the server answered ${status}` };
  const length = headers['content-length'];
  if (length !== undefined && Number(length) !== question.sizeBytes) {
    const message = `${length} bytes were offered instead of ${question.sizeBytes}`;
    return { kind: 'refuse', code: 'SIZE_EXCEEDED', message };
  }
  const { etag = '' } = headers;
  const mayGoOn = etag === tagOf(question);
  if (!mayGoOn && DIGEST_TAG.test(etag)) {
    return { kind: 'refuse', code: 'DOWNLOAD_OTHER_FILE', message: `the server offered ${etag}` };
  }
  return { kind: 'restart', mayGoOn };
}

function judgePart(question: RangeQuestion, headers: IncomingHttpHeaders): RangeAnswer {
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(headers['content-range'] ?? '');
  const isOurs = question.offset > 0 && headers.etag === tagOf(question);
  if (range === null || !isOurs || Number(range[1]) !== question.offset) {
    return { kind: 'forget', reason: 'the continuation is of another file' };
  }
  const total = range[3];
  if (total !== '*' && Number(total) !== question.sizeBytes) {
    return { kind: 'forget', reason: 'the continuation has another length' };
  }
  return { kind: 'append' };
}
