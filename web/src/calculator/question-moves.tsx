import type { Day } from "@wutong/kernel";
import type { Answer, CompiledPolicy, Question } from "@wutong/policy";
import { Button } from "antd";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";

export type QuestionProps = {
  readonly question: Question;
  readonly policies: readonly CompiledPolicy[];
  readonly asOf: Day;
  /** What was answered before, where an answer is changed. */
  readonly before: Answer | undefined;
  /** The keyboard goes along with the questions; the first one leaves it at the page's head. */
  readonly takesFocus: boolean;
  readonly onAnswer: (answer: Answer) => void;
  readonly onBack: (() => void) | undefined;
};

/** The ways on: the answer, "I don't know", back. */
export function QuestionMoves({
  onUnknown,
  onBack,
}: {
  readonly onUnknown: () => void;
  readonly onBack: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  return (
    <div className="question-moves">
      <Button type="primary" htmlType="submit" size="large">
        {t("calculator.next")}
      </Button>
      <Button size="large" onClick={onUnknown}>
        {t("calculator.unknown")}
      </Button>
      {onBack && (
        <Button size="large" type="text" onClick={onBack}>
          {t("calculator.back")}
        </Button>
      )}
    </div>
  );
}

/** Keeps a form's answer on the page: nothing is ever sent. */
export function keepHere(act: () => void) {
  return (event: FormEvent) => {
    event.preventDefault();
    act();
  };
}
