import { unpackBrowser } from './browser';

export default unpackBrowser;
