/**
 * The first circle that can be reached, as its nodes in order, or undefined. Works off a stack of its own: a chain of a
 * million nodes doesn't exhaust the machine's.
 */
export function findCycle<Node>(
  starts: readonly Node[],
  next: (node: Node) => readonly Node[],
): readonly Node[] | undefined {
  const done = new Set<Node>();
  for (const start of starts) {
    const path: { readonly node: Node; readonly left: Iterator<Node> }[] = [];
    const onPath = new Set<Node>();
    const open = (node: Node): void => {
      path.push({ node, left: next(node).values() });
      onPath.add(node);
    };
    if (!done.has(start)) open(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { value, done: finished } = top.left.next();
      if (finished) {
        path.pop();
        onPath.delete(top.node);
        done.add(top.node);
      } else if (onPath.has(value)) {
        const nodes = path.map(({ node }) => node);
        return nodes.slice(nodes.indexOf(value));
      } else if (!done.has(value)) {
        open(value);
      }
    }
  }
  return undefined;
}
