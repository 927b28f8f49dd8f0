export { isAddressRange } from './address-range.js';
export { parseSettings, SettingsError, type Settings } from './settings.js';
export { SETTINGS, SettingsModule } from './settings.module.js';
export { loadSecretKey } from './secret-key.js';
