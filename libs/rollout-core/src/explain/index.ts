export { ACTIONS, consequencesOf, refusalOf, type ActionId } from './consequences.js';
export { headline, type HeadlineContext } from './headline.js';
export { wayBackText } from './way-back-text.js';
export { soakText } from './soak-text.js';
export { nodes as nodesText, nodesDo, text, type Text } from './text.js';
