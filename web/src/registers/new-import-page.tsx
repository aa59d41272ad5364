import {
  getClock,
  getTemplate,
  listOffices,
  listRegisters,
  listSources,
  type RegisterKind,
  registerKinds,
  uploadImport,
  urlOf,
} from "@wutong/contracts";
import { AutoComplete, Button, Checkbox, Form, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { FileDrop } from "../elements/file-drop.tsx";
import { PageHead } from "../elements/page-head.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { useSession } from "../server/session.tsx";
import { RegisterColumns } from "./register-columns.tsx";
import { fieldsMissing, mappingOf, SourceColumns } from "./source-columns.tsx";
import { useSourceColumns } from "./use-source-columns.ts";

type Fields = {
  register: RegisterKind;
  source?: string;
  officeId: number;
  fromMonth: string;
  toMonth: string;
  complete: boolean;
};

/** Choose the register and say what the file covers, then drop it: a dry run follows, nothing is loaded yet. */
export function NewImportPage() {
  const { t } = useTranslation();
  const go = useNavigate();
  const [params] = useSearchParams();
  const [file, setFile] = useState<File | null>(null);
  const upload = useCommand(uploadImport);
  const clock = useRead(getClock, {});
  const { data: session } = useSession();
  const [form] = Form.useForm<Fields>();
  const register = Form.useWatch("register", form) ?? "talentLibrary";
  const officeId = Form.useWatch("officeId", form) ?? session?.office?.officeId;
  const source = (Form.useWatch("source", form) ?? "").trim();
  const registers = useRead(listRegisters, {});
  const fields = registers.data?.rows.find((row) => row.register === register)?.columns ?? [];
  const { columns, choices, choose, ...look } = useSourceColumns({ file, register, officeId, source });
  const complete = columns.length > 0 && fieldsMissing(columns, fields, choices).length === 0;
  const month = clock.data?.today.slice(0, 7);
  if (!clock.data || !session) return null;
  const send = ({ register, source = "", ...coverage }: Fields) => {
    if (file)
      upload.mutate(
        { body: { register, coverage, source: source.trim(), mapping: mappingOf(columns, choices) }, file },
        { onSuccess: (row) => void go(`/imports/${row.importId}`) },
      );
  };
  return (
    <>
      <PageHead title={t("imports.new")} note={t("imports.newNote")} />
      <div className="two-columns">
        <section className="sheet sheet-pad">
          <ProblemNotice error={upload.error ?? look.error} />
          <Form
            form={form}
            layout="vertical"
            requiredMark={false}
            initialValues={{
              register: params.get("register") ?? "talentLibrary",
              officeId: session.office?.officeId,
              fromMonth: "2000-01",
              toMonth: month,
              complete: true,
            }}
            onFinish={send}
          >
            <Form.Item name="register" label={t("imports.register")}>
              <Select options={registerKinds.map((kind) => ({ value: kind, label: t(`registers.${kind}`) }))} />
            </Form.Item>
            <SourceField register={register} officeId={officeId} />
            <CoverageFields />
            <FileDrop
              accept=".xlsx,.xlsm,.xls,.et,.ods,.csv,.txt,.xml,.htm,.html"
              title={file ? file.name : t("imports.drop")}
              note={file ? t("imports.fileSize", { mb: (file.size / 1_048_576).toFixed(2) }) : t("imports.dropNote")}
              onFile={setFile}
            />
            {columns.length > 0 && (
              <SourceColumns columns={columns} fields={fields} choices={choices} onChoose={choose} />
            )}
            <div style={{ marginTop: 16, display: "flex", gap: 16, alignItems: "center", flexWrap: "wrap" }}>
              <Button type="primary" htmlType="submit" disabled={!complete} loading={upload.isPending || look.looking}>
                {t("imports.check")}
              </Button>
              <span className="soft">{t("imports.checkNote")}</span>
            </div>
          </Form>
        </section>
        <section className="sheet sheet-pad">
          <h2 className="section-title" style={{ marginTop: 0 }}>
            {t("imports.columnsOf", { register: t(`registers.${register}`) })}
          </h2>
          <p>
            <a href={urlOf(getTemplate, { params: { register } })} download>
              {t("imports.template")}
            </a>
          </p>
          <RegisterColumns columns={fields} />
        </section>
      </div>
    </>
  );
}

/** Whose file it is, among those whose headers are known, or somebody new. */
function SourceField({
  register,
  officeId,
}: {
  readonly register: RegisterKind;
  readonly officeId: number | undefined;
}) {
  const { t } = useTranslation();
  const sources = useRead(listSources, {});
  const known = (sources.data?.rows ?? []).filter((row) => row.register === register && row.officeId === officeId);
  return (
    <Form.Item name="source" label={t("imports.source")} extra={t("imports.sourceNote")}>
      <AutoComplete
        allowClear
        maxLength={SOURCE_CHARS_MAX}
        placeholder={t("imports.sourceExample")}
        options={known.map((row) => ({ value: row.source }))}
      />
    </Form.Item>
  );
}

const SOURCE_CHARS_MAX = 40;

function CoverageFields() {
  const { t } = useTranslation();
  const offices = useRead(listOffices, {});
  const needed = [{ required: true, message: t("access.needed") }];
  return (
    <>
      <Form.Item name="officeId" label={t("imports.office")} rules={needed}>
        <Select
          options={(offices.data?.rows ?? []).map((office) => ({ value: office.officeId, label: office.name }))}
        />
      </Form.Item>
      <div style={{ display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(150px, 1fr))", gap: 16 }}>
        <Form.Item name="fromMonth" label={t("imports.fromMonth")} rules={needed}>
          <Input type="month" />
        </Form.Item>
        <Form.Item name="toMonth" label={t("imports.toMonth")} rules={needed}>
          <Input type="month" />
        </Form.Item>
      </div>
      <Form.Item name="complete" valuePropName="checked" extra={t("imports.completeNote")}>
        <Checkbox>{t("imports.complete")}</Checkbox>
      </Form.Item>
    </>
  );
}
