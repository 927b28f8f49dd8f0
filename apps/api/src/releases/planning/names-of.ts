const NODES_NAMED = 5;

/** Names a few nodes and says how many more there are. */
export function namesOf(nodes: readonly { readonly name: string }[]): string {
  const named = nodes.slice(0, NODES_NAMED).map(({ name }) => name);
  const more = nodes.length - named.length;
  return more > 0 ? `${named.join(', ')} (+${more})` : named.join(', ');
}
