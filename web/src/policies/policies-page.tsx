import { listPolicies } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { useLocal } from "../elements/local.ts";
import { Mark } from "../elements/marks.tsx";
import { PageHead } from "../elements/page-head.tsx";
import { RowsTable } from "../elements/rows-table.tsx";
import { useRead } from "../server/queries.ts";

/** The rule book: each policy with its source and the time it is in force. */
export function PoliciesPage() {
  const { t } = useTranslation();
  const local = useLocal();
  const go = useNavigate();
  const policies = useRead(listPolicies, {});
  return (
    <>
      <PageHead title={t("area.policies")} note={t("policies.note")} />
      <RowsTable
        label={t("area.policies")}
        rows={policies.data?.rows ?? []}
        rowKey={(row) => row.policyId}
        loading={policies.isPending}
        error={policies.error}
        onOpen={(row) => void go(`/policies/${row.policyId}`)}
        empty={<Empty title={t("policies.none")} todo={t("policies.noneTodo")} />}
        columns={[
          {
            key: "title",
            title: t("policies.title"),
            width: 220,
            phone: "head",
            render: (row) => <Link to={`/policies/${row.policyId}`}>{local(row.title)}</Link>,
          },
          {
            key: "source",
            title: t("policies.source"),
            width: 300,
            render: (row) => `${row.source.title} ${row.source.documentNumber}`,
          },
          {
            key: "subject",
            title: t("policies.subject"),
            width: 110,
            phone: "hide",
            render: (row) => local(row.subject),
          },
          {
            key: "force",
            title: t("policies.inForce"),
            width: 220,
            render: (row) => <span className="num">{`${row.from} – ${row.to ?? ""}`}</span>,
          },
          {
            key: "handling",
            title: t("policies.handling"),
            width: 120,
            render: (row) => t(`policies.handlings.${row.handling}`),
          },
          {
            key: "state",
            title: t("policies.state"),
            width: 110,
            render: (row) => (
              <Mark tone={row.state === "inForce" ? "good" : "none"} text={t(`policies.states.${row.state}`)} />
            ),
          },
          {
            key: "version",
            title: t("policies.version"),
            width: 80,
            align: "right",
            phone: "hide",
            render: (row) => row.version,
          },
        ]}
      />
    </>
  );
}
