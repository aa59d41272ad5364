import { useMutation } from "@tanstack/react-query";
import { sendCode, talentLogin } from "@wutong/contracts";
import { Button, Input } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { useServer } from "../server/client.ts";
import { expectReply } from "../server/queries.ts";
import { useKeepSession } from "../server/session.tsx";
import { PhonePage } from "./phone-page.tsx";

/** Phone number, then a code joined by the last four of the document number. */
export function TalentSignInPage() {
  const { t } = useTranslation();
  const [phone, setPhone] = useState("");
  const [sent, setSent] = useState(false);
  return (
    <PhonePage title={t("talent.signIn")} note={t("talent.signInNote")}>
      <div className="phone-card">
        {sent ? (
          <CodeForm phone={phone} onBack={() => setSent(false)} />
        ) : (
          <PhoneForm phone={phone} onPhone={setPhone} onSent={() => setSent(true)} />
        )}
      </div>
      <p style={{ display: "flex", gap: 24, padding: "4px 20px" }}>
        <Link to="/public/calculator">{t("library.doors.calculator")}</Link>
        <Link to="/public/policies">{t("library.doors.policies")}</Link>
        <Link to="/public/notices">{t("notices.door")}</Link>
      </p>
    </PhonePage>
  );
}

type PhoneFormProps = {
  readonly phone: string;
  readonly onPhone: (phone: string) => void;
  readonly onSent: () => void;
};

function PhoneForm({ phone, onPhone, onSent }: PhoneFormProps) {
  const { t } = useTranslation();
  const server = useServer();
  const send = useMutation({
    mutationFn: async () => expectReply(await server.call(sendCode, { body: { phone } })),
    onSuccess: onSent,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <ProblemNotice error={send.error} />
      <label htmlFor="phone">{t("talent.phone")}</label>
      <Input
        id="phone"
        size="large"
        autoFocus
        inputMode="numeric"
        autoComplete="tel-national"
        maxLength={11}
        value={phone}
        onChange={(event) => onPhone(event.target.value.replaceAll(/\D/g, ""))}
        style={{ margin: "4px 0 16px" }}
      />
      <Button
        type="primary"
        size="large"
        block
        htmlType="submit"
        disabled={!/^1\d{10}$/.test(phone)}
        loading={send.isPending}
      >
        {t("talent.sendCode")}
      </Button>
    </form>
  );
}

function CodeForm({ phone, onBack }: { readonly phone: string; readonly onBack: () => void }) {
  const { t } = useTranslation();
  const server = useServer();
  const keep = useKeepSession();
  const go = useNavigate();
  const [params] = useSearchParams();
  const [code, setCode] = useState("");
  const [documentTail, setTail] = useState("");
  const again = useAgain(phone);
  const enter = useMutation({
    mutationFn: async () => expectReply(await server.call(talentLogin, { body: { phone, code, documentTail } })),
    onSuccess: async (session) => {
      keep(session);
      const to = params.get("to") ?? "";
      await go(to.startsWith("/t/") ? to : "/t/mine", { replace: true });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate();
      }}
    >
      <p style={{ marginTop: 0 }} role="status">
        {t("talent.codeSent", { phone: `${phone.slice(0, 3)}****${phone.slice(7)}` })}
      </p>
      <ProblemNotice error={enter.error ?? again.error} />
      <label htmlFor="code">{t("talent.code")}</label>
      <Input
        id="code"
        size="large"
        autoFocus
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={code}
        onChange={(event) => setCode(event.target.value.replaceAll(/\D/g, ""))}
        style={{ margin: "4px 0 12px" }}
      />
      <label htmlFor="tail">{t("talent.tail")}</label>
      <Input
        id="tail"
        size="large"
        autoComplete="off"
        maxLength={4}
        value={documentTail}
        onChange={(event) => setTail(event.target.value.toUpperCase())}
        style={{ margin: "4px 0 4px" }}
      />
      <p className="soft" style={{ margin: "0 0 16px", fontSize: 12.5 }}>
        {t("talent.tailNote")}
      </p>
      <Button
        type="primary"
        size="large"
        block
        htmlType="submit"
        disabled={code.length !== 6 || documentTail.length !== 4}
        loading={enter.isPending}
      >
        {t("access.enter")}
      </Button>
      <div style={{ display: "flex", justifyContent: "space-between", marginTop: 16 }}>
        <button type="button" className="link-cell" onClick={onBack}>
          {t("talent.otherPhone")}
        </button>
        <button type="button" className="link-cell" disabled={again.wait > 0} onClick={again.send}>
          {again.wait > 0 ? t("talent.againIn", { seconds: again.wait }) : t("talent.again")}
        </button>
      </div>
    </form>
  );
}

/** Asks for another code, a minute after the last. */
function useAgain(phone: string) {
  const server = useServer();
  const [wait, setWait] = useState(60);
  useEffect(() => {
    if (wait === 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);
  const send = useMutation({
    mutationFn: async () => expectReply(await server.call(sendCode, { body: { phone } })),
    onSuccess: (reply) => setWait(reply.againInSeconds),
  });
  return { wait, error: send.error, send: () => send.mutate() };
}
