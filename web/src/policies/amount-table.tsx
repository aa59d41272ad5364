import type { getPolicy, ReplyOf } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { useLocal } from "../elements/local.ts";

/** The amount's decision table as the policy has it; without a table, its sentence and formula. */
export function AmountTable({ amount }: { readonly amount: ReplyOf<typeof getPolicy>["amount"] }) {
  const local = useLocal();
  const { t } = useTranslation();
  return (
    <>
      <p style={{ marginTop: 0 }}>{local(amount.text)}</p>
      {amount.feel && <code className="feel">{amount.feel}</code>}
      {amount.table && (
        <div className="table-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                {amount.table.inputs.map((input) => (
                  <th scope="col" key={input.feel}>
                    {local(input.label)}
                  </th>
                ))}
                <th scope="col" className="right">
                  {local(amount.table.output)}
                </th>
                <th scope="col">{t("policies.clause")}</th>
              </tr>
            </thead>
            <tbody>
              {amount.table.rows.map((row) => (
                <tr key={row.inputs.join("|")}>
                  {row.inputs.map((input, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a table's columns never move
                    <td key={index}>{/\p{Script=Han}/u.test(input) ? input : <code className="feel">{input}</code>}</td>
                  ))}
                  <td className="right num">{row.amount}</td>
                  <td className="soft">{row.clause}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
