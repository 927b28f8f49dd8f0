export { looksLike } from './looks-like.js';
