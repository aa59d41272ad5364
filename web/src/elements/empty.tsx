import type { ReactNode } from "react";

/** Nothing here, and what to do next. */
export function Empty({
  title,
  todo,
  action,
}: {
  readonly title: string;
  readonly todo: string;
  readonly action?: ReactNode;
}) {
  return (
    <div className="empty">
      <div className="empty-title">{title}</div>
      <p className="empty-todo">{todo}</p>
      {action}
    </div>
  );
}
