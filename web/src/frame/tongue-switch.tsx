import { useTranslation } from "react-i18next";
import { switchTongue } from "../words/words.ts";

/** Names the other language in that language. */
export function TongueSwitch() {
  const { i18n } = useTranslation();
  const other = i18n.language === "en" ? "zh-CN" : "en";
  return (
    <button
      type="button"
      className="link-cell"
      lang={other}
      onClick={() => void switchTongue(i18n, other, localStorage)}
    >
      {other === "en" ? "English" : "中文"}
    </button>
  );
}
