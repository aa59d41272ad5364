import type { Problem } from "@wutong/kernel";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { problemOf, useDescribe } from "../server/problem-error.ts";

type ProblemNoticeProps = {
  /** A thrown failure, a problem, or nothing. */
  readonly error?: unknown;
  readonly problem?: Problem | null;
  readonly onRetry?: () => void;
};

/** What happened and what to do, read out by screen readers when it appears. */
export function ProblemNotice({ error, problem, onRetry }: ProblemNoticeProps) {
  const describe = useDescribe();
  const { t } = useTranslation();
  const shown = problem ?? (error ? problemOf(error) : null);
  if (shown === null) return null;
  const { what, todo } = describe(shown);
  return (
    <div className="problem" role="alert">
      <div className="problem-what">{what}</div>
      <div>{todo}</div>
      {onRetry && (
        <Button size="small" onClick={onRetry} style={{ marginTop: 8 }}>
          {t("do.retry")}
        </Button>
      )}
    </div>
  );
}

/** The same inside a table's cell: one line. */
export function ProblemLine({ problem }: { readonly problem: Problem }) {
  const { what, todo } = useDescribe()(problem);
  return (
    <span>
      {what} <span className="soft">— {todo}</span>
    </span>
  );
}
