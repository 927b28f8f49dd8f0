import type { ConfigOfHost } from '../fleet/host-files.js';

/** A configuration file of the demo, and what it says at first. */
export interface DemoConfig extends ConfigOfHost {
  readonly format: 'nginx' | 'yaml';
  readonly description: string;
  readonly base: string;
  /** What production lays over the base. */
  readonly override: string | null;
  /** What hosts in production get of both. */
  readonly effective: string;
}

export const nginxWith = (listen: string): string => `# How the gateway of the demo is reached.
events {
  worker_connections 256;
}
http {
  server {
    listen ${listen};
    location / {
      return 200;
    }
  }
}
`;

/** No secret at all, but kept and shown like one. */
export const PASSWORD = { name: 'DEMO_PASSWORD', value: 'open-sesame' };

const appYaml = (level: string, password: string): string => `# What the gateway of the demo does.
level: ${level}
upstream:
  timeoutSeconds: 3
  password: ${password}
`;

const FIRST_NGINX = nginxWith('8080');

export const NGINX: DemoConfig = {
  bin: 'demo.nginx.conf',
  file: 'nginx.conf',
  format: 'nginx',
  description: 'Demo: how the gateway is reached.',
  base: FIRST_NGINX,
  override: null,
  effective: FIRST_NGINX,
};

export const APP: DemoConfig = {
  bin: 'demo.app.yaml',
  file: 'app.yaml',
  format: 'yaml',
  description: 'Demo: what the gateway does.',
  base: appYaml('info', `"\${secret:${PASSWORD.name}}"`),
  override: 'level: warn\n',
  effective: appYaml('warn', `"${PASSWORD.value}"`),
};

export const DEMO_CONFIGS: readonly DemoConfig[] = [NGINX, APP];
