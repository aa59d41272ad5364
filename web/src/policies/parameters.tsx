import type { getPolicy, ReplyOf } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Empty } from "../elements/empty.tsx";
import { useLocal } from "../elements/local.ts";

/** Dated values, each with its source: an amount that changes is not a new policy. */
export function Parameters({ policy }: { readonly policy: ReplyOf<typeof getPolicy> }) {
  const { t } = useTranslation();
  const local = useLocal();
  if (policy.parameters.length === 0)
    return <Empty title={t("policies.noParameters")} todo={t("policies.noParametersTodo")} />;
  return (
    <div className="sheet sheet-pad table-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t("policies.parameter")}</th>
            <th scope="col">{t("policies.since")}</th>
            <th scope="col" className="right">
              {t("policies.value")}
            </th>
            <th scope="col">{t("policies.source")}</th>
          </tr>
        </thead>
        <tbody>
          {policy.parameters.flatMap((parameter) =>
            parameter.values.map((value) => (
              <tr key={`${parameter.name}${value.from}`}>
                <td>
                  {local(parameter.text)} <code className="feel">{parameter.name}</code>
                </td>
                <td className="num">{value.from}</td>
                <td className="right num">{value.value}</td>
                <td className="soft">{value.source}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}
