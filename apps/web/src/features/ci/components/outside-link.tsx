/** To a page of the builder: what calls say is shown as a link only when it leads to the web. */
export function OutsideLink({ url, children }: { readonly url: string; readonly children?: string }) {
  if (!/^https?:\/\//i.test(url)) return <span>{url}</span>;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {children ?? url}
    </a>
  );
}
