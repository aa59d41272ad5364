import { registerName } from "@wutong/policy";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocal } from "../elements/local.ts";
import { ListForm } from "./list-form.tsx";
import type { QuestionProps } from "./question-moves.tsx";
import { ValueForm } from "./value-form.tsx";

/** One question: its words and its boxes come from the catalogue of facts, what it offers from the policies that ask. */
export function QuestionForm(props: QuestionProps) {
  const { question, takesFocus } = props;
  const { t } = useTranslation();
  const local = useLocal();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) head.current?.focus();
  }, [takesFocus]);
  const { about } = question;
  const fact = about.kind === "list" ? about.list : about.field;
  return (
    <section className="sheet question" aria-labelledby="question">
      <h2 id="question" tabIndex={-1} ref={head}>
        {about.kind === "list"
          ? t("calculator.askList", { what: local(fact.label) })
          : t("calculator.ask", { what: local(fact.label) })}
      </h2>
      <p className="soft">
        {t("calculator.askNote", { register: local(registerName(fact.register)), count: question.decides.length })}
      </p>
      {about.kind === "list" ? <ListForm {...props} about={about} /> : <ValueForm {...props} field={about.field} />}
    </section>
  );
}
