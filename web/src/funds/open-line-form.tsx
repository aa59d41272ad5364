import { getClock, listOffices, listPolicies, openBudgetLine, type ReplyOf } from "@wutong/contracts";
import { type Fen, formatWan, parseYuan } from "@wutong/kernel";
import { Button, Form, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useLocal } from "../elements/local.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { useSession } from "../server/session.tsx";

type NewLine = {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly year: number;
  readonly officeId: number;
  readonly yuan: string;
  readonly reason: string;
};
type Policy = ReplyOf<typeof listPolicies>["rows"][number];

/** Opens a budget line: which policy it pays, its name, its year, how much and out of which money. */
export function OpenLineForm() {
  const { data: session } = useSession();
  const clock = useRead(getClock, {});
  const policies = useRead(listPolicies, {});
  const offices = useRead(listOffices, {});
  const error = policies.error ?? offices.error ?? clock.error;
  if (error) return <ProblemNotice error={error} />;
  if (!clock.data || !policies.data || !offices.data) return <LinesSkeleton />;
  return (
    <LineFields
      policies={policies.data.rows.filter((policy) => policy.state === "inForce")}
      offices={offices.data.rows.map((office) => ({ value: office.officeId, label: office.name }))}
      first={{
        year: Number(clock.data.today.slice(0, 4)),
        ...(session?.office ? { officeId: session.office.officeId } : {}),
      }}
    />
  );
}

type LineFieldsProps = {
  readonly policies: readonly Policy[];
  readonly offices: readonly { readonly value: number; readonly label: string }[];
  readonly first: Partial<NewLine>;
};

function LineFields({ policies, offices, first }: LineFieldsProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const go = useNavigate();
  const [form] = Form.useForm<NewLine>();
  const open = useCommand(openBudgetLine);
  const needed = [{ required: true, message: t("access.needed") }];
  const name = (code: string) => {
    const title = policies.find((policy) => policy.policyId === code)?.title;
    if (title) form.setFieldsValue({ zh: title.zh, en: title.en });
  };
  const send = ({ code, zh, en, yuan, ...line }: NewLine) => {
    const amount = parseYuan(yuan);
    if (!amount.ok) return;
    const body = { ...line, code, title: { zh: zh.trim(), en: en.trim() }, budgetFen: String(amount.value) };
    open.mutate({ body }, { onSuccess: ({ lineId }) => void go(`/funds/lines/${lineId}`) });
  };
  return (
    <Form form={form} layout="vertical" requiredMark={false} initialValues={first} onFinish={send}>
      <ProblemNotice error={open.error} />
      <Form.Item name="code" label={t("lines.policy")} extra={t("lines.policyNote")} rules={needed}>
        <Select
          onChange={name}
          options={policies.map((policy) => ({ value: policy.policyId, label: local(policy.title) }))}
        />
      </Form.Item>
      <Form.Item
        name="zh"
        label={t("lines.name")}
        rules={[{ required: true, whitespace: true, message: t("access.needed") }]}
      >
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item
        name="en"
        label={t("lines.nameEn")}
        rules={[{ required: true, whitespace: true, message: t("access.needed") }]}
      >
        <Input maxLength={120} />
      </Form.Item>
      <div className="field-pair">
        <Form.Item name="year" label={t("lines.year")} rules={needed}>
          <InputNumber min={2000} max={2100} precision={0} controls={false} style={{ width: "100%" }} />
        </Form.Item>
        <Form.Item name="officeId" label={t("access.officeTitle")} rules={needed}>
          <Select options={[...offices]} />
        </Form.Item>
      </div>
      <AmountField />
      <Form.Item
        name="reason"
        label={t("lines.source")}
        extra={t("lines.sourceNote")}
        rules={[{ required: true, whitespace: true, min: 2, message: t("lines.sourceNeeded") }]}
      >
        <Input maxLength={500} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={open.isPending}>
        {t("lines.open")}
      </Button>
    </Form>
  );
}

/** Yuan as text, exact to the fen; what was read is said back in 万元, so that a zero too many shows. */
function AmountField() {
  const { t } = useTranslation();
  const [read, setRead] = useState<Fen | null>(null);
  const check = (_: unknown, text?: string) => {
    const amount = parseYuan(text ?? "");
    if (!amount.ok) return Promise.reject(new Error(t("lines.yuanRule")));
    return amount.value > 0n ? Promise.resolve() : Promise.reject(new Error(t("lines.yuanPositive")));
  };
  const show = (text: string) => {
    const amount = parseYuan(text);
    setRead(amount.ok && amount.value > 0n ? amount.value : null);
  };
  return (
    <Form.Item
      name="yuan"
      label={t("lines.yuan")}
      extra={read === null ? t("lines.yuanNote") : t("lines.yuanRead", { wan: formatWan(read) })}
      rules={[{ validator: check }]}
      validateTrigger="onBlur"
    >
      <Input inputMode="decimal" maxLength={24} onChange={(event) => show(event.target.value)} />
    </Form.Item>
  );
}
