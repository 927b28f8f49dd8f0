import { request, type Bin } from '../../../lib/api';

export interface NewBin {
  readonly projectId: string;
  readonly name: string;
  readonly description?: string;
}

export const createBin = (bin: NewBin): Promise<Bin> => request('/bins', { method: 'POST', body: bin });
