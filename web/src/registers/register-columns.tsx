import type { listRegisters, ReplyOf } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { useLocal } from "../elements/local.ts";

type Columns = ReplyOf<typeof listRegisters>["rows"][number]["columns"];

/** A register's columns: what they are called, which are required, what may stand in them. */
export function RegisterColumns({ columns }: { readonly columns: Columns }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t("imports.column")}</th>
            <th scope="col">{t("imports.required")}</th>
            <th scope="col">{t("imports.columnNote")}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column.key}>
              <td>{column.header}</td>
              <td>{column.required ? t("do.yes") : "—"}</td>
              <td className="soft">
                {local(column.note)}
                {column.aliases.length > 0 && ` ${t("imports.aliases", { names: column.aliases.join("、") })}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
