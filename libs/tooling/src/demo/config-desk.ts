import type { ApiSession } from './api-session.js';
import type { DemoConfig } from './demo-configs.js';
import type { Who } from './people.js';
import { ALL_AT_ONCE, IN_A_HURRY, type NamedVersion, type Release, type Releases } from './releases.js';

export interface Publication {
  readonly version: string;
  readonly state: string;
  readonly isDeletion: boolean;
  readonly badReason: { readonly en: string } | null;
}

interface Instance {
  readonly nodeName: string;
  readonly state: string;
  readonly running: string | null;
}

interface KnownFile {
  readonly id: string;
  readonly name: string;
}

/** What people do with configuration files, over the API. */
export class ConfigDesk {
  constructor(
    private readonly people: Readonly<Record<Who, ApiSession>>,
    private readonly place: { readonly projectId: string; readonly environment: string },
    private readonly releases: Releases,
  ) {}

  async idOf(name: string): Promise<string | undefined> {
    const path = `/configs?projectId=${this.place.projectId}&q=${encodeURIComponent(name)}`;
    const { items } = await this.people.manager.get<{ items: readonly KnownFile[] }>(path);
    return items.find((file) => file.name === name)?.id;
  }

  /** Makes the file with its first texts; answers its id. */
  async create({ file, format, description, base, override }: DemoConfig): Promise<string> {
    const { projectId, environment } = this.place;
    const body = { projectId, name: file, format, description, text: base, message: 'First text' };
    const { id } = await this.people.manager.post<KnownFile>('/configs', body);
    if (override !== null) await this.save(id, environment, override, 'Other than elsewhere');
    return id;
  }

  async save(id: string, layer: string, text: string, message: string): Promise<void> {
    const { manager } = this.people;
    const { version: parentVersion } = await manager.get<{ version: number }>(
      `/configs/${id}/layers/${layer}`,
    );
    await manager.put(`/configs/${id}/layers/${layer}`, { text, parentVersion, message });
  }

  async setSecret(name: string, value: string): Promise<void> {
    await this.people.manager.put(`/configs/secrets/${name}`, { projectId: this.place.projectId, value });
  }

  /** What the environment would have, as the console shows it. */
  async shown(id: string): Promise<string> {
    const path = `/configs/${id}/environments/${this.place.environment}/effective`;
    return (await this.people.operator.get<{ text: string }>(path)).text;
  }

  /** Several files in one release. */
  async publishTogether(fileIds: readonly string[], title: string, evenIfBad = false): Promise<Release> {
    const { environment } = this.place;
    const body = { environment, fileIds, evenIfBad };
    const { items } = await this.people.manager.post<{ items: readonly NamedVersion[] }>(
      '/configs/publications',
      body,
    );
    const bins = items.map(({ bin, version }) => ({ bin, version }));
    return this.releases.deployAll(bins, { title, strategy: ALL_AT_ONCE });
  }

  publish(id: string, strategy: object): Promise<Release> {
    return this.bring(`/configs/${id}/publish`, { strategy });
  }

  /** Answers the release that is under way at once, because what it goes back to was approved before. */
  async rollBack(id: string, reason: string): Promise<string> {
    const body = { environment: this.place.environment, reason };
    const { releaseId } = await this.people.operator.post<{ releaseId: string }>(
      `/configs/${id}/rollback`,
      body,
    );
    return releaseId;
  }

  delete(id: string, reason: string): Promise<Release> {
    return this.bring(`/configs/${id}/delete`, { strategy: ALL_AT_ONCE, reason });
  }

  /** Newest first. */
  async history(id: string): Promise<readonly Publication[]> {
    const path = `/configs/${id}/publications?environment=${this.place.environment}`;
    return (await this.people.operator.get<{ items: readonly Publication[] }>(path)).items;
  }

  async instances(id: string): Promise<readonly Instance[]> {
    const path = `/configs/${id}/instances?environment=${this.place.environment}`;
    return (await this.people.operator.get<{ items: readonly Instance[] }>(path)).items;
  }

  private async bring(path: string, how: object): Promise<Release> {
    const body = { environment: this.place.environment, ...IN_A_HURRY, ...how };
    const { releaseId } = await this.people.manager.post<{ releaseId: string }>(path, body);
    return this.releases.approveAndDeploy(releaseId);
  }
}
