import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { allowSlowBody, type HttpServer } from '../../platform/http/index.js';

const ROUTE = /\/bins\/:name\/versions\/:version\/artifacts\/:arch$/;
const PATH = /^\/api\/v1\/bins\/[^/]+\/versions\/[^/]+\/artifacts\/[^/]+/;
const STREAM = 'application/octet-stream';
const LINGER_MS = 10_000;

/** Clients that sent `Expect: 100-continue` and have not yet been told to go on. */
const EXPECTANT = new WeakMap<IncomingMessage, ServerResponse>();

/** Lets the body of an upload through untouched, whatever its content type says, and only once it is wanted. */
@Injectable()
export class UploadTransport implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const instance = this.host.httpAdapter.getInstance<HttpServer>();
    instance.addContentTypeParser(
      STREAM,
      (_request: FastifyRequest, payload: Readable, done: (error: null, body: Readable) => void) =>
        done(null, payload),
    );
    instance.addHook('onRequest', (request, _reply, done) => {
      if (isUpload(request)) request.headers['content-type'] = STREAM;
      done();
    });
    instance.server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
      if (request.method === 'PUT' && PATH.test(request.url ?? '')) EXPECTANT.set(request, response);
      else response.writeContinue();
      instance.server.emit('request', request, response);
    });
  }
}

/** From here on the body is wanted. */
export function continueExpected(request: IncomingMessage): void {
  allowSlowBody(request);
  EXPECTANT.get(request)?.writeContinue();
  EXPECTANT.delete(request);
}

/**
 * After a refusal the rest of the body is read and thrown away for a while, so that the client gets to see the
 * answer instead of a broken pipe.
 */
export function drainRefused(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  request.resume();
  const cut = setTimeout(() => request.destroy(), LINGER_MS).unref();
  request.once('close', () => clearTimeout(cut));
}

function isUpload(request: FastifyRequest): boolean {
  return request.method === 'PUT' && ROUTE.test(request.routeOptions.url ?? '');
}
