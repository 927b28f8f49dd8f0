export { ACTIONS, consequencesOf, type ActionId, type Trial } from './consequences.js';
export { refusalOf } from './refusals.js';
export { headline, type HeadlineContext } from './headline.js';
export { wayBackText } from './way-back-text.js';
export { soakText } from './soak-text.js';
export { nodes as nodesText, nodesDo, text, type Text } from './text.js';
