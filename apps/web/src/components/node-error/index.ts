export { NodeError } from './node-error';
export { nodeErrorText } from './node-error-text';
