import { API_BASE } from '../../../config/settings';
import { ApiProblem, sessionStore, type UploadResult } from '../../../lib/api';
import { client } from '../../../lib/api';
import { unreachable } from '../../../lib/api/api-problem';
import { preferencesStore } from '../../../lib/preferences';

export interface Upload {
  readonly bin: string;
  readonly version: string;
  readonly arch: string;
  readonly kind: 'file' | 'archive';
  readonly file: File;
  readonly sha256: string | null;
  readonly onProgress: (sentBytes: number) => void;
  readonly signal: AbortSignal;
}

/** XMLHttpRequest, because fetch can't say how much of a body has left. */
export async function uploadArtifact(upload: Upload): Promise<UploadResult> {
  try {
    return await send(upload);
  } catch (error) {
    const hasExpired = error instanceof ApiProblem && error.status === 401;
    if (!hasExpired || !(await client.refresh())) throw error;
    return send(upload);
  }
}

function send(upload: Upload): Promise<UploadResult> {
  const { bin, version, arch, kind, file, sha256, onProgress, signal } = upload;
  const path = [bin, 'versions', version, 'artifacts', arch].map(encodeURIComponent).join('/');
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('PUT', `${API_BASE}/bins/${path}?kind=${kind}&fileName=${encodeURIComponent(file.name)}`);
    xhr.setRequestHeader('authorization', `Bearer ${sessionStore.accessToken() ?? ''}`);
    xhr.setRequestHeader('accept-language', preferencesStore.current().language);
    xhr.setRequestHeader('content-type', 'application/octet-stream');
    if (sha256) xhr.setRequestHeader('x-checksum-sha256', sha256);
    xhr.upload.onprogress = ({ loaded }) => onProgress(loaded);
    xhr.onload = () => {
      if (xhr.status < 300) resolve(JSON.parse(xhr.responseText) as UploadResult);
      else reject(problemOf(xhr));
    };
    xhr.onerror = () => reject(unreachable());
    xhr.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    signal.addEventListener('abort', () => xhr.abort(), { once: true });
    xhr.send(file);
  });
}

function problemOf(xhr: XMLHttpRequest): ApiProblem {
  const requestId = xhr.getResponseHeader('x-request-id');
  try {
    const body = JSON.parse(xhr.responseText) as {
      code?: string;
      title?: string;
      detail?: string;
      requestId?: string;
    };
    return new ApiProblem(
      xhr.status,
      body.code ?? `HTTP_${xhr.status}`,
      body.title ?? '',
      body.detail ?? '',
      body.requestId ?? requestId,
    );
  } catch {
    return new ApiProblem(xhr.status, `HTTP_${xhr.status}`, xhr.statusText, '', requestId);
  }
}
