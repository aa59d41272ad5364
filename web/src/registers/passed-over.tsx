import type { getImport, ReplyOf } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { useFormats } from "../elements/local.ts";

type Import = ReplyOf<typeof getImport>;
type PassedOverEntry = Import["passedOver"][number];

/** What of the file is none of the register's, and which dates had only a month: told, so that nothing goes missing unseen. */
export function PassedOver({ shown }: { readonly shown: Import }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { passedOver, monthsTaken, withoutNumber } = shown;
  if (passedOver.length === 0 && monthsTaken === 0 && withoutNumber === 0) return null;
  return (
    <section className="advice passed-over" aria-label={t("imports.passedOver")}>
      <strong>{t("imports.passedOver")}</strong>
      <ul className="plain-list">
        {passedOver.map((one) => (
          <li key={`${one.why} ${one.sheet}`}>
            <PassedOverLine one={one} />
          </li>
        ))}
        {monthsTaken > 0 && (
          <li>{t("imports.monthsTaken", { count: monthsTaken, shown: formats.count(monthsTaken) })}</li>
        )}
        {withoutNumber > 0 && (
          <li>{t("imports.withoutNumber", { count: withoutNumber, shown: formats.count(withoutNumber) })}</li>
        )}
      </ul>
    </section>
  );
}

function PassedOverLine({ one }: { readonly one: PassedOverEntry }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const sheet = one.sheet === "" ? "" : t("imports.onSheet", { sheet: one.sheet });
  if (one.why === "hidden" || one.why === "noHeader")
    return <>{t(`imports.passedOverWhys.${one.why}`, { sheet: one.sheet })}</>;
  const rows = one.rows.join("、") + (one.count > one.rows.length ? " …" : "");
  return (
    <>{sheet + t(`imports.passedOverWhys.${one.why}`, { count: one.count, shown: formats.count(one.count), rows })}</>
  );
}
