import { createGunzip } from 'node:zlib';
import type { HttpServer } from '../../platform/http/index.js';

export const PROTOBUF = 'application/x-protobuf';
export const OTLP_PATH = '/otlp/v1/metrics';
const MOST_BYTES = 4 * 1024 ** 2;

/** OpenTelemetry sends protobuf, and collectors compress it. */
export function takeOtlpBodies(server: HttpServer): void {
  server.addContentTypeParser(
    PROTOBUF,
    { parseAs: 'buffer', bodyLimit: MOST_BYTES },
    (_request, body, done) => done(null, body),
  );
  server.addHook('preParsing', (request, _reply, payload, done) => {
    const isCompressed = request.headers['content-encoding'] === 'gzip';
    if (!isCompressed || request.routeOptions.url?.endsWith(OTLP_PATH) !== true) return done(null, payload);
    let received = 0;
    const plain = Object.assign(createGunzip(), { receivedEncodedLength: 0 });
    payload.on('data', (chunk: Buffer) => (plain.receivedEncodedLength = received += chunk.length));
    payload.on('error', (error) => plain.destroy(error));
    done(null, payload.pipe(plain));
  });
}
