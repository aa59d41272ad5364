import { Button, Input } from "antd";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "./problem-notice.tsx";

type ReasonFormProps = {
  readonly title: string;
  readonly label: string;
  readonly submit: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly minLength?: number;
  readonly danger?: boolean;
  /** What is chosen before the words. */
  readonly children?: ReactNode;
  readonly onSubmit: (text: string) => void;
  readonly onCancel: () => void;
};

/** Asks for words before acting, in place: no modal over the drawer. Escape leaves it. */
export function ReasonForm(props: ReasonFormProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const field = useId();
  const short = text.trim().length < (props.minLength ?? 2);
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!short) props.onSubmit(text.trim());
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        props.onCancel();
      }}
    >
      <div className="inline-form-title">{props.title}</div>
      {props.children}
      <ProblemNotice error={props.error} />
      <label htmlFor={field}>{props.label}</label>
      <Input.TextArea
        id={field}
        autoFocus
        rows={2}
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.target.value)}
        style={{ margin: "4px 0 10px" }}
      />
      <div style={{ display: "flex", gap: 8 }}>
        <Button type="primary" danger={props.danger ?? false} htmlType="submit" disabled={short} loading={props.busy}>
          {props.submit}
        </Button>
        <Button onClick={props.onCancel}>{t("do.cancel")}</Button>
      </div>
    </form>
  );
}
