import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { VerifiedBlobs } from '../blobs/verified-blobs.js';
import { decideDelivery, type RequestConditions } from './byte-range.js';
import { fileChanged, rangeOutside } from '../bin.errors.js';
import { attachment } from './content-disposition.js';

export interface ServedFile {
  readonly sha256: string;
  readonly sizeBytes: number;
  /** What the client shall call it. */
  readonly fileName: string;
  /** Absent: bytes of which nothing is known. */
  readonly contentType?: string;
}

/** Answers GET and HEAD for one stored file, for whoever may have it. */
@Injectable()
export class BlobDownloads {
  constructor(private readonly blobs: VerifiedBlobs) {}

  /** Sends the whole answer. Throws `DomainError` before anything was sent when the stored file is not intact. */
  async send(request: FastifyRequest, reply: FastifyReply, file: ServedFile): Promise<FastifyReply> {
    const etag = `"${file.sha256}"`;
    const delivery = decideDelivery(conditionsOf(request), etag, file.sizeBytes);
    void reply.headers({
      etag,
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache, no-transform',
    });
    if (!('start' in delivery)) {
      if (delivery.status === 416) void reply.header('content-range', `bytes */${file.sizeBytes}`);
      if (delivery.status === 304) return reply.status(304).send();
      throw delivery.status === 416 ? rangeOutside(file.sizeBytes) : fileChanged();
    }
    const { status, start, end } = delivery;
    // An empty stream and not nothing: for nothing the framework sets a Content-Length of 0 on HEAD.
    const body =
      request.method === 'HEAD' ? Readable.from([]) : await this.blobs.read(file.sha256, start, end);
    if (status === 206) void reply.header('content-range', `bytes ${start}-${end}/${file.sizeBytes}`);
    void reply.headers({
      'content-length': String(end - start + 1),
      'content-type': file.contentType ?? 'application/octet-stream',
      'content-disposition': attachment(file.fileName),
    });
    return reply.status(status).send(body);
  }
}

function conditionsOf({ method, headers }: FastifyRequest): RequestConditions {
  return {
    isHead: method === 'HEAD',
    range: headers.range,
    ifRange: headers['if-range'] as string | undefined,
    ifMatch: headers['if-match'],
    ifNoneMatch: headers['if-none-match'],
  };
}
