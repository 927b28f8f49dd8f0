export { isAddressRange } from './address-range.js';
export type { GroupRole } from './group-roles.js';
export type { OidcSettings } from './oidc-settings.js';
export type { OutsideServer, PrometheusLabels } from './prometheus-settings.js';
export { parseSettings, SettingsError, type Settings } from './settings.js';
export type { SmtpSettings } from './smtp-settings.js';
export { SETTINGS, SettingsModule } from './settings.module.js';
export { loadSecretKey } from './secret-key.js';
