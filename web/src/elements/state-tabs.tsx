import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useFormats } from "./local.ts";

export type StateTabsProps<Value extends string> = {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly {
    readonly value: Value;
    readonly label: string;
    readonly count?: number;
    readonly hand?: boolean;
  }[];
  readonly onChange: (value: Value | undefined) => void;
  /** False where one of them is always shown. */
  readonly all?: boolean;
};

/** States as buttons with their counts; the one pressed filters, pressed again it does not. */
export function StateTabs<Value extends string>({
  label,
  value,
  options,
  onChange,
  all = true,
}: StateTabsProps<Value>) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <fieldset aria-label={label} className="state-tabs">
      {all && (
        <Button
          size="small"
          type={value === undefined ? "primary" : "text"}
          aria-pressed={value === undefined}
          onClick={() => onChange(undefined)}
        >
          {t("do.all")}
        </Button>
      )}
      {options.map((option) => (
        <Button
          key={option.value}
          size="small"
          type={value === option.value ? "primary" : "text"}
          aria-pressed={value === option.value}
          onClick={() => onChange(value === option.value ? undefined : option.value)}
        >
          {option.label}
          {option.count !== undefined && (
            <span className={`num ${option.hand && option.count > 0 && value !== option.value ? "needs-hand" : ""}`}>
              {formats.count(option.count)}
            </span>
          )}
        </Button>
      ))}
    </fieldset>
  );
}
