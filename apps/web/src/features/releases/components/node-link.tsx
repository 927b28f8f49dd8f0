import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';

/** Opens the drawer of a node on top of the release; the address names it, so it can be sent to somebody. */
export function NodeLink(props: { readonly nodeId: string; readonly children: ReactNode }) {
  const [params] = useSearchParams();
  const next = new URLSearchParams(params);
  next.set('node', props.nodeId);
  return (
    <Link to={{ search: next.toString() }} preventScrollReset>
      {props.children}
    </Link>
  );
}
