import { listTasks, type ReplyOf, type TaskKind } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../elements/local.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { useRead } from "../server/queries.ts";

type Task = ReplyOf<typeof listTasks>["rows"][number];
type Unit = "pair" | "item" | "case" | "payment" | "batch";

const units: Readonly<Record<TaskKind, Unit>> = {
  lookAtPairs: "pair",
  confirmMerges: "pair",
  approveMerges: "pair",
  settleFactReports: "item",
  publishNotices: "case",
  closeNotices: "case",
  decideObjections: "item",
  reviewAccounts: "case",
  resolveHolds: "case",
  approveCases: "case",
  makeBatches: "payment",
  takeBankFiles: "batch",
  readReceipts: "batch",
  payAgain: "payment",
};

/** What my roles ask of me now, in the order of the work; each row opens the page where it is done. */
export function MyTasks() {
  const { t } = useTranslation();
  const tasks = useRead(listTasks, {});
  return (
    <section aria-labelledby="my-tasks">
      <h2 className="section-title" id="my-tasks" style={{ marginTop: 0 }}>
        {t("tasks.title")}
      </h2>
      <div className="sheet">
        {tasks.error && <ProblemNotice error={tasks.error} onRetry={() => void tasks.refetch()} />}
        {tasks.isPending && <LinesSkeleton rows={2} />}
        {tasks.data?.rows.length === 0 && (
          <p className="tasks-none">
            <strong>{t("tasks.none")}</strong> <span className="soft">{t("tasks.noneTodo")}</span>
          </p>
        )}
        {tasks.data && tasks.data.rows.length > 0 && (
          <ul className="tasks">
            {tasks.data.rows.map((task) => (
              <TaskRow key={`${task.kind}${task.role}`} task={task} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function TaskRow({ task }: { readonly task: Task }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const unit = t(`tasks.units.${units[task.kind]}`);
  return (
    <li>
      <Link to={task.page} className="task">
        <span className="task-count num">
          {formats.count(task.count)} <span className="card-unit">{unit}</span>
        </span>
        <span className="task-what">{t(`tasks.kinds.${task.kind}`)}</span>
        <span className="task-due num">
          {task.overdue > 0 ? (
            <span className="needs-hand">{t("tasks.overdue", { count: task.overdue, unit })}</span>
          ) : (
            task.dueOn && <span className="soft">{t("tasks.dueOn", { day: task.dueOn })}</span>
          )}
        </span>
        <span className="task-go" aria-hidden="true">
          ›
        </span>
      </Link>
    </li>
  );
}
