import { useTranslation } from "react-i18next";
import type { Fault } from "./draft.ts";

/** Each fault with its place; choosing one leads there. */
export function FaultList({
  faults,
  onOpen,
}: {
  readonly faults: readonly Fault[];
  readonly onOpen?: (fault: Fault) => void;
}) {
  const { t, i18n } = useTranslation();
  if (faults.length === 0) return null;
  return (
    <div className="problem" role="alert">
      <div className="problem-what">{t("compare.faults", { count: faults.length })}</div>
      <ul className="compare-faults">
        {faults.map((fault) => (
          <li key={`${fault.file}:${fault.line}:${fault.column}:${fault.text.zh}`}>
            {onOpen ? (
              <button type="button" className="link-cell" onClick={() => onOpen(fault)}>
                {t("compare.faultAt", { line: fault.line, column: fault.column })}
              </button>
            ) : (
              <span>{t("compare.faultAt", { line: fault.line, column: fault.column })}</span>
            )}{" "}
            {i18n.language === "en" ? fault.text.en : fault.text.zh}
          </li>
        ))}
      </ul>
    </div>
  );
}
