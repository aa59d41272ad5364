import { createInstance, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { zh } from "./zh/index.ts";

export type Tongue = "zh-CN" | "en";
const stored = "wutong.language";

/** The reader's language: what they chose before, else Chinese. */
export function chosenTongue(storage: Storage): Tongue {
  return storage.getItem(stored) === "en" ? "en" : "zh-CN";
}

/** Chinese comes with the first script, so that nobody waits for it; English is fetched by who reads it. */
async function wordsOf(tongue: Tongue): Promise<object> {
  return tongue === "en" ? (await import("./en/index.ts")).en : zh;
}

export async function startWords(tongue: Tongue): Promise<i18n> {
  const words = createInstance();
  await words.use(initReactI18next).init({
    lng: tongue,
    fallbackLng: false,
    resources: { [tongue]: { translation: await wordsOf(tongue) } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  markPage(tongue);
  return words;
}

export async function switchTongue(words: i18n, tongue: Tongue, storage: Storage): Promise<void> {
  if (!words.hasResourceBundle(tongue, "translation")) {
    words.addResourceBundle(tongue, "translation", await wordsOf(tongue));
  }
  storage.setItem(stored, tongue);
  await words.changeLanguage(tongue);
  markPage(tongue);
}

function markPage(tongue: Tongue): void {
  document.documentElement.lang = tongue;
}
