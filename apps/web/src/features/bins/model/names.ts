const BIN_NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;
const VERSION_NAME = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$/;

export const isBinName = (text: string): boolean => BIN_NAME.test(text);
export const isVersionName = (text: string): boolean => VERSION_NAME.test(text);
