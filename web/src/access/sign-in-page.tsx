import { useMutation } from "@tanstack/react-query";
import { login, welcome } from "@wutong/contracts";
import { Button, Form, Input } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { ClockBanner } from "../clock/clock-banner.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { TongueSwitch } from "../frame/tongue-switch.tsx";
import { useServer } from "../server/client.ts";
import { expectReply, useRead } from "../server/queries.ts";
import { useKeepSession } from "../server/session.tsx";

type Credentials = { readonly account: string; readonly password: string };

/** Staff sign-in. In demo mode the accounts are listed, to be taken by a click. */
export function SignInPage() {
  const { t } = useTranslation();
  const known = useRead(welcome, {});
  const [form] = Form.useForm<Credentials>();
  const enter = useEnter();
  useEffect(() => {
    document.title = `${t("access.signIn")} · 梧桐`;
  }, [t]);
  return (
    <>
      <ClockBanner />
      <div className="sign-in">
        <section className="sign-in-tree">
          <img src="/leaf.svg" alt="" />
          <h1>{t("frame.name")}</h1>
          <p style={{ margin: 0, maxWidth: "36ch" }}>{t("access.motto")}</p>
        </section>
        <main className="sign-in-form">
          <div>
            <h2 style={{ margin: "0 0 4px", fontSize: 20 }}>{t("access.signIn")}</h2>
            <p className="soft" style={{ margin: "0 0 24px" }}>
              {known.data ? t("access.office", { name: known.data.tenant.name }) : "…"}
            </p>
            <ProblemNotice error={enter.error} />
            <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => enter.mutate(values)}>
              <Form.Item
                name="account"
                label={t("access.account")}
                rules={[{ required: true, message: t("access.accountNeeded") }]}
              >
                <Input autoFocus autoComplete="username" size="large" />
              </Form.Item>
              <Form.Item
                name="password"
                label={t("access.password")}
                rules={[{ required: true, message: t("access.passwordNeeded") }]}
              >
                <Input.Password autoComplete="current-password" size="large" />
              </Form.Item>
              <Button type="primary" htmlType="submit" size="large" block loading={enter.isPending}>
                {t("access.enter")}
              </Button>
            </Form>
            <DemoAccounts accounts={known.data?.demoAccounts ?? []} onPick={(values) => form.setFieldsValue(values)} />
            <div style={{ marginTop: 24, display: "flex", flexWrap: "wrap", gap: "8px 24px" }}>
              <TongueSwitch />
              <a href="/t/login">{t("access.talentDoor")}</a>
              <a href="/public/notices">{t("notices.door")}</a>
              <a href="/public/policies">{t("library.doors.policies")}</a>
            </div>
          </div>
        </main>
      </div>
    </>
  );
}

function useEnter() {
  const server = useServer();
  const keep = useKeepSession();
  const go = useNavigate();
  const [params] = useSearchParams();
  return useMutation({
    mutationFn: async (body: Credentials) => expectReply(await server.call(login, { body })),
    onSuccess: async (session) => {
      keep(session);
      const to = params.get("to") ?? "/";
      await go(to.startsWith("/") && !to.startsWith("//") ? to : "/", { replace: true });
    },
  });
}

type DemoAccount = {
  account: string;
  password: string;
  name: string;
  roles: readonly ("clerk" | "reviewer" | "finance" | "leader" | "auditor")[];
  office: string;
};

function DemoAccounts({
  accounts,
  onPick,
}: {
  readonly accounts: readonly DemoAccount[];
  readonly onPick: (values: Credentials) => void;
}) {
  const { t } = useTranslation();
  if (accounts.length === 0) return null;
  return (
    <section style={{ marginTop: 28 }}>
      <h3 className="card-title" style={{ margin: "0 0 6px", fontWeight: 400 }}>
        {t("access.demoAccounts")}
      </h3>
      <ul style={{ listStyle: "none", margin: 0, padding: 0 }}>
        {accounts.map(({ account, password, name, roles, office }) => (
          <li key={account} style={{ padding: "5px 0", borderTop: "1px solid var(--line-soft)" }}>
            <button type="button" className="link-cell" onClick={() => onPick({ account, password })}>
              {account}
            </button>{" "}
            <span className="soft">
              {name} · {roles.map((role) => t(`role.${role}`)).join(t("do.comma"))} · {office}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
