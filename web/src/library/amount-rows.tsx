import { useTranslation } from "react-i18next";
import { useLocal } from "../elements/local.ts";
import type { LibraryPolicy } from "./library-policy.ts";

/** For whom how much; a sum that doesn't hang on anything stands in the sentence above. */
export function AmountRows({ amount }: { readonly amount: LibraryPolicy["amount"] }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <>
      <p>{local(amount.text)}</p>
      {amount.rows.length > 0 && (
        <table className="plain-table amount-rows">
          <thead>
            <tr>
              <th scope="col">{t("library.forWhom")}</th>
              <th scope="col" className="right">
                {t("library.yuan")}
              </th>
            </tr>
          </thead>
          <tbody>
            {amount.rows.map(({ says, amount: sum }) => (
              <tr key={`${says.zh} ${sum.zh}`}>
                <td>{local(says)}</td>
                <td className="right num">{local(sum)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
