import { type DemandFields, type ReplyOf, readSurveyWorkbook } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { FileDrop } from "../elements/file-drop.tsx";
import { ProblemLine, ProblemNotice } from "../elements/problem-notice.tsx";
import { useCommand } from "../server/commands.ts";

type WorkbookReaderProps = { readonly link: string; readonly onRead: (demands: readonly DemandFields[]) => void };

/** A filled-in template: its good rows go into the form, its bad rows are shown with their reasons. */
export function WorkbookReader({ link, onRead }: WorkbookReaderProps) {
  const { t } = useTranslation();
  const read = useCommand(readSurveyWorkbook);
  return (
    <section className="phone-card">
      <ProblemNotice error={read.error} />
      <FileDrop
        accept=".xlsx,.csv"
        title={t("survey.upload")}
        note={t("survey.uploadNote")}
        onFile={(file) =>
          read.mutate({ params: { link }, body: {}, file }, { onSuccess: ({ items }) => onRead(items) })
        }
      />
      <FailedRows rows={read.data?.failed ?? []} />
    </section>
  );
}

/** Rows that were not read, their cells as they came and everything that is wrong. */
export function FailedRows({ rows }: { readonly rows: ReplyOf<typeof readSurveyWorkbook>["failed"] }) {
  const { t } = useTranslation();
  return rows.map(({ row, cells, problems }) => (
    <div key={row} className="problem" role="alert">
      <div className="problem-what">
        {t("survey.row", { row, cells: cells.filter((cell) => cell !== "").join(t("do.comma")) })}
      </div>
      {problems.map((problem) => (
        <div key={`${problem.code} ${problem.params["column"]}`}>
          <ProblemLine problem={problem} />
        </div>
      ))}
    </div>
  ));
}
