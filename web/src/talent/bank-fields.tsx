import { Input } from "antd";
import { useTranslation } from "react-i18next";

export type BankAccount = { readonly bank: string; readonly number: string };

type BankFieldsProps = { readonly account: BankAccount; readonly onChange: (account: BankAccount) => void };

/** A bank and a card number, as somebody types them off their card. */
export function BankFields({ account, onChange }: BankFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <label htmlFor="bank">{t("talent.bank")}</label>
      <Input
        id="bank"
        size="large"
        value={account.bank}
        maxLength={60}
        onChange={(event) => onChange({ ...account, bank: event.target.value })}
        style={{ margin: "4px 0 12px" }}
      />
      <label htmlFor="number">{t("talent.number")}</label>
      <Input
        id="number"
        size="large"
        inputMode="numeric"
        autoComplete="off"
        value={grouped(account.number)}
        onChange={(event) => onChange({ ...account, number: event.target.value.replaceAll(/\D/g, "").slice(0, 19) })}
        style={{ margin: "4px 0 0" }}
      />
    </>
  );
}

/** Is it complete enough to be sent? Whether the number is one is for the server to say. */
export function isFilled({ bank, number }: BankAccount): boolean {
  return bank.trim().length >= 2 && /^\d{12,19}$/.test(number);
}

/** In fours, as it stands on the card. */
function grouped(digits: string): string {
  return digits.replaceAll(/(\d{4})(?=\d)/g, "$1 ");
}
