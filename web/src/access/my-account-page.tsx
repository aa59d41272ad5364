import { changePassword, minPasswordLength } from "@wutong/contracts";
import { Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { PageHead } from "../elements/page-head.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { useCommand } from "../server/commands.ts";
import { useSession } from "../server/session.tsx";

type Passwords = { readonly current: string; readonly next: string; readonly again: string };

/** Who is signed in, and a new password for them. */
export function MyAccountPage() {
  const { t } = useTranslation();
  const { data } = useSession();
  return (
    <>
      <PageHead title={t("account.title")} note={t("account.note")} />
      <div className="sheet sheet-pad" style={{ maxWidth: 640 }}>
        <dl className="terms">
          <div>
            <dt>{t("access.name")}</dt>
            <dd>{data?.name}</dd>
          </div>
          <div>
            <dt>{t("access.roles")}</dt>
            <dd>{data?.roles.map((role) => t(`role.${role}`)).join(t("do.comma"))}</dd>
          </div>
          <div>
            <dt>{t("access.officeTitle")}</dt>
            <dd>{data?.office?.name ?? "—"}</dd>
          </div>
        </dl>
        <h2 className="section-title">{t("account.password")}</h2>
        <PasswordForm />
      </div>
    </>
  );
}

function PasswordForm() {
  const { t } = useTranslation();
  const [form] = Form.useForm<Passwords>();
  const change = useCommand(changePassword);
  const send = ({ current, next }: Passwords) =>
    change.mutate({ body: { current, next } }, { onSuccess: () => form.resetFields() });
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      style={{ maxWidth: 360 }}
      onFinish={send}
      onValuesChange={() => change.isSuccess && change.reset()}
    >
      <ProblemNotice error={change.error} />
      {change.isSuccess && (
        <p role="status" className="done-note">
          {t("account.changed")}
        </p>
      )}
      <Form.Item
        name="current"
        label={t("account.current")}
        rules={[{ required: true, message: t("account.currentNeeded") }]}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="next"
        label={t("account.next")}
        extra={t("account.nextNote")}
        rules={[{ required: true, min: minPasswordLength, message: t("access.passwordRule") }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t("account.again")}
        dependencies={["next"]}
        rules={[
          { required: true, message: t("account.againNeeded") },
          ({ getFieldValue }) => ({
            validator: (_, again?: string) =>
              !again || again === getFieldValue("next")
                ? Promise.resolve()
                : Promise.reject(new Error(t("account.againDiffers"))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t("account.change")}
      </Button>
    </Form>
  );
}
