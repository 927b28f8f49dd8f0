import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';

export interface Uploaded {
  readonly status: number;
  readonly body: {
    readonly code?: string;
    readonly sha256?: string;
    readonly sizeBytes?: number;
    readonly created?: boolean;
    readonly arch?: string;
  };
}

/** Over a real socket; `body` decides between Content-Length and chunks. */
export function uploadTo(
  port: number,
  token: string,
  path: string,
  body: Buffer | Readable,
  headers: Readonly<Record<string, string>> = {},
): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const target = { host: '127.0.0.1', port, path: `/api/v1${path}`, method: 'PUT' };
    const request = httpRequest(
      { ...target, headers: { authorization: `Bearer ${token}`, ...headers } },
      (response) => {
        let text = '';
        response.on('data', (chunk) => (text += String(chunk)));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Uploaded['body'] }),
        );
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    if (body instanceof Readable) body.pipe(request);
    else request.end(body);
  });
}
