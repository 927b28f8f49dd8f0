import { download, request, type ImportAnswer } from '../../../lib/api';

export const exportConfigs = (projectId: string): Promise<Blob> =>
  download('/configs/export', { query: { projectId } });

export const importConfigs = (
  projectId: string,
  zip: Blob,
  options: { readonly isDryRun: boolean; readonly message: string },
): Promise<ImportAnswer> =>
  request('/configs/import', {
    method: 'POST',
    query: { projectId, dryRun: options.isDryRun, message: options.message },
    // Browsers name zips in several ways, and some not at all.
    body: new Blob([zip], { type: 'application/zip' }),
  });
